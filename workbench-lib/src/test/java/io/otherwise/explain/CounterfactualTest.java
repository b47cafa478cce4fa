package io.otherwise.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CounterfactualTest {
  private final Query query = Image.of("faces/7", 1, 1, new float[] {.5f, .5f, .5f}).towards("old");
  private final Image edited = Image.of("edited", 1, 1, new float[] {.25f, .5f, 1f});
  private final Scores before = Scores.binary("young", "old", .1f);
  private final Scores after = Scores.binary("young", "old", .9f);

  private record Blend(double amount, int steps) implements Method {
    @Override
    public String citation() {
      return "nobody (2023)";
    }

    @Override
    public String url() {
      return "https://example.org";
    }
  }

  @Test
  void it_is_flipped_when_the_classifier_answers_the_target() {
    assertTrue(Counterfactual.of(query, edited, before, after).flipped());
    assertFalse(Counterfactual.of(query, edited, before, before).flipped());
  }

  @Test
  void the_target_probability_is_read_before_and_after() {
    Counterfactual answer = Counterfactual.of(query, edited, before, after);

    assertEquals(.1f, answer.targetBefore(), 0);
    assertEquals(.9f, answer.targetAfter(), 0);
  }

  @Test
  void the_difference_is_absolute_in_each_channel() {
    Image difference = Counterfactual.of(query, edited, before, after).difference();

    assertTrue(difference.samePixels(Image.of("", 1, 1, new float[] {.25f, 0f, .5f})));
  }

  @Test
  void a_method_signs_with_its_name_and_hyperparameters() {
    Counterfactual answer =
        Counterfactual.of(query, edited, before, after).by(new Blend(.5, 3), Seed.seed(9));

    assertEquals("Blend", answer.method());
    assertEquals(List.of("amount", "steps"), new ArrayList<>(answer.hyperparameters().keySet()));
    assertEquals(Map.of("amount", .5, "steps", 3), answer.hyperparameters());
    assertEquals(Seed.seed(9), answer.seed());
  }

  @Test
  void withers_change_their_own_part_alone() {
    Counterfactual plain = Counterfactual.of(query, edited, before, after);
    List<StepRecord> steps = List.of(new StepRecord(0, 381, .4, 1));

    Counterfactual full =
        plain
            .trace(steps)
            .cost(Cost.ZERO.unet(2, 1))
            .keptMask(edited)
            .by(new Blend(1, 1), Seed.seed(1));

    assertEquals(steps, full.trace());
    assertEquals(2, full.cost().unetForwards());
    assertEquals(Optional.of(edited), full.keptMask());
    assertEquals(plain.edited(), full.edited());
    assertEquals(plain.after(), full.after());
  }

  @Test
  void another_size_is_refused() {
    Image wide = Image.of("wide", 1, 2, new float[6]);

    assertThrows(
        IllegalArgumentException.class, () -> Counterfactual.of(query, wide, before, after));
  }

  @Test
  void a_target_the_classifier_does_not_know_is_refused() {
    Query towardsHat = query.towards("hat");

    assertThrows(
        IllegalArgumentException.class, () -> Counterfactual.of(towardsHat, edited, before, after));
  }

  @Test
  void scores_of_two_classifiers_are_refused() {
    Scores stranger = Scores.binary("plain", "old", .5f);

    assertThrows(
        IllegalArgumentException.class, () -> Counterfactual.of(query, edited, before, stranger));
  }

  @Test
  void the_flip_ratio_is_the_share_that_reached_its_target() {
    Counterfactual yes = Counterfactual.of(query, edited, before, after);
    Counterfactual no = Counterfactual.of(query, edited, before, before);

    assertEquals(.25, new Counterfactuals(List.of(yes, no, no, no)).flipRatio());
    assertTrue(Double.isNaN(new Counterfactuals(List.of()).flipRatio()));
  }

  @Test
  void costs_add_up_and_the_peak_is_the_highest() {
    Cost a =
        Cost.ZERO
            .unet(1, 2)
            .decoder(3, 4)
            .classifier(5, 6)
            .encoder(7)
            .perceptual(8, 9)
            .peakBytes(8);
    Cost b = a.time(Duration.ofSeconds(2)).peakBytes(3);

    Cost sum = a.plus(b);

    assertEquals(new Cost(2, 4, 6, 8, 10, 12, 14, 16, 18, Duration.ofSeconds(2), 8), sum);
    assertEquals(a, a.plus(Cost.ZERO));
  }

  @Test
  void a_share_above_one_is_refused_and_an_unasked_probability_is_not() {
    assertThrows(IllegalArgumentException.class, () -> new StepRecord(0, 1, 1.2, 1));
    assertThrows(IllegalArgumentException.class, () -> new StepRecord(0, 1, .5, Double.NaN));
    assertTrue(Double.isNaN(new StepRecord(0, 1, Double.NaN, 1).targetProbability()));
  }

  @Test
  void a_method_that_is_no_record_must_state_its_hyperparameters() {
    Method anonymous =
        new Method() {
          @Override
          public String name() {
            return "Anonymous";
          }

          @Override
          public String citation() {
            return "";
          }

          @Override
          public String url() {
            return "";
          }
        };

    assertThrows(IllegalStateException.class, anonymous::hyperparameters);
  }
}
