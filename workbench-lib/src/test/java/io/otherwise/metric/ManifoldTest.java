package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ManifoldTest {
  private static double distance(double[] a, double[] b) {
    return Math.sqrt(
        IntStream.range(0, a.length).mapToDouble(k -> (a[k] - b[k]) * (a[k] - b[k])).sum());
  }

  private static double radius(double[][] rows, int i, int k) {
    return IntStream.range(0, rows.length)
        .filter(j -> j != i)
        .mapToDouble(j -> distance(rows[i], rows[j]))
        .sorted()
        .toArray()[k - 1];
  }

  private static Features features(double[]... rows) {
    return Features.of(rows);
  }

  @Test
  void radii_reach_to_the_kth_other_member() {
    double[][] rows = SetAnswers.random(1, 150, 5, 1);
    for (int k : new int[] {1, 3, 7}) {
      double[] radii = Manifold.of(Features.of(rows), k).radii();

      for (int i = 0; i < rows.length; i++) {
        assertEquals(radius(rows, i, k), radii[i], 1e-15, "k " + k);
      }
    }
  }

  @Test
  void a_point_is_inside_where_any_ball_reaches_it() {
    double[][] rows = SetAnswers.random(1, 130, 4, 1);
    double[][] points = SetAnswers.random(2, 90, 4, 1.4);

    boolean[] inside = Manifold.of(Features.of(rows), 3).contains(Features.of(points));

    double[] radii = IntStream.range(0, rows.length).mapToDouble(i -> radius(rows, i, 3)).toArray();
    for (int p = 0; p < points.length; p++) {
      double[] point = points[p];
      boolean wanted =
          IntStream.range(0, rows.length).anyMatch(i -> distance(rows[i], point) <= radii[i]);
      assertEquals(wanted, inside[p]);
    }
    assertTrue(IntStream.range(0, 90).anyMatch(p -> inside[p]));
    assertTrue(IntStream.range(0, 90).anyMatch(p -> !inside[p]));
  }

  @Test
  void the_edge_belongs_to_the_ball() {
    Manifold pair = Manifold.of(features(new double[] {0}, new double[] {2}), 1);

    assertArrayEquals(new double[] {2, 2}, pair.radii());
    assertArrayEquals(
        new boolean[] {true, true, false, false},
        pair.contains(
            features(
                new double[] {-2},
                new double[] {4},
                new double[] {4.000001},
                new double[] {-2.000001})));
  }

  @Test
  void copies_have_balls_of_no_size_that_hold_themselves() {
    double[] same = {0.3, 0.7};
    Manifold copies = Manifold.of(features(same, same, same, same), 3);

    assertArrayEquals(new double[4], copies.radii());
    assertArrayEquals(
        new boolean[] {true, false},
        copies.contains(features(same.clone(), new double[] {0.3, 0.7 + 1e-12})));
  }

  @Test
  void near_neighbours_far_from_zero_are_told_apart() {
    // The expanded square x.x - 2 x.y + y.y would see all of these in one place.
    double[][] rows = {{1e8}, {1e8 + 1}, {1e8 + 3}};

    assertArrayEquals(new double[] {1, 1, 2}, Manifold.of(Features.of(rows), 1).radii());
  }

  @Test
  void a_tight_cluster_is_precise_and_covers_little() {
    double[][] real = SetAnswers.random(1, 200, 3, 1);
    double[][] cluster = SetAnswers.random(2, 200, 3, 0.15);
    for (double[] row : cluster) {
      Arrays.setAll(row, k -> row[k] + 0.45);
    }

    double precision = Manifold.of(Features.of(real), 3).share(Features.of(cluster));
    double recall = Manifold.of(Features.of(cluster), 3).share(Features.of(real));

    assertTrue(precision > 0.8, "precision " + precision);
    assertTrue(recall < 0.3, "recall " + recall);
  }

  @Test
  void every_member_is_inside_its_own_manifold() {
    Features some = Features.of(SetAnswers.random(1, 80, 6, 1));

    assertEquals(1, Manifold.of(some, 3).share(some));
    assertTrue(Double.isNaN(Manifold.of(some, 3).share(some.rows())), "of no point");
  }

  @Test
  void order_and_threads_change_nothing() throws Exception {
    double[][] rows = SetAnswers.random(1, 140, 4, 1);
    Features points = Features.of(SetAnswers.random(2, 100, 4, 1.3));
    int[] turned = IntStream.range(0, 140).map(i -> 139 - i).toArray();
    ForkJoinPool one = new ForkJoinPool(1);

    boolean[] alone = one.submit(() -> Manifold.of(Features.of(rows), 3).contains(points)).get();

    assertArrayEquals(alone, Manifold.of(Features.of(rows).rows(turned), 3).contains(points));
    one.shutdown();
  }

  @Test
  void a_manifold_needs_more_members_than_neighbours() {
    Features three = Features.of(SetAnswers.random(1, 3, 2, 1));

    assertEquals(3, Manifold.of(three, 2).radii().length);
    String message =
        assertThrows(IllegalArgumentException.class, () -> Manifold.of(three, 3)).getMessage();
    assertTrue(message.contains("k is 3 and there are 3 members"), message);
    assertThrows(IllegalArgumentException.class, () -> Manifold.of(three, 0));
  }

  @Test
  void points_of_another_width_are_refused() {
    Manifold flat = Manifold.of(Features.of(SetAnswers.random(1, 5, 2, 1)), 3);
    Features solid = Features.of(SetAnswers.random(1, 5, 3, 1));

    assertThrows(IllegalArgumentException.class, () -> flat.contains(solid));
    assertFalse(flat.contains(Features.of(new double[][] {{9, 9}}))[0]);
  }
}
