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

class FrechetPlusTest {
  private final SetAnswers.Network network = new SetAnswers.Network("toy");
  private final Counterfactuals good = SetAnswers.flipped(30, 0.1f);
  private final Counterfactuals poor = SetAnswers.shifted(30, 0.1f);

  @Test
  void n_is_the_smallest_number_of_successes() {
    FrechetPlus metric = FrechetPlus.over(network, List.of(good, poor));

    assertEquals(20, metric.n());
    assertEquals(10, metric.draws());
    assertEquals(Population.VALID, metric.population());
  }

  @Test
  void a_variant_with_n_successes_is_drawn_whole_and_once() {
    RepeatedSample sample = FrechetPlus.over(network, List.of(good, poor)).sample(poor);

    assertEquals(1, sample.repeats().values().length);
    assertEquals(new Frechet(network).value(poor), sample.value(), 1e-12);
    assertTrue(Double.isNaN(sample.repeats().deviation()));
  }

  @Test
  void a_variant_with_more_is_drawn_differently_every_time() {
    RepeatedSample sample = FrechetPlus.over(network, List.of(good, poor)).sample(good);

    assertEquals(10, Arrays.stream(sample.repeats().values()).distinct().count());
    assertTrue(sample.repeats().deviation() > 0);
    assertNotEquals(new Frechet(network).value(good), sample.value(), 1e-6);
  }

  @Test
  void draws_are_distances_of_chosen_edits_to_all_real_images() {
    Features real = Features.of(SetAnswers.random(1, 12, 3, 1));
    Features edited = Features.of(SetAnswers.random(2, 9, 3, 2));

    Repeats found =
        FrechetPlus.repeats(real, edited, List.of(new int[] {8, 0, 3, 4}, new int[] {1, 2}));

    assertEquals(FrechetDistance.between(real, edited.rows(8, 0, 3, 4)), found.values()[0], 1e-14);
    assertEquals(FrechetDistance.between(real, edited.rows(1, 2)), found.values()[1], 1e-14);
  }

  @Test
  void the_seed_alone_decides_the_draws() {
    FrechetPlus metric = FrechetPlus.over(network, List.of(good, poor)).draws(3);
    Repeats once = metric.sample(good).repeats();

    assertEquals(once, metric.sample(good).repeats());
    assertNotEquals(once, metric.seed(Seed.seed(9)).sample(good).repeats());
  }

  @Test
  void a_resample_needs_no_network_and_at_least_n_members() {
    RepeatedSample sample = FrechetPlus.over(network, List.of(good)).n(4).sample(good);
    int asked = network.images().get();

    assertTrue(sample.value(0, 1, 2, 3, 9) > 0);
    assertTrue(Double.isNaN(sample.value(0, 1, 2)));
    assertEquals(asked, network.images().get());
  }

  @Test
  void it_says_what_it_is() {
    FrechetPlus metric = FrechetPlus.over(network, List.of(good));

    assertEquals("FD+ toy", metric.name());
    assertEquals(
        "FID+", FrechetPlus.over(new SetAnswers.Network("inception-fid"), List.of(good)).name());
    assertEquals(2048, metric.minimum());
    assertEquals(5000, metric.n(5000).minimum());
    assertEquals(Direction.LOWER, metric.direction());
    assertEquals("Jeanneret et al. (2022)", metric.citation());
  }

  @Test
  void a_variant_without_successes_is_refused() {
    Counterfactuals failed = poor.where(c -> !c.flipped());

    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> FrechetPlus.over(network, List.of(good, failed)))
            .getMessage();

    assertTrue(message.contains("that one has 0; leave it out"), message);
    assertThrows(IllegalArgumentException.class, () -> FrechetPlus.over(network, List.of()));
    FrechetPlus metric = FrechetPlus.over(network, List.of(good));
    assertThrows(IllegalArgumentException.class, () -> metric.draws(0));
  }

  @Test
  void two_edits_a_draw_are_the_fewest() {
    Counterfactuals two = SetAnswers.shifted(3, .2f);
    FrechetPlus metric = FrechetPlus.over(network, List.of(good, two));

    assertEquals(2, metric.n());
    String message = assertThrows(IllegalArgumentException.class, () -> metric.n(1)).getMessage();
    assertTrue(message.startsWith("n counts the edited images of a draw"), message);
  }

  @Test
  void variants_that_hardly_succeed_may_be_passed_over() {
    Counterfactuals two = SetAnswers.flipped(3, 0.1f);
    int few = Population.VALID.of(two).size();

    assertEquals(20, FrechetPlus.over(network, List.of(good, poor, two), few + 1).n());
    assertEquals(few, FrechetPlus.over(network, List.of(good, poor, two), few).n());
    assertEquals(99, FrechetPlus.over(network, List.of(good, two), 99).n());
    FrechetPlus without = FrechetPlus.over(network, List.of(good, two), few + 1);
    assertEquals(Double.NaN, without.sample(two).value());
    assertThrows(
        IllegalArgumentException.class, () -> FrechetPlus.over(network, List.of(good), 1).n(1));
  }
}
