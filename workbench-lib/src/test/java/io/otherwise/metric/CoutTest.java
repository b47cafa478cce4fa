package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.explain.Scores;
import io.otherwise.metric.Cout.Weights;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoutTest {
  private final PairAnswers.Shade shade = new PairAnswers.Shade();
  private final Cout cout = new Cout(shade);

  private static Counterfactuals one(Image factual, Image edited) {
    return new Counterfactuals(List.of(PairAnswers.towardsBright(factual, edited)));
  }

  /** A bright picture, of which the classifier says bright from the start. */
  private static Counterfactual brightAlready() {
    return Counterfactual.of(
        PairAnswers.plain(.9).towards("bright").trueLabel("bright"),
        PairAnswers.plain(1),
        Scores.binary("dark", "bright", .9f),
        Scores.binary("dark", "bright", 1));
  }

  private static Counterfactuals noisy(int n) {
    return PairAnswers.some(
        n,
        i ->
            PairAnswers.towardsBright(
                PairAnswers.plain(i / (2.0 * n)), PairAnswers.noisy(i, PairAnswers.SIDE)));
  }

  private static double[] constant(double value) {
    double[] curve = new double[53];
    Arrays.fill(curve, value);
    return curve;
  }

  @Test
  void a_straight_curve_has_its_mean_as_area() {
    // p(bright) goes from 0 to 1 in equal steps, p(dark) back.
    assertEquals(0, cout.value(one(PairAnswers.plain(0), PairAnswers.plain(1))), 1e-6);
    // From 0 to 0.5: areas 0.25 and 0.75.
    assertEquals(-.5, cout.value(one(PairAnswers.plain(0), PairAnswers.plain(.5))), 1e-6);
  }

  @Test
  void a_flip_at_the_first_step_is_worth_more_than_one_at_the_last() {
    double[] early = constant(1);
    early[0] = 0;
    double[] late = constant(0);
    late[52] = 1;

    double first = Cout.of(new Curves(inverse(early), early, 5, 256), Weights.EXACT);
    double last = Cout.of(new Curves(inverse(late), late, 5, 256), Weights.EXACT);

    assertEquals(51 / 52.0, first, 1e-12);
    assertEquals(-51 / 52.0, last, 1e-12);
  }

  private static double[] inverse(double[] p) {
    return Arrays.stream(p).map(x -> 1 - x).toArray();
  }

  @Test
  void exact_weights_sum_to_one_and_aces_to_a_little_more() {
    Curves certain = new Curves(constant(0), constant(1), 5, 256);

    assertEquals(1, Cout.of(certain, Weights.EXACT), 1e-12);
    assertEquals(260 / 256.0, Cout.of(certain, Weights.ACE), 1e-12);
  }

  @Test
  void an_unchanged_image_has_the_difference_of_its_probabilities() {
    Image image = PairAnswers.noisy(3, PairAnswers.SIDE);
    Counterfactual unchanged =
        Counterfactual.of(
            image.towards("bright"),
            image,
            Scores.binary("dark", "bright", .2f),
            Scores.binary("dark", "bright", .2f));

    double p = PairAnswers.mean(image);

    assertEquals(p - (1 - p), cout.value(new Counterfactuals(List.of(unchanged))), 1e-6);
  }

  @Test
  void towards_the_class_it_already_has_it_is_not_defined() {
    Counterfactuals answers =
        new Counterfactuals(
            List.of(
                PairAnswers.towardsBright(PairAnswers.plain(0), PairAnswers.plain(.5)),
                brightAlready(),
                PairAnswers.towardsBright(PairAnswers.plain(0), PairAnswers.plain(1))));

    Values sample = cout.sample(answers);

    assertArrayEquals(new int[] {0, 1, 2}, sample.positions());
    assertArrayEquals(new double[] {-.5, Double.NaN, 0}, sample.values(), 1e-6);
    assertEquals(2, sample.defined());
    assertEquals(-.25, sample.value(), 1e-6);
  }

  @Test
  void it_lies_between_minus_one_and_one() {
    for (double value : cout.sample(noisy(6)).values()) {
      assertTrue(value >= -1 && value <= 1, "COUT " + value);
    }
  }

  @Test
  void turning_the_question_round_turns_the_sign() {
    Image x = PairAnswers.noisy(1, PairAnswers.SIDE);
    Image y = PairAnswers.noisy(2, PairAnswers.SIDE);
    List<Insertion> both = List.of(new Insertion(x, y, 0, 1), new Insertion(x, y, 1, 0));
    List<Curves> curves =
        Insertion.curves(
            both,
            images ->
                images.stream()
                    .map(i -> new double[] {1 - PairAnswers.mean(i), PairAnswers.mean(i)})
                    .toArray(double[][]::new));

    assertEquals(
        Cout.of(curves.get(0), Weights.EXACT), -Cout.of(curves.get(1), Weights.EXACT), 1e-12);
  }

  @Test
  void order_of_answers_does_not_matter() {
    Counterfactuals answers = noisy(5);

    assertEquals(cout.value(answers), cout.value(PairAnswers.reversed(answers)), 1e-12);
    double[] there = cout.sample(answers).values();
    double[] back = cout.sample(PairAnswers.reversed(answers)).values();
    for (int i = 0; i < 5; i++) {
      assertEquals(there[i], back[4 - i]);
    }
  }

  @Test
  void the_classifier_is_asked_in_full_chunks_across_answers() {
    cout.sample(noisy(3));

    // 3 answers of 64 steps and their beginning.
    assertEquals(List.of(64, 64, 64, 3), shade.chunks);
  }

  @Test
  void the_classes_of_the_answer_are_looked_up_by_name() {
    Counterfactual strange =
        Counterfactual.of(
            PairAnswers.plain(.1).towards("old"),
            PairAnswers.plain(.9),
            Scores.binary("young", "old", .1f),
            Scores.binary("young", "old", .9f));
    Counterfactuals answers = new Counterfactuals(List.of(strange));

    assertThrows(IllegalArgumentException.class, () -> cout.sample(answers));
    assertTrue(shade.chunks.isEmpty());
  }

  @Test
  void ace_reads_what_the_classifier_had_right() {
    Counterfactual wrong =
        Counterfactual.of(
            PairAnswers.plain(.2).towards("bright").trueLabel("bright"),
            PairAnswers.plain(1),
            Scores.binary("dark", "bright", .2f),
            Scores.binary("dark", "bright", 1));
    Counterfactuals answers =
        new Counterfactuals(
            List.of(wrong, PairAnswers.towardsBright(PairAnswers.plain(0), PairAnswers.plain(.5))));

    assertArrayEquals(new int[] {1}, Cout.ace(shade).sample(answers).positions());
    assertArrayEquals(new int[] {0, 1}, cout.sample(answers).positions());
    assertEquals(Weights.ACE, Cout.ace(shade).weights());
  }

  @Test
  void the_order_of_withers_does_not_matter() {
    Cout one = cout.population(Population.VALID).compat(Weights.ACE);

    assertEquals(one, cout.compat(Weights.ACE).population(Population.VALID));
    assertEquals(Population.VALID, one.population());
  }

  @Test
  void curves_come_for_every_answer_of_the_population() {
    List<Curves> curves = cout.curves(noisy(3));

    assertEquals(3, curves.size());
    assertEquals(cout.sample(noisy(3)).values()[1], Cout.of(curves.get(1), Weights.EXACT));
    for (int t = 0; t <= curves.get(0).steps(); t++) {
      assertEquals(1, curves.get(0).label()[t] + curves.get(0).target()[t], 1e-6);
    }
  }

  @Test
  void no_answer_has_no_value() {
    assertTrue(Double.isNaN(cout.value(new Counterfactuals(List.of()))));
  }

  @Test
  void names_tell_the_weights_apart() {
    assertEquals("COUT", cout.name());
    assertEquals("COUT (ACE's weights)", Cout.ace(shade).name());
    assertEquals(Direction.HIGHER, cout.direction());
  }
}
