package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttributeCorrelationsTest {
  private static final int QUERY = 1;
  private final double[][] rows = MadeAnswers.uniform(7, 12, 4);

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(v -> v).toArray();
  }

  /** The correlation over the differences of some ordered pairs, written out. */
  private static double overPairs(double[][] rows, int a, int only) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows.length; j++) {
        if (i != j && (only < 0 || i == only)) {
          x.add(rows[i][QUERY] - rows[j][QUERY]);
          y.add(rows[i][a] - rows[j][a]);
        }
      }
    }
    return Pearson.of(array(x), array(y));
  }

  @Test
  void the_query_attribute_goes_along_with_itself() {
    assertEquals(1, AttributeCorrelations.ofProbabilities(rows, QUERY)[QUERY], 1e-15);
  }

  @Test
  void labels_that_agree_in_three_of_four_cases() {
    boolean[][] labels = {{true, true}, {true, false}, {false, false}, {false, false}};

    // Deviations .5 .5 -.5 -.5 and .75 -.25 -.25 -.25: .5 over the root of 1 times .75.
    assertArrayEquals(
        new double[] {1, .5 / Math.sqrt(.75)}, AttributeCorrelations.ofLabels(labels, 0), 1e-15);
  }

  @Test
  void changes_are_signed() {
    double[][] before = {{.1, .1, .9}, {.9, .9, .1}, {.1, .1, .9}};
    double[][] after = {{.9, .9, .1}, {.1, .1, .9}, {.2, .2, .8}};

    double[] found = AttributeCorrelations.ofChanges(before, after, 0);

    assertArrayEquals(new double[] {1, 1, -1}, found, 1e-15);
  }

  @Test
  void changes_below_the_threshold_do_not_count() {
    double[][] before = {{.1, .1}, {.1, .2}, {.1, .3}};
    double[][] after = {{.9, .4}, {.2, .3}, {.9, .2}};

    assertEquals(Double.NaN, AttributeCorrelations.ofChanges(before, after, 0)[1]);
  }

  @Test
  void all_ordered_pairs_are_the_plain_correlation() {
    double[] plain = AttributeCorrelations.ofProbabilities(rows, QUERY);

    for (int a = 0; a < plain.length; a++) {
      assertEquals(overPairs(rows, a, -1), plain[a], 1e-12);
    }
  }

  @Test
  void pairs_with_one_image_are_the_correlation_without_it() {
    double[][] found = AttributeCorrelations.leavingOneOut(rows, QUERY);

    assertEquals(rows.length, found.length);
    for (int i = 0; i < found.length; i++) {
      for (int a = 0; a < 4; a++) {
        assertEquals(overPairs(rows, a, i), found[i][a], 1e-12);
      }
    }
  }

  @Test
  void order_matters_to_unordered_pairs_alone() {
    List<double[]> turned = new ArrayList<>(List.of(rows));
    Collections.rotate(turned, 5);
    double[][] other = turned.toArray(double[][]::new);

    assertArrayEquals(
        AttributeCorrelations.ofProbabilities(rows, QUERY),
        AttributeCorrelations.ofProbabilities(other, QUERY),
        1e-12);
    assertNotEquals(
        AttributeCorrelations.ofUnorderedPairs(rows, QUERY)[0],
        AttributeCorrelations.ofUnorderedPairs(other, QUERY)[0],
        1e-6);
  }

  @Test
  void two_images_have_one_unordered_pair_and_no_correlation_over_it() {
    double[][] two = MadeAnswers.uniform(3, 2, 3);

    assertEquals(Double.NaN, AttributeCorrelations.ofUnorderedPairs(two, 0)[1]);
    assertEquals(1, Math.abs(AttributeCorrelations.ofProbabilities(two, 0)[1]), 1e-15);
  }

  @Test
  void a_constant_attribute_has_none() {
    double[][] flat = MadeAnswers.uniform(8, 10, 3);
    for (double[] row : flat) {
      row[2] = .9;
    }

    double[] found = AttributeCorrelations.ofProbabilities(flat, 0);

    assertTrue(Double.isNaN(found[2]) && !Double.isNaN(found[1]));
  }

  @Test
  void no_images_are_refused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> AttributeCorrelations.ofProbabilities(new double[0][], 0));
    assertThrows(
        IllegalArgumentException.class, () -> AttributeCorrelations.ofLabels(new boolean[0][], 0));
  }
}
