package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SplitFrechetTest {
  private final SetAnswers.Network network = new SetAnswers.Network("toy");
  private final SplitFrechet metric = new SplitFrechet(network);

  @Test
  void both_ways_of_a_halving_are_crossed() {
    double[][] real = SetAnswers.random(1, 8, 2, 1);
    double[][] edited = SetAnswers.random(2, 8, 2, 2);
    int[] all = {0, 1, 2, 3, 4, 5, 6, 7};
    double forth =
        FrechetDistance.between(
            Features.of(real).rows(0, 2, 5), Features.of(edited).rows(1, 3, 4, 6, 7));
    double back =
        FrechetDistance.between(
            Features.of(real).rows(1, 3, 4, 6, 7), Features.of(edited).rows(0, 2, 5));

    double crossed = SplitFrechet.crossed(Features.of(real), Features.of(edited), all, 0, 2, 5);

    assertEquals((forth + back) / 2, crossed, 1e-14);
    assertEquals(
        forth, SplitFrechet.across(Features.of(real), Features.of(edited), all, 0, 2, 5), 1e-14);
  }

  @Test
  void failures_leave_gaps_on_the_edited_side_alone() {
    Features real = Features.of(SetAnswers.random(1, 6, 2, 1));
    Features edited = Features.of(SetAnswers.random(2, 4, 2, 2));
    int[] of = {1, 2, 4, 5};

    double wanted = FrechetDistance.between(real.rows(0, 1, 2), edited.rows(2, 3));

    assertEquals(wanted, SplitFrechet.across(real, edited, of, 0, 1, 2), 1e-14);
  }

  @Test
  void a_method_that_changes_nothing_is_not_at_zero() {
    Counterfactuals unedited = SetAnswers.flipped(40, 0);

    assertEquals(0, new Frechet(network).value(unedited), 1e-12);
    assertTrue(metric.value(unedited) > 0.005, "halves differ by chance");
  }

  @Test
  void there_is_one_value_a_halving_and_their_mean() {
    RepeatedSample sample = metric.splits(7).sample(SetAnswers.shifted(40, 0.1f));

    double[] values = sample.repeats().values();

    assertEquals(7, values.length);
    assertEquals(Arrays.stream(values).average().orElse(0), sample.value(), 1e-14);
    assertTrue(sample.repeats().deviation() > 0);
    assertEquals(7, Arrays.stream(values).distinct().count());
  }

  @Test
  void more_splits_keep_the_first_ones() {
    Counterfactuals answers = SetAnswers.shifted(40, 0.1f);

    double[] three = metric.splits(3).sample(answers).repeats().values();
    double[] ten = metric.sample(answers).repeats().values();

    assertEquals(10, ten.length);
    assertTrue(Arrays.equals(three, Arrays.copyOf(ten, 3)));
  }

  @Test
  void the_order_of_answers_does_not_matter_but_the_seed_does() {
    Counterfactuals answers = SetAnswers.shifted(41, 0.1f);
    List<Counterfactual> turned = new ArrayList<>(answers.all());
    Collections.reverse(turned);

    double value = metric.value(answers);

    assertEquals(value, metric.value(new Counterfactuals(turned)), 1e-12);
    assertNotEquals(value, metric.seed(Seed.seed(1)).value(answers), 1e-6);
  }

  @Test
  void successful_answers_or_all_may_stand_on_the_edited_side() {
    Counterfactuals answers = SetAnswers.shifted(40, 0.1f);

    RepeatedSample valid = metric.sample(answers);
    RepeatedSample all = metric.population(Population.ALL).sample(answers);

    assertEquals(27, valid.size());
    assertEquals(40, all.size());
    assertNotEquals(valid.value(), all.value(), 1e-6);
  }

  @Test
  void a_resample_keeps_the_halves_and_needs_no_network() {
    Counterfactuals answers = SetAnswers.flipped(20, 0.1f);
    RepeatedSample sample = metric.splits(1).sample(answers);
    int asked = network.images().get();
    int[] everyoneTwice = new int[40];
    Arrays.setAll(everyoneTwice, i -> i % 20);

    double twice = sample.value(everyoneTwice);

    assertEquals(40, asked);
    assertEquals(asked, network.images().get());
    // The same points with another n - 1: near, but not the same covariance.
    assertEquals(sample.value(), twice, 0.05 * sample.value());
    assertNotEquals(sample.value(), twice);
  }

  @Test
  void the_value_is_not_defined_where_a_half_is_empty() {
    RepeatedSample sample = metric.sample(SetAnswers.shifted(12, 0.1f));

    assertTrue(Double.isNaN(sample.value(0, 1)));
    assertTrue(Double.isNaN(sample.value(new int[0])));
    assertTrue(Double.isNaN(metric.value(new Counterfactuals(List.of()))));
  }

  @Test
  void it_says_what_it_is() {
    assertEquals("sFD toy", metric.name());
    assertEquals("sFID", new SplitFrechet(new SetAnswers.Network("inception-fid")).name());
    assertEquals(Direction.LOWER, metric.direction());
    assertEquals(4096, metric.minimum());
    assertEquals("Jeanneret et al. (2023)", metric.citation());
  }

  @Test
  void no_split_is_refused() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> metric.splits(0)).getMessage();

    assertEquals(
        "splits counts the random halvings and must be at least 1, but was 0; choose 10 as usual",
        message);
  }

  @Test
  void of_an_odd_number_the_first_half_has_one_more() {
    Counterfactuals five = SetAnswers.flipped(5, .2f);
    double[] numbers =
        five.stream()
            .mapToDouble(c -> Seed.uniform(metric.seed().key(c.query().id(), "half", 0), 0))
            .toArray();
    Features real = Features.of(network, SetAnswers.factual(five));
    Features edited = Features.of(network, SetAnswers.edited(five));
    int[] all = {0, 1, 2, 3, 4};

    double first = metric.splits(1).sample(five).repeats().values()[0];

    assertEquals(
        SplitFrechet.crossed(real, edited, all, Subset.smallest(numbers, 3)), first, 1e-14);
  }
}
