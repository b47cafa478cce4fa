package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Seed;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelDistanceTest {
  private final SetAnswers.Network network = new SetAnswers.Network("toy");
  private final KernelDistance metric = new KernelDistance(network);
  private final Counterfactuals answers = SetAnswers.shifted(30, 0.2f);

  private double direct(KernelEstimator estimator, Counterfactuals edited) {
    return estimator.between(
        Features.of(network, SetAnswers.factual(answers)),
        Features.of(network, SetAnswers.edited(edited)));
  }

  @Test
  void by_default_all_images_are_compared_at_once() {
    RepeatedSample sample = metric.sample(answers);

    double wanted = direct(KernelEstimator.UNBIASED, Population.VALID.of(answers));
    assertEquals(wanted, sample.value(), 1e-14);
    assertEquals(1, sample.repeats().values().length);
    assertTrue(Double.isNaN(sample.repeats().deviation()));
    assertTrue(wanted > 0.05);
  }

  @Test
  void estimator_and_population_may_be_chosen() {
    KernelDistance all = metric.population(Population.ALL);

    for (KernelEstimator estimator : KernelEstimator.values()) {
      assertEquals(direct(estimator, answers), all.estimator(estimator).value(answers), 1e-14);
    }
  }

  @Test
  void torch_fidelity_draws_a_hundred_subsets_of_a_thousand() {
    KernelDistance compatible = KernelDistance.torchFidelity(network);

    assertEquals(100, compatible.subsets());
    assertEquals(1000, compatible.subsetSize());
    assertEquals(1000, compatible.minimum());
    assertTrue(Double.isNaN(compatible.value(answers)), "20 answers are too few");
  }

  @Test
  void subsets_scatter_around_the_whole() {
    Repeats parts = metric.subsets(60, 8).sample(answers).repeats();
    double whole = metric.value(answers);

    assertEquals(60, parts.values().length);
    assertEquals(60, Arrays.stream(parts.values()).distinct().count());
    assertTrue(Math.abs(parts.mean() - whole) < parts.deviation(), parts + " and " + whole);
  }

  @Test
  void subsets_of_everything_are_the_whole() {
    KernelDistance all = metric.population(Population.ALL);

    Repeats parts = all.subsets(3, 30).sample(answers).repeats();

    assertEquals(all.value(answers), parts.mean(), 1e-13);
    assertEquals(0, parts.deviation(), 1e-13);
  }

  @Test
  void given_subsets_are_compared_two_by_two() {
    Features real = Features.of(SetAnswers.random(1, 9, 3, 1));
    Features edited = Features.of(SetAnswers.random(2, 7, 3, 2));

    Repeats found =
        KernelDistance.repeats(
            KernelEstimator.BIASED,
            real,
            edited,
            List.of(new int[] {0, 8}, new int[] {1, 2}),
            List.of(new int[] {6, 5}, new int[] {3, 4}));

    assertEquals(
        KernelEstimator.BIASED.between(real.rows(0, 8), edited.rows(6, 5)), found.values()[0]);
    assertEquals(
        KernelEstimator.BIASED.between(real.rows(1, 2), edited.rows(3, 4)), found.values()[1]);
  }

  @Test
  void the_seed_alone_decides_the_subsets() {
    KernelDistance parts = metric.subsets(4, 8);

    assertEquals(parts.sample(answers).repeats(), parts.sample(answers).repeats());
    assertNotEquals(
        parts.sample(answers).repeats(), parts.seed(Seed.seed(5)).sample(answers).repeats());
  }

  @Test
  void a_resample_needs_no_network() {
    RepeatedSample sample = metric.sample(answers);
    int asked = network.images().get();

    double some = sample.value(0, 5, 6);

    int[] places = sample.positions();
    Counterfactuals chosen =
        new Counterfactuals(
            List.of(answers.get(places[0]), answers.get(places[5]), answers.get(places[6])));
    assertEquals(asked, network.images().get());
    assertEquals(direct(KernelEstimator.UNBIASED, chosen), some, 1e-14);
    assertTrue(Double.isNaN(sample.value(1)));
    assertTrue(Double.isNaN(metric.value(new Counterfactuals(List.of()))));
  }

  @Test
  void it_says_what_it_is() {
    assertEquals("KD toy", metric.name());
    assertEquals("KID", new KernelDistance(new SetAnswers.Network("inception-fid")).name());
    assertEquals("KD toy (biased)", metric.estimator(KernelEstimator.BIASED).name());
    assertEquals("KD toy (u-statistic)", metric.estimator(KernelEstimator.U_STATISTIC).name());
    assertEquals(Direction.LOWER, metric.direction());
    assertEquals(100, metric.minimum());
    assertEquals("Bińkowski et al. (2018)", metric.citation());
  }

  @Test
  void settings_that_count_nothing_are_refused() {
    assertThrows(IllegalArgumentException.class, () -> metric.subsets(-1, 10));
    String message =
        assertThrows(IllegalArgumentException.class, () -> metric.subsets(5, 1)).getMessage();
    assertTrue(message.contains("subsetSize counts the images of a subset"), message);
  }
}
