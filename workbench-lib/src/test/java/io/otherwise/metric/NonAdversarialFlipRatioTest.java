package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NonAdversarialFlipRatioTest {
  /** Sees brightness where the first value is high, whatever the classifier says. */
  private static boolean[] strict(List<Image> images, List<String> classes) {
    boolean[] shows = new boolean[images.size()];
    for (int i = 0; i < shows.length; i++) {
      shows[i] = images.get(i).at(0, 0, 0) > .8 == classes.get(i).equals("bright");
    }
    return shows;
  }

  private static final NonAdversarialFlipRatio STRICT =
      new NonAdversarialFlipRatio(NonAdversarialFlipRatioTest::strict);

  @Test
  void classifier_and_judge_must_both_see_the_target() {
    Values sample = STRICT.sample(PairAnswers.endings(.9, .6, .1, .95));

    assertArrayEquals(new double[] {1, 0, 0, 1}, sample.values());
    assertEquals(.5, sample.value());
  }

  @Test
  void it_is_never_above_the_flip_ratio() {
    Counterfactuals answers = PairAnswers.endings(.9, .6, .1, .95, .5, .81);

    assertTrue(STRICT.value(answers) < new FlipRatio().value(answers));
  }

  @Test
  void a_judge_who_agrees_to_everything_gives_the_flip_ratio() {
    Counterfactuals answers = PairAnswers.endings(.9, .6, .1, .95);
    Judge lenient =
        (images, classes) -> {
          boolean[] all = new boolean[images.size()];
          java.util.Arrays.fill(all, true);
          return all;
        };

    assertEquals(
        new FlipRatio().sample(answers), new NonAdversarialFlipRatio(lenient).sample(answers));
  }

  @Test
  void the_judge_is_asked_of_flipped_answers_alone_and_once() {
    List<Integer> asked = new ArrayList<>();
    Judge counting =
        (images, classes) -> {
          asked.add(images.size());
          return strict(images, classes);
        };

    new NonAdversarialFlipRatio(counting).sample(PairAnswers.endings(.9, .6, .1, .2));

    assertEquals(List.of(2), asked);
  }

  @Test
  void without_a_flip_no_judge_is_asked() {
    Judge never =
        (images, classes) -> {
          throw new AssertionError("asked of nothing");
        };

    assertEquals(0, new NonAdversarialFlipRatio(never).value(PairAnswers.endings(.1, .2)));
  }

  @Test
  void its_interval_is_wilsons() {
    Interval interval = STRICT.sample(PairAnswers.endings(.9, .6, .1)).interval().orElseThrow();

    assertEquals(Wilson.of(1, 3).high(), interval.high());
  }

  @Test
  void a_judge_who_leaves_images_out_is_refused() {
    Judge lazy = (images, classes) -> new boolean[1];
    NonAdversarialFlipRatio metric = new NonAdversarialFlipRatio(lazy);

    assertThrows(IllegalStateException.class, () -> metric.sample(PairAnswers.endings(.9, .6)));
  }

  @Test
  void order_does_not_matter() {
    Counterfactuals answers = PairAnswers.endings(.9, .6, .1, .95, .7);

    assertEquals(STRICT.value(answers), STRICT.value(PairAnswers.reversed(answers)));
  }

  @Test
  void positions_are_those_among_all_answers() {
    Values sample = STRICT.population(Population.VALID).sample(PairAnswers.endings(.1, .9, .2, .6));

    assertArrayEquals(new int[] {1, 3}, sample.positions());
    assertArrayEquals(new double[] {1, 0}, sample.values());
  }

  @Test
  void its_name_states_the_judge() {
    Judge named = STRICT.judge().named("faces-oracle");

    assertEquals("non-adversarial FR (faces-oracle)", new NonAdversarialFlipRatio(named).name());
  }
}
