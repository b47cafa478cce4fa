package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.otherwise.attribution.Concept;
import io.otherwise.attribution.Concepts;
import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.explain.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ValidityRatioTest {
  /** Relevance of three channels is the three colours of the first pixel. */
  private final List<List<String>> asked = new ArrayList<>();

  private float[][] colours(String layer, List<Image> images, List<String> targets) {
    asked.add(targets);
    return images.stream()
        .map(i -> new float[] {i.at(0, 0, 0), i.at(1, 0, 0), i.at(2, 0, 0)})
        .toArray(float[][]::new);
  }

  private static Counterfactual answer(String id, boolean flipped) {
    return MadeAnswers.answer(
        MadeAnswers.pixel(id, .5, .5, .5), MadeAnswers.pixel(id + "'", .9, .6, .3), flipped);
  }

  private static Concepts concepts(Counterfactual answer, int... channels) {
    return new Concepts(
        answer.query().id(),
        "layer",
        3,
        Arrays.stream(channels).mapToObj(c -> new Concept(c, 1, Optional.empty())).toList());
  }

  private final Counterfactual a = answer("a", true);
  private final Counterfactual b = answer("b", false);
  private final Counterfactuals both = MadeAnswers.answers(a, b);
  private final ValidityRatio metric =
      ValidityRatio.of(this::colours, List.of(concepts(b, 0), concepts(a, 1)));

  @Test
  void each_answer_has_the_ratio_of_its_own_concepts() {
    // Changes .4, .1 and .2.
    assertArrayEquals(new double[] {.25, 1}, ((Values) metric.sample(both)).values(), 1e-5);
    assertEquals(.625, metric.value(both), 1e-5);
  }

  @Test
  void it_is_asked_for_the_target_before_and_after_in_one_call() {
    metric.value(both);

    assertEquals(List.of(List.of("old", "old", "old", "old")), asked);
  }

  @Test
  void more_answers_than_a_chunk_come_in_order() {
    List<Counterfactual> many =
        IntStream.range(0, 70).mapToObj(i -> answer("n" + i, true)).toList();
    List<Concepts> chosen =
        IntStream.range(0, 70).mapToObj(i -> concepts(many.get(i), i % 3)).toList();

    double[] ratios =
        ((Values) ValidityRatio.of(this::colours, chosen).sample(new Counterfactuals(many)))
            .values();

    for (int i = 0; i < ratios.length; i++) {
      assertEquals(List.of(1.0, .25, .5).get(i % 3), ratios[i], 1e-5);
    }
    assertEquals(3, asked.size());
  }

  @Test
  void other_populations_read_their_answers_alone() {
    assertEquals(.25, metric.population(Population.VALID).value(both), 1e-5);
  }

  @Test
  void the_baseline_draws_as_many_channels_by_seed_and_query() {
    ValidityRatio random = metric.random(Seed.seed(0));
    int drawn = ConceptValidity.random(Seed.seed(0), a.query().id(), 1, 3)[0];

    assertEquals(
        List.of(1.0, .25, .5).get(drawn), ((Values) random.sample(both)).values()[0], 1e-5);
    assertNotEquals(metric.name(), random.name());
    assertEquals(Direction.NONE, random.direction());
  }

  @Test
  void an_answer_without_concepts_is_refused() {
    Counterfactuals other = MadeAnswers.answers(answer("c", true));

    assertThrows(IllegalArgumentException.class, () -> metric.value(other));
  }

  @Test
  void nothing_to_read_is_no_value() {
    assertEquals(Double.NaN, metric.value(new Counterfactuals(List.of())));
  }
}
