package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Cost;
import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CostMetricsTest {
  private static final Image GREY = Image.of("grey", 2, 2, new float[12]);

  /** Costs that need no picture of the world. */
  private static Counterfactuals spent(Cost... costs) {
    return new Counterfactuals(
        Arrays.stream(costs).map(c -> Truthful.answer(GREY, "old", GREY).cost(c)).toList());
  }

  @Test
  void every_call_counts_once() {
    Cost cost =
        Cost.ZERO.unet(1, 2).decoder(4, 8).classifier(16, 32).encoder(64).perceptual(128, 256);

    assertEquals(511, NetworkCalls.of(cost));
    assertEquals(511, new NetworkCalls().value(spent(cost)));
  }

  @Test
  void calls_and_seconds_are_means_over_the_answers() {
    Counterfactuals answers =
        spent(
            Cost.ZERO.unet(10, 0).time(Duration.ofMillis(500)),
            Cost.ZERO.unet(20, 0).time(Duration.ofMillis(1500)));

    assertEquals(15, new NetworkCalls().value(answers));
    assertEquals(1, new Seconds().value(answers), 1e-12);
    assertEquals(1.5, new Seconds().sample(answers).value(1), 1e-12);
  }

  @Test
  void the_peak_is_the_highest_one() {
    Counterfactuals answers =
        spent(Cost.ZERO.peakBytes(3 << 20), Cost.ZERO.peakBytes(5 << 20), Cost.ZERO);
    Sample sample = new PeakMemory().sample(answers);

    assertEquals(5, sample.value());
    assertEquals(3, sample.value(0, 0, 2));
    assertEquals(3, sample.size());
  }

  @Test
  void memory_that_nobody_measured_is_not_nothing() {
    assertTrue(Double.isNaN(new PeakMemory().value(spent(Cost.ZERO, Cost.ZERO))));
    assertTrue(Double.isNaN(new PeakMemory().value(spent())));
    assertTrue(Double.isNaN(new Seconds().value(spent())));
  }

  @Test
  void each_reads_its_population() {
    Population first = Population.where("long", c -> c.cost().unetForwards() > 5);
    Counterfactuals answers =
        spent(
            Cost.ZERO.unet(1, 0).time(Duration.ofSeconds(1)).peakBytes(9 << 20),
            Cost.ZERO.unet(9, 0).time(Duration.ofSeconds(4)).peakBytes(2 << 20));

    assertEquals(9, new NetworkCalls().population(first).value(answers));
    assertEquals(4, new Seconds().population(first).value(answers));
    PeakMemory peak = new PeakMemory().population(first);
    assertEquals(2, peak.value(answers));
    assertEquals(List.of(1), Arrays.stream(peak.sample(answers).positions()).boxed().toList());
  }

  @Test
  void less_is_better_and_names_differ() {
    List<Metric> all = List.of(new NetworkCalls(), new Seconds(), new PeakMemory());

    assertTrue(all.stream().allMatch(m -> m.direction() == Direction.LOWER));
    assertEquals(3, all.stream().map(Metric::name).distinct().count());
    assertEquals(List.of("all"), all.stream().map(m -> m.population().name()).distinct().toList());
  }

  @Test
  void all_answers_together_cost_the_sum() {
    Counterfactual a = spent(Cost.ZERO.unet(3, 3)).get(0);
    Counterfactuals both = new Counterfactuals(Stream.of(a, a).toList());

    assertEquals(NetworkCalls.of(both.cost()), 2 * new NetworkCalls().value(both));
  }
}
