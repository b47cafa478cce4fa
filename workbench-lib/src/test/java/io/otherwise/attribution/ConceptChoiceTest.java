package io.otherwise.attribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConceptChoiceTest {
  private static final float[] SCORES = {0.5f, 2, 2, -1, 2, 0};

  @Test
  void the_largest_scores_come_first() {
    assertArrayEquals(new int[] {2, 0, 1}, ConceptChoice.top().of(new float[] {2, 1, 3}, 3, "any"));
  }

  @Test
  void of_equal_scores_the_lower_channel_wins() {
    assertArrayEquals(new int[] {1, 2}, ConceptChoice.top().of(SCORES, 2, "any"));
    assertArrayEquals(new int[] {1, 2, 4, 0, 5, 3}, ConceptChoice.top().of(SCORES, 6, "any"));
  }

  @Test
  void random_channels_are_distinct_and_hold_all_when_all_are_asked_for() {
    int[] all = ConceptChoice.random(3).of(SCORES, 6, "faces/7:old");

    assertArrayEquals(IntStream.range(0, 6).toArray(), Arrays.stream(all).sorted().toArray());
  }

  @Test
  void random_channels_depend_on_seed_and_query_alone() {
    ConceptChoice choice = ConceptChoice.random(3);
    int[] here = choice.of(new float[200], 20, "faces/7:old");

    assertArrayEquals(here, choice.of(new float[200], 20, "faces/7:old"));
    assertFalse(Arrays.equals(here, choice.of(new float[200], 20, "faces/8:old")));
    assertFalse(Arrays.equals(here, ConceptChoice.random(4).of(new float[200], 20, "faces/7:old")));
  }

  @Test
  void every_channel_has_the_same_chance() {
    int[] times = new int[5];
    for (int i = 0; i < 2000; i++) {
      for (int c : ConceptChoice.random(0).of(new float[5], 2, "q" + i)) {
        times[c]++;
      }
    }
    for (int t : times) {
      assertEquals(800, t, 100, Arrays.toString(times));
    }
  }

  @Test
  void with_repeats_some_channel_comes_twice_sooner_or_later() {
    boolean repeated = false;
    for (int i = 0; i < 20; i++) {
      int[] drawn = ConceptChoice.randomWithRepeats(0).of(SCORES, 6, "q" + i);
      assertEquals(6, drawn.length);
      repeated |= Arrays.stream(drawn).distinct().count() < 6;
    }
    assertTrue(repeated);
  }

  @Test
  void more_concepts_than_channels_are_refused_in_one_sentence() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> ConceptChoice.top().of(SCORES, 7, "q"))
            .getMessage();

    assertEquals(
        "k counts the concepts and is 1 up to the layer's 6 channels, but was 7; choose fewer, or a"
            + " wider layer",
        message);
    assertThrows(IllegalArgumentException.class, () -> ConceptChoice.top().of(SCORES, 0, "q"));
  }
}
