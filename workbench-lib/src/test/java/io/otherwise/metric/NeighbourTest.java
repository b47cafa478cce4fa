package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Counterfactuals;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NeighbourTest {
  private final SetAnswers.Network network = new SetAnswers.Network("toy");
  private final NeighbourPrecision precision = new NeighbourPrecision(network);
  private final NeighbourRecall recall = new NeighbourRecall(network);
  private final Counterfactuals answers = SetAnswers.shifted(60, 0.1f);

  private Features factual() {
    return Features.of(network, SetAnswers.factual(answers));
  }

  private Features edited(Counterfactuals some) {
    return Features.of(network, SetAnswers.edited(some));
  }

  @Test
  void precision_counts_edits_in_the_factual_manifold() {
    Values hits = precision.sample(answers);
    boolean[] wanted = Manifold.of(factual(), 3).contains(edited(Population.VALID.of(answers)));

    assertEquals(40, hits.size());
    for (int i = 0; i < 40; i++) {
      assertEquals(wanted[i] ? 1 : 0, hits.values()[i]);
    }
    assertTrue(hits.value() > 0 && hits.value() < 1, "value " + hits.value());
  }

  @Test
  void recall_counts_factual_images_in_the_manifold_of_edits() {
    double wanted = Manifold.of(edited(Population.VALID.of(answers)), 3).share(factual());

    assertEquals(wanted, recall.value(answers));
    assertTrue(wanted > 0 && wanted < 1, "value " + wanted);
  }

  @Test
  void unedited_images_have_everything_and_far_ones_nothing() {
    Counterfactuals same = SetAnswers.flipped(30, 0);
    Counterfactuals far = SetAnswers.flipped(30, 0.5f);

    assertEquals(1, precision.value(same));
    assertEquals(1, recall.value(same));
    assertTrue(precision.value(far) < 0.1);
    assertTrue(recall.value(far) < 0.1);
  }

  @Test
  void another_population_and_k_are_other_numbers() {
    Values all = precision.population(Population.ALL).k(1).sample(answers);
    boolean[] wanted = Manifold.of(factual(), 1).contains(edited(answers));

    assertEquals(60, all.size());
    assertArrayEquals(
        IntStream.range(0, 60).mapToDouble(i -> wanted[i] ? 1 : 0).toArray(), all.values());
    assertEquals(
        Manifold.of(edited(answers), 5).share(factual()),
        recall.population(Population.ALL).k(5).value(answers));
  }

  @Test
  void a_resample_needs_no_network() {
    Sample p = precision.sample(answers);
    Sample r = recall.sample(answers);
    int asked = network.images().get();

    double[] hits = precision.sample(answers).values();
    int later = network.images().get();
    assertEquals((hits[0] + 2 * hits[7]) / 3, p.value(0, 7, 7), 1e-15);
    double some = r.value(3, 9, 12, 20, 21, 33);

    assertEquals(2 * 100, asked);
    assertEquals(later, network.images().get());
    int[] places = r.positions();
    Counterfactuals chosen =
        new Counterfactuals(
            IntStream.of(3, 9, 12, 20, 21, 33).mapToObj(m -> answers.get(places[m])).toList());
    assertEquals(Manifold.of(edited(chosen), 3).share(factual()), some);
  }

  @Test
  void a_repeat_in_a_resample_is_the_same_ball() {
    Sample sample = recall.sample(answers);
    int[] twice = new int[80];
    Arrays.setAll(twice, i -> i / 2);

    assertEquals(sample.value(), sample.value(twice));
  }

  @Test
  void too_few_images_have_no_manifold() {
    Counterfactuals three = answers.take(3);

    assertTrue(Double.isNaN(precision.value(three)));
    assertEquals(0, precision.sample(three).defined());
    assertTrue(Double.isNaN(recall.value(three)));
    assertTrue(Double.isNaN(recall.sample(answers).value(1, 2, 3)));
    assertTrue(Double.isNaN(precision.value(new Counterfactuals(List.of()))));
    assertTrue(Double.isNaN(recall.value(new Counterfactuals(List.of()))));
  }

  @Test
  void they_say_what_they_are() {
    assertEquals("precision toy", precision.name());
    assertEquals("recall toy", recall.name());
    assertEquals("precision k=5 toy", precision.k(5).name());
    assertEquals("recall k=5 toy", recall.k(5).name());
    for (SetMetric metric : List.of(precision, recall)) {
      assertEquals(Direction.HIGHER, metric.direction());
      assertEquals(1000, metric.minimum());
      assertEquals(Population.VALID, metric.population());
      assertEquals("Kynkäänniemi et al. (2019)", metric.citation());
    }
  }

  @Test
  void no_neighbour_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> precision.k(0));
    String message = assertThrows(IllegalArgumentException.class, () -> recall.k(0)).getMessage();
    assertTrue(message.contains("must be at least 1, but was 0; choose 3"), message);
  }
}
