package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Seed;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ConceptValidityTest {
  private final double[] before = {0, 1, -1, 2, 0};
  private final double[] after = {4, 1, 1, 1, -3};

  @Test
  void choosing_what_changed_most_is_perfect() {
    assertEquals(1, ConceptValidity.ratio(before, after, 0, 4), 1e-15);
    assertEquals(1, ConceptValidity.ratio(before, after, 4, 0), 1e-15);
    assertEquals(1, ConceptValidity.ratio(before, after, 0, 1, 2, 3, 4), 1e-15);
  }

  @Test
  void choosing_others_is_their_share_of_the_largest_changes() {
    // Changes 4, 0, 2, 1, 3.
    assertEquals(3.0 / 7, ConceptValidity.ratio(before, after, 2, 3), 1e-15);
    assertEquals(0, ConceptValidity.ratio(before, after, 1), 1e-15);
  }

  @Test
  void repeats_count_as_often_as_they_were_drawn() {
    assertEquals(8.0 / 7, ConceptValidity.ratio(before, after, 0, 0), 1e-15);
  }

  @Test
  void signs_and_scale_of_attributions_do_not_matter() {
    double[] b = Arrays.stream(before).map(v -> -5 * v).toArray();
    double[] a = Arrays.stream(after).map(v -> -5 * v).toArray();

    assertEquals(
        ConceptValidity.ratio(before, after, 2, 3), ConceptValidity.ratio(b, a, 2, 3), 1e-15);
  }

  @Test
  void distinct_channels_never_beat_the_largest() {
    double[][] rows = MadeAnswers.uniform(3, 40, 10);
    for (int i = 1; i < rows.length; i++) {
      double ratio = ConceptValidity.ratio(rows[i - 1], rows[i], i % 10, (i + 3) % 10);

      assertTrue(ratio >= 0 && ratio <= 1, "was " + ratio);
    }
  }

  @Test
  void nothing_changing_has_no_ratio() {
    assertEquals(Double.NaN, ConceptValidity.ratio(before, before, 0, 1));
  }

  @Test
  void many_answers_have_one_ratio_each() {
    double[] found =
        ConceptValidity.ratios(
            new double[][] {before, after}, new double[][] {after, before}, new int[][] {{0}, {4}});

    assertArrayEquals(new double[] {1, .75}, found, 1e-15);
  }

  @Test
  void the_baseline_draws_with_replacement_and_by_query() {
    Seed seed = Seed.seed(3);
    int[] drawn = ConceptValidity.random(seed, "a:old", 2000, 20);

    assertEquals(20, Arrays.stream(drawn).distinct().count());
    assertTrue(Arrays.stream(drawn).allMatch(c -> c >= 0 && c < 20));
    assertArrayEquals(drawn, ConceptValidity.random(seed, "a:old", 2000, 20));
    assertNotEquals(
        Arrays.toString(drawn), Arrays.toString(ConceptValidity.random(seed, "b:old", 2000, 20)));
  }

  @Test
  void chosen_concepts_beat_random_ones_where_they_should() {
    double[][] rows = MadeAnswers.uniform(4, 2, 20);
    double random = 0;
    for (int i = 0; i < 200; i++) {
      int[] drawn = ConceptValidity.random(Seed.seed(i), "q", 5, 20);
      random += ConceptValidity.ratio(rows[0], rows[1], drawn) / 200;
    }

    assertTrue(random > .2 && random < .8, "was " + random);
  }

  @Test
  void channels_that_do_not_fit_are_refused() {
    assertThrows(
        IllegalArgumentException.class, () -> ConceptValidity.ratio(before, new double[4], 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> ConceptValidity.ratio(before, after, 0, 1, 2, 3, 4, 0));
  }
}
