package io.otherwise.metric;

import static io.otherwise.metric.MadeAnswers.answer;
import static io.otherwise.metric.MadeAnswers.answers;
import static io.otherwise.metric.MadeAnswers.pixel;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.model.FeatureNetwork;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiversityTest {
  /** Features are the first pixel's colours. */
  private static final class Colours implements FeatureNetwork {
    private final List<Integer> batches = new ArrayList<>();

    @Override
    public String name() {
      return "colours";
    }

    @Override
    public float[][] features(List<Image> images) {
      batches.add(images.size());
      return MadeAnswers.COLOURS.reader().apply(images);
    }
  }

  private final Colours colours = new Colours();
  private final Diversity diversity = new Diversity(colours);

  private static Counterfactual edited(String id, double red, double green, boolean flipped) {
    return answer(pixel(id, 0, 0, 0), pixel("edited", red, green, 0), flipped);
  }

  private final List<Counterfactuals> runs =
      List.of(
          answers(edited("a", 0, 0, true), edited("b", .5, .5, true)),
          answers(edited("a", .75, 0, true), edited("b", .5, .5, false)),
          answers(edited("a", .75, 1, true), edited("b", .5, .5, true)));

  @Test
  void distances_are_averaged_over_pairs_of_runs() {
    // A right triangle: .75, 1 and 1.25.
    assertEquals(1, Diversity.pairwise(new double[][] {{0, 0}, {.75, 0}, {.75, 1}}), 1e-12);
  }

  @Test
  void one_run_has_no_diversity() {
    assertEquals(Double.NaN, Diversity.pairwise(new double[][] {{1, 2}}));
  }

  @Test
  void equal_runs_have_none_and_order_does_not_matter() {
    double[][] rows = MadeAnswers.uniform(1, 5, 6);
    double[][] turned = {rows[3], rows[0], rows[4], rows[2], rows[1]};

    assertEquals(0, Diversity.pairwise(new double[][] {rows[0], rows[0], rows[0]}));
    assertEquals(Diversity.pairwise(rows), Diversity.pairwise(turned), 1e-12);
  }

  @Test
  void it_grows_with_the_scale_of_features_and_ignores_their_origin() {
    double[][] rows = MadeAnswers.uniform(2, 4, 3);
    double[][] moved = new double[4][3];
    for (int i = 0; i < 4; i++) {
      for (int k = 0; k < 3; k++) {
        moved[i][k] = 3 * rows[i][k] + k;
      }
    }

    assertEquals(3 * Diversity.pairwise(rows), Diversity.pairwise(moved), 1e-12);
  }

  @Test
  void every_query_has_a_value_failures_included() {
    Values sample = diversity.sample(runs);

    assertArrayEquals(new int[] {0, 1}, sample.positions());
    assertArrayEquals(new double[] {1, 0}, sample.values(), 1e-12);
    assertEquals(.5, diversity.value(runs), 1e-12);
  }

  @Test
  void queries_of_mixed_outcome_may_be_left_out() {
    Values sample = diversity.sameOutcome(true).sample(runs);

    assertArrayEquals(new int[] {0}, sample.positions());
    assertEquals(1, sample.value(), 1e-12);
  }

  @Test
  void queries_that_failed_in_every_run_are_kept() {
    List<Counterfactuals> failed =
        List.of(answers(edited("a", 0, 0, false)), answers(edited("a", .5, 0, false)));

    assertEquals(.5, diversity.sameOutcome(true).value(failed), 1e-12);
  }

  @Test
  void outcomes_are_compared_over_all_runs() {
    int[][] outcomes = {{0, 1, 2, 0}, {0, 1, 2, 0}, {0, 1, 1, 3}};

    assertArrayEquals(new int[] {0, 1}, Diversity.sameOutcome(outcomes));
  }

  @Test
  void the_network_sees_batches() {
    List<Counterfactual> many = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      many.add(edited("q" + i, i / 64.0, 0, true));
    }
    Counterfactuals run = new Counterfactuals(many);

    assertEquals(0, diversity.value(List.of(run, run)));
    assertEquals(List.of(64, 36), colours.batches);
  }

  @Test
  void one_run_and_other_queries_are_refused() {
    assertThrows(IllegalArgumentException.class, () -> diversity.sample(List.of(runs.get(0))));
    Counterfactuals turned = answers(runs.get(0).get(1), runs.get(0).get(0));

    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> diversity.sample(List.of(runs.get(0), turned)))
            .getMessage();

    assertTrue(message.contains("same queries"), message);
    assertTrue(colours.batches.isEmpty(), "refused before any work");
  }

  @Test
  void its_name_carries_the_network() {
    assertEquals("Diversity (colours)", diversity.name());
    assertEquals(Direction.HIGHER, diversity.direction());
  }

  @Test
  void the_distance_to_the_picture_is_a_mean_over_runs() {
    Values edits = diversity.edits(runs);

    assertArrayEquals(new int[] {0, 1}, edits.positions());
    // a: 0, .75 and 1.25; b: the same answer three times.
    assertArrayEquals(new double[] {2 / 3.0, Math.sqrt(.5)}, edits.values(), 1e-7);
    assertArrayEquals(new int[] {0}, diversity.sameOutcome(true).edits(runs).positions());
    assertThrows(IllegalArgumentException.class, () -> diversity.edits(List.of(runs.get(0))));
  }
}
