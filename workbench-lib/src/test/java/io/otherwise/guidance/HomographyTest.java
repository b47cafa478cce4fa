package io.otherwise.guidance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HomographyTest {
  private Scope scope;

  @BeforeEach
  void open() {
    scope = Scope.open();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  private static double[] at(Homography m, double x, double y) {
    double w = m.g() * x + m.h() * y + m.i();
    return new double[] {(m.a() * x + m.b() * y + m.c()) / w, (m.d() * x + m.e() * y + m.f()) / w};
  }

  private static void assertGoes(Homography m, double x, double y, double toX, double toY) {
    assertArrayEquals(new double[] {toX, toY}, at(m, x, y), 1e-12);
  }

  @Test
  void a_quarter_turn_takes_right_to_below() {
    Homography quarter = Homography.turned(90, 0, 0, 1);

    assertGoes(quarter, 1, 0, 0, 1);
    assertGoes(quarter, 0, 1, -1, 0);
  }

  @Test
  void a_turn_keeps_distances_of_pixels_where_the_image_is_wide() {
    // Twice as wide as high: half a width to the right is a whole height below.
    Homography quarter = Homography.turned(90, 0, 0, 2);

    assertGoes(quarter, 0.5, 0, 0, 1);
    assertGoes(quarter, 0, 1, -0.5, 0);
  }

  @Test
  void a_move_counts_in_sides_and_comes_before_the_turn() {
    assertGoes(Homography.turned(0, 0.5, 0.25, 3), 0, 0, 1, 0.5);
    assertGoes(Homography.turned(90, 0, 0.25, 1), 0, 0, -0.5, 0);
  }

  @Test
  void four_points_go_to_the_corners_and_lines_stay_straight() {
    double[] x = {-0.9, 0.6, 0.8, -0.4};
    double[] y = {-0.5, -0.8, 0.7, 0.9};

    Homography m = Homography.toCorners(x, y);

    assertGoes(m, x[0], y[0], -1, -1);
    assertGoes(m, x[1], y[1], 1, -1);
    assertGoes(m, x[2], y[2], 1, 1);
    assertGoes(m, x[3], y[3], -1, 1);
    double[] onTopSide = at(m, (x[0] + x[1]) / 2, (y[0] + y[1]) / 2);
    assertEquals(-1, onTopSide[1], 1e-12);
    double[] onDiagonal = at(m, (x[0] + x[2]) / 2, (y[0] + y[2]) / 2);
    assertEquals(onDiagonal[0], onDiagonal[1], 1e-12);
  }

  @Test
  void the_corners_themselves_stay_where_they_are() {
    Homography m = Homography.toCorners(new double[] {-1, 1, 1, -1}, new double[] {-1, -1, 1, 1});

    assertGoes(m, 0.3, -0.7, 0.3, -0.7);
  }

  @Test
  void positions_are_those_of_the_middles_of_pixels() {
    Homography left = Homography.turned(0, -0.5, 0, 2);

    Tensor at = Homography.positions(List.of(Homography.IDENTITY, left), 1, 2);

    assertArrayEquals(new long[] {2, 1, 2, 2}, at.shape());
    assertArrayEquals(new float[] {-.5f, 0, .5f, 0, -1.5f, 0, -.5f, 0}, at.floats());
  }

  @Test
  void tensor_positions_are_those_of_the_formula() {
    Homography m =
        Homography.toCorners(new double[] {-.9, 1, .5, -1}, new double[] {-1, -.8, 1, 1});

    float[] at = Homography.positions(List.of(m), 3, 5).floats();

    for (int k = 0; k < 15; k++) {
      double[] expected = at(m, (2 * (k % 5) + 1) / 5.0 - 1, (2 * (k / 5) + 1) / 3.0 - 1);
      assertEquals(expected[0], at[2 * k], 1e-5);
      assertEquals(expected[1], at[2 * k + 1], 1e-5);
    }
  }

  @Test
  void what_lies_beyond_the_horizon_is_finite() {
    // w is 0 along x = 0, where a pixel of three has its middle.
    Homography edge = new Homography(1, 0, 1, 0, 1, 1, 1, 0, 0);

    for (float v : Homography.positions(List.of(edge), 1, 3).floats()) {
      assertEquals(v, Math.max(-4, Math.min(4, v)));
    }
  }
}
