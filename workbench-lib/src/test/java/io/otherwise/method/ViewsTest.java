package io.otherwise.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Seed;
import io.otherwise.guidance.Homography;
import io.otherwise.tensor.Gradients;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ViewsTest {
  private static final int SIDE = 6;
  private static final int EACH = 3 * SIDE * SIDE;

  private Scope scope;

  @BeforeEach
  void open() {
    scope = Scope.open();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  private static Tensor images(int n) {
    float[] values = new float[n * EACH];
    Noise.fill(7, values, 0, values.length);
    return Tensor.of(values, n, 3, SIDE, SIDE);
  }

  private static Noise noise(String... ids) {
    return Noise.counted(Seed.seed(1), List.of(ids));
  }

  private static float[] row(Tensor all, int row) {
    return all.narrow(0, row, 1).floats();
  }

  @Test
  void a_single_view_is_the_image_itself_and_draws_nothing() {
    Tensor images = images(2);

    assertSame(
        images,
        Views.of(
            images,
            1,
            (stream, step, shape) -> {
              throw new AssertionError("drew " + stream);
            },
            "views",
            3));
  }

  @Test
  void the_first_views_are_the_images_and_the_others_differ() {
    Tensor images = images(2);

    Tensor all = Views.of(images, 8, noise("a", "b"), "views", 3);

    assertArrayEquals(new long[] {16, 3, SIDE, SIDE}, all.shape());
    assertArrayEquals(images.floats(), all.narrow(0, 0, 2).floats());
    for (int image = 0; image < 2; image++) {
      float[] first = row(all, image);
      int[] moved = {0};
      for (int view = 1; view < 8; view++) {
        moved[0] += near(first, row(all, 2 * view + image)) ? 0 : 1;
      }
      assertTrue(moved[0] >= 5, moved[0] + " of 7 moved");
    }
  }

  private static boolean near(float[] a, float[] b) {
    for (int k = 0; k < a.length; k++) {
      if (Math.abs(a[k] - b[k]) > 1e-4) {
        return false;
      }
    }
    return true;
  }

  @Test
  void an_image_has_the_views_of_its_query_whatever_the_batch() {
    Tensor images = images(3);

    Tensor together = Views.of(images, 4, noise("a", "b", "c"), "views", 3);
    Tensor alone = Views.of(images.narrow(0, 1, 1), 4, noise("b"), "views", 3);

    for (int view = 0; view < 4; view++) {
      assertArrayEquals(row(alone, view), row(together, 3 * view + 1), 1e-6f, "view " + view);
    }
  }

  @Test
  void more_views_keep_those_that_fewer_have() {
    Tensor few = Views.of(images(1), 3, noise("a"), "views", 3);
    Tensor many = Views.of(images(1), 9, noise("a"), "views", 3);

    assertArrayEquals(few.floats(), many.narrow(0, 0, 3).floats(), 1e-6f);
  }

  @Test
  void every_stream_step_query_and_seed_has_its_own() {
    Tensor image = images(1);
    float[] one = Views.of(image, 9, noise("a"), "views", 3).floats();

    assertFalse(Arrays.equals(one, Views.of(image, 9, noise("a"), "others", 3).floats()));
    assertFalse(Arrays.equals(one, Views.of(image, 9, noise("a"), "views", 4).floats()));
    assertFalse(Arrays.equals(one, Views.of(image, 9, noise("b"), "views", 3).floats()));
    Noise other = Noise.counted(Seed.seed(2), List.of("a"));
    assertFalse(Arrays.equals(one, Views.of(image, 9, other, "views", 3).floats()));
  }

  @Test
  void the_turn_stays_in_its_range_and_moves_up_and_down_alone() {
    double[] u = new double[12];
    Homography left = Views.turn(u, 1);
    u[1] = 1;
    u[2] = 1;
    Homography right = Views.turn(u, 1);
    u[0] = 0.7;

    assertEquals(Math.sin(Math.toRadians(15)), right.d(), 1e-12);
    assertEquals(-right.d(), left.d(), 1e-12);
    // A tenth of the height is 0.2 in positions; down, then turned with the rest.
    assertEquals(0.2 * right.b(), right.c(), 1e-12);
    assertEquals(0.2 * right.e(), right.f(), 1e-12);
    assertSame(Homography.IDENTITY, Views.turn(u, 1));
  }

  @Test
  void a_tilt_pulls_corners_in_by_up_to_seven_tenths_of_the_way() {
    double[] u = new double[12];
    u[4] = 1;
    Homography tilt = Views.tilt(u);
    double w = tilt.g() * -0.3 + tilt.h() * -1 + tilt.i();

    assertEquals(-1, (tilt.a() * -0.3 + tilt.b() * -1 + tilt.c()) / w, 1e-12);
    assertEquals(-1, (tilt.d() * -0.3 + tilt.e() * -1 + tilt.f()) / w, 1e-12);
    u[3] = 0.7;
    assertSame(Homography.IDENTITY, Views.tilt(u));
  }

  @Test
  void three_in_ten_are_not_turned_and_three_in_ten_not_tilted() {
    int views = 1500;
    Tensor white = Tensor.full(1, 1, 1, 4, 4);
    Tensor ramp = Tensor.of(new float[] {0, 1, 2, 3, 0, 1, 2, 3}, 1, 1, 2, 4);

    float[] ofWhite = Views.of(white, views, noise("a"), "views", 0).floats();
    float[] ofRamp = Views.of(ramp, views, noise("a"), "views", 0).floats();

    // Only a tilt lets grey in; what neither happened to is the ramp as it was.
    assertEquals(0.3, share(ofWhite, 16, new float[] {1, 1, 1, 1}), 0.05);
    assertEquals(0.09, share(ofRamp, 8, new float[] {0, 1, 2, 3}), 0.03);
  }

  private static double share(float[] values, int each, float[] row) {
    int same = 0;
    for (int from = each; from < values.length; from += each) {
      boolean all = true;
      for (int k = 0; k < each; k++) {
        all &= Math.abs(values[from + k] - row[k % row.length]) < 1e-4;
      }
      same += all ? 1 : 0;
    }
    return (double) same / (values.length / each - 1);
  }

  @Test
  void gradients_flow_back_through_all_views() {
    Tensor image = images(1);
    Tensor weights = images(5);
    Tensor change = images(2).narrow(0, 1, 1);
    Noise noise = noise("a");

    try (Gradients graph = Gradients.record()) {
      Tensor leaf = graph.leaf(image);
      Tensor sum = Views.of(leaf, 5, noise, "views", 3).times(weights).sum();
      double slope = graph.of(sum, leaf).times(change).sum().item();

      // Views are linear in the image, so the slope is the whole difference.
      Tensor other = Views.of(image.plus(change), 5, noise, "views", 3).times(weights).sum();
      assertEquals(other.item() - sum.item(), slope, 1e-3);
      double ofFirst = weights.narrow(0, 0, 1).times(change).sum().item();
      assertTrue(Math.abs(slope - ofFirst) > 0.5, slope + " is that of the first view alone");
    }
  }
}
