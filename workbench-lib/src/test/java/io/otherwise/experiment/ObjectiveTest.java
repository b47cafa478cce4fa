package io.otherwise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.experiment.Toys.Confidence;
import io.otherwise.experiment.Toys.Distance;
import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.metric.Direction;
import io.otherwise.metric.FlipRatio;
import io.otherwise.metric.Interval;
import io.otherwise.metric.Judge;
import io.otherwise.metric.LpDistance;
import io.otherwise.metric.Metric;
import io.otherwise.metric.Population;
import io.otherwise.metric.Sample;
import io.otherwise.metric.Wilson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ObjectiveTest {
  private static final Confidence GAIN = Confidence.higher();
  private static final Metric PRICE = LpDistance.meanAbsolute();

  /** Answers that flip one query in two and move every value by a tenth. */
  private static Counterfactuals moved() {
    return new Counterfactuals(
        Toys.answers(.9, .1).stream()
            .map(c -> Counterfactual.of(c.query(), brighter(c.factual()), c.before(), c.after()))
            .toList());
  }

  private static Image brighter(Image image) {
    float[] values = image.values();
    for (int i = 0; i < values.length; i++) {
      values[i] += .1f;
    }
    return Image.of(image.id() + "/edited", image.height(), image.width(), values);
  }

  private static void refused(Executable wrong, String... parts) {
    String message = assertThrows(IllegalArgumentException.class, wrong).getMessage();
    assertFalse(message.contains("\n") || message.contains(". "), message);
    Arrays.stream(parts).forEach(part -> assertTrue(message.contains(part), message));
  }

  @Test
  void it_is_the_gain_minus_a_multiple_of_the_price() {
    Objective objective = new Objective(GAIN, PRICE, 3);

    assertEquals(.5 - 3 * .1, objective.value(moved()), 1e-6);
    assertEquals(.5, objective.weight(0).value(moved()), 1e-6);
    assertEquals(.9 - 3 * .1, objective.sample(moved()).value(0), 1e-6);
  }

  @Test
  void by_default_a_judge_must_confirm_the_flip_and_a_hundredth_of_edit_costs_two_flips() {
    Judge says = (images, classes) -> new boolean[] {true};
    Judge denies = (images, classes) -> new boolean[] {false};

    assertEquals(.5 - .2, Objective.of(says).value(moved()), 1e-6);
    assertEquals(-.2, Objective.of(denies).value(moved()), 1e-6);
  }

  @Test
  void it_reads_as_a_formula_and_names_its_sources() {
    Objective objective = new Objective(new FlipRatio(), PRICE, 2.5);

    assertEquals("FR - 2.5 x mean absolute error", objective.name());
    assertEquals("FR - 2 x mean absolute error", objective.weight(2).name());
    assertEquals("FR", objective.weight(0).name());
    assertTrue(objective.citation().contains("Jeanneret"), objective.citation());
    assertTrue(objective.citation().contains("Farid"), objective.citation());
    assertEquals(Direction.HIGHER, objective.direction());
    assertEquals(Population.ALL, objective.population());
  }

  @Test
  void it_needs_as_many_answers_as_the_needier_part() {
    assertEquals(5, new Objective(GAIN.atLeast(5), PRICE, 1).minimum());
    Distance distance = new Distance(9, Population.ALL);
    assertEquals(9, new Objective(GAIN.atLeast(5), distance, 1).minimum());
  }

  @Test
  void a_table_shows_it_with_an_interval() {
    Objective objective = new Objective(GAIN, PRICE, 3);
    var table = MetricTable.of(objective).row("a", Toys.many(50, .5, .4)).table();

    double value = table.doubleColumn(objective.name()).get(0);
    assertEquals(.5, value, 1e-6);
    assertTrue(table.doubleColumn(objective.name() + " low").get(0) < value);
    assertTrue(table.doubleColumn(objective.name() + " high").get(0) > value);
  }

  /** Answers that all flip, or none, each moved by an amount of its own. */
  private static Counterfactuals unanimous(int n, double after) {
    List<Counterfactual> all = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      Counterfactual c = Toys.answer(i, after);
      float[] values = c.factual().values();
      Arrays.fill(values, i / 100f);
      Image edited = Image.of("edited", 2, 2, values);
      all.add(Counterfactual.of(c.query(), edited, c.before(), c.after()));
    }
    return new Counterfactuals(all);
  }

  private static Interval interval(Metric metric, Counterfactuals answers) {
    return Measured.alone(metric, answers).interval().orElseThrow();
  }

  @Test
  void ten_flips_of_ten_are_not_certain() {
    Counterfactuals answers = unanimous(10, .9);
    Objective objective = new Objective(new FlipRatio(), PRICE, 2);
    double value = objective.value(answers);

    Interval both = interval(objective, answers);

    // Confidence is the same for all, so it adds no spread: what is left is that of the price.
    Objective steady = new Objective(GAIN, PRICE, 2);
    double price = steady.value(answers) - interval(steady, answers).low();
    assertTrue(price > 0, "spread of the price " + price);
    double share = 1 - Wilson.of(10, 10).low();
    assertEquals(value - Math.hypot(price, share), both.low(), 1e-9);
    assertEquals(
        value + interval(steady, answers).high() - steady.value(answers), both.high(), 1e-9);
  }

  @Test
  void no_flip_of_ten_leaves_room_above() {
    Counterfactuals answers = unanimous(10, .1);
    Objective objective = new Objective(new FlipRatio(), PRICE, 2);

    Interval both = interval(objective, answers);

    assertTrue(both.high() > objective.value(answers) + Wilson.of(0, 10).high());
    assertTrue(both.low() > objective.value(answers) - .05, "the spread of the price alone");
  }

  @Test
  void without_a_price_a_unanimous_gain_has_its_own_interval() {
    Objective free = new Objective(new FlipRatio(), PRICE, 0);

    assertEquals(Wilson.of(10, 10).low(), interval(free, unanimous(10, .9)).low(), 1e-9);
    assertEquals(1, interval(free, unanimous(10, .9)).high(), 1e-9);
  }

  @Test
  void a_price_that_is_a_unanimous_share_widens_by_its_weight() {
    Metric lost = new Lower(new FlipRatio());
    Objective objective = new Objective(GAIN, lost, 2);

    Interval both = interval(objective, unanimous(10, .9));

    double value = objective.value(unanimous(10, .9));
    assertEquals(value, both.low(), 1e-9);
    assertEquals(value + 2 * (1 - Wilson.of(10, 10).low()), both.high(), 1e-9);
  }

  /** The same figure, better when lower. */
  private record Lower(Metric of) implements Metric {
    @Override
    public String name() {
      return of.name();
    }

    @Override
    public Direction direction() {
      return Direction.LOWER;
    }

    @Override
    public Population population() {
      return of.population();
    }

    @Override
    public String citation() {
      return of.citation();
    }

    @Override
    public Sample sample(Counterfactuals answers) {
      return of.sample(answers);
    }
  }

  @Test
  void where_answers_disagree_resampling_alone_says_how_sure_it_is() {
    Objective objective = new Objective(new FlipRatio(), PRICE, 2);
    Counterfactuals answers = Toys.many(10, .5, .4);

    double[] values = Measured.alone(objective, answers).resampled();

    assertEquals(PairedResamples.percentiles(values).orElseThrow(), interval(objective, answers));
  }

  @Test
  void directions_populations_and_weights_that_make_no_sense_are_refused() {
    refused(() -> new Objective(PRICE, PRICE, 1), "gain", "mean absolute error", "LOWER");
    refused(() -> new Objective(GAIN, GAIN, 1), "price", "confidence", "HIGHER");
    refused(
        () -> new Objective(GAIN.of(Population.VALID), PRICE, 1), "valid", "all", "one population");
    for (double weight : List.of(-1.0, Double.NaN, Double.POSITIVE_INFINITY)) {
      refused(() -> new Objective(GAIN, PRICE, weight), "weight", String.valueOf(weight));
    }
  }
}
