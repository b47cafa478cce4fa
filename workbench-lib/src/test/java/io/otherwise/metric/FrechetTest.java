package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FrechetTest {
  private final SetAnswers.Network network = new SetAnswers.Network("faces-oracle");

  private double distance(Counterfactuals real, Counterfactuals edited) {
    return FrechetDistance.between(
        network.features(SetAnswers.factual(real)), network.features(SetAnswers.edited(edited)));
  }

  @Test
  void it_is_called_after_its_network_and_fid_for_inception_alone() {
    assertEquals("FD faces-oracle", new Frechet(network).name());
    assertEquals("FID", new Frechet(new SetAnswers.Network("inception-fid")).name());
    assertEquals("FD inception", new Frechet(new SetAnswers.Network("inception")).name());
  }

  @Test
  void lower_is_better_and_few_images_are_not_enough() {
    Frechet metric = new Frechet(network);

    assertEquals(Direction.LOWER, metric.direction());
    assertEquals(2048, metric.minimum());
    assertEquals(Population.VALID, metric.population());
    assertEquals("Heusel et al. (2017)", metric.citation());
  }

  @Test
  void all_factual_images_meet_the_successful_edits() {
    Counterfactuals answers = SetAnswers.shifted(30, 0.2f);
    Sample sample = new Frechet(network).sample(answers);

    assertEquals(20, sample.size());
    assertArrayEquals(new int[] {0, 1, 3, 4}, first(sample.positions(), 4));
    assertEquals(distance(answers, Population.VALID.of(answers)), sample.value(), 1e-12);
  }

  private static int[] first(int[] all, int n) {
    return Arrays.copyOf(all, n);
  }

  @Test
  void another_population_is_another_number() {
    Counterfactuals answers = SetAnswers.shifted(30, 0.2f);

    double all = new Frechet(network).population(Population.ALL).value(answers);

    assertEquals(distance(answers, answers), all, 1e-12);
    assertNotEquals(all, new Frechet(network).value(answers), 1e-3);
  }

  @Test
  void images_without_an_edit_are_at_zero_and_a_shift_is_seen() {
    assertEquals(0, new Frechet(network).value(SetAnswers.flipped(40, 0)), 1e-12);
    assertTrue(new Frechet(network).value(SetAnswers.flipped(40, 0.1f)) > 0.03);
  }

  @Test
  void a_resample_needs_no_network() {
    Counterfactuals answers = SetAnswers.shifted(30, 0.2f);
    Sample sample = new Frechet(network).sample(answers);
    int asked = network.images().get();

    double value = sample.value(4, 0, 4, 7, 19);

    assertEquals(50, asked);
    assertEquals(asked, network.images().get());
    List<Integer> places =
        IntStream.of(4, 0, 4, 7, 19).mapToObj(m -> sample.positions()[m]).toList();
    Counterfactuals chosen = new Counterfactuals(places.stream().map(answers::get).toList());
    assertEquals(distance(answers, chosen), value, 1e-12);
  }

  @Test
  void the_value_is_not_defined_for_fewer_than_two_members() {
    Sample sample = new Frechet(network).sample(SetAnswers.shifted(9, 0.2f));
    Counterfactuals failed = SetAnswers.shifted(9, 0.2f).where(c -> !c.flipped());

    assertTrue(Double.isNaN(sample.value(3)));
    assertTrue(Double.isNaN(sample.value(new int[0])));
    assertTrue(Double.isNaN(new Frechet(network).value(failed)));
    assertTrue(Double.isNaN(new Frechet(network).value(new Counterfactuals(List.of()))));
  }

  @Test
  void the_size_of_the_networks_batches_does_not_matter() {
    Counterfactuals answers = SetAnswers.shifted(90, 0.2f);
    double whole = new Frechet(network).value(answers);

    for (int batch : new int[] {1, 13}) {
      assertEquals(whole, new Frechet(new SetAnswers.Network("toy", batch)).value(answers));
    }
  }

  @Test
  void the_floor_compares_two_halves_without_a_common_image() {
    float[][] four = {{0}, {1}, {10}, {100}};
    Features all = Features.of(four);
    List<Double> disjoint =
        List.of(
            FrechetDistance.between(all.rows(0, 1), all.rows(2, 3)),
            FrechetDistance.between(all.rows(0, 2), all.rows(1, 3)),
            FrechetDistance.between(all.rows(0, 3), all.rows(1, 2)));

    for (int i = 0; i < 20; i++) {
      double floor = Frechet.floor(four, 2, Seed.seed(i));
      assertTrue(disjoint.stream().anyMatch(d -> Math.abs(d - floor) < 1e-9), "floor " + floor);
    }
  }

  @Test
  void the_seed_alone_decides_the_halves() {
    float[][] real = SetAnswers.narrowed(SetAnswers.random(1, 60, 3, 1));
    double floor = Frechet.floor(real, 30, Seed.seed(1));

    assertTrue(floor > 0, "halves differ by chance");
    assertEquals(floor, Frechet.floor(real, 30, Seed.seed(1)));
    assertNotEquals(floor, Frechet.floor(real, 30, Seed.seed(2)));
  }

  @Test
  void the_floor_falls_with_the_number_of_images() {
    float[][] real = SetAnswers.narrowed(SetAnswers.random(1, 2000, 4, 1));
    double few = 0;
    double many = 0;
    for (int i = 0; i < 10; i++) {
      few += Frechet.floor(real, 25, Seed.seed(i));
      many += Frechet.floor(real, 400, Seed.seed(i));
    }

    // In theory 16 times.
    assertTrue(few > 8 * many && few < 32 * many, few + " and " + many);
  }

  @Test
  void a_floor_of_more_images_than_there_are_is_refused() {
    float[][] real = SetAnswers.narrowed(SetAnswers.random(1, 59, 3, 1));

    String message =
        assertThrows(IllegalArgumentException.class, () -> Frechet.floor(real, 30, Seed.seed(1)))
            .getMessage();

    assertTrue(message.contains("n is 30 and there are 59 images"), message);
    assertThrows(IllegalArgumentException.class, () -> Frechet.floor(real, 1, Seed.seed(1)));
  }

  @Test
  void two_members_are_enough_for_a_value() {
    assertTrue(
        Double.isFinite(new Frechet(network).sample(SetAnswers.shifted(9, .2f)).value(3, 4)));
    // Of three answers one fails.
    assertTrue(Double.isFinite(new Frechet(network).value(SetAnswers.shifted(3, .2f))));
  }

  @Test
  void a_floor_of_single_images_is_refused_as_such() {
    float[][] real = SetAnswers.narrowed(SetAnswers.random(1, 9, 3, 1));

    String message =
        assertThrows(IllegalArgumentException.class, () -> Frechet.floor(real, 1, Seed.seed(1)))
            .getMessage();

    assertTrue(message.startsWith("n counts the images of each half"), message);
  }
}
