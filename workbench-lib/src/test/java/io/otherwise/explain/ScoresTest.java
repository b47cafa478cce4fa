package io.otherwise.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScoresTest {
  private final Scores three =
      new Scores(List.of("rose", "tulip", "iris"), new float[] {.2f, .5f, .3f});

  @Test
  void a_class_is_looked_up_by_name() {
    assertEquals(.3f, three.of("iris"), 0);
    assertEquals("tulip", three.best());
  }

  @Test
  void one_output_becomes_two_classes() {
    Scores scores = Scores.binary("young", "old", .25f);

    assertEquals(.75, scores.of("young"), 0);
    assertEquals("young", scores.best());
  }

  @Test
  void exactly_one_half_counts_as_positive() {
    assertEquals("old", Scores.binary("young", "old", .5f).best());
  }

  @Test
  void an_unknown_class_is_refused_with_the_nearest_names() {
    Exception e = assertThrows(IllegalArgumentException.class, () -> three.of("tulips"));

    assertEquals(
        "a target must be one of the classifier's 3 classes, but was tulips; did you mean tulip,"
            + " iris or rose?",
        e.getMessage());
  }

  @Test
  void logits_are_refused() {
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Scores(List.of("a", "b"), new float[] {.5f, 3.2f}));
    assertTrue(e.getMessage().contains("b has 3.2"), e.getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> new Scores(List.of("a"), new float[] {Float.NaN}));
  }

  @Test
  void every_output_needs_a_name() {
    assertThrows(IllegalArgumentException.class, () -> new Scores(List.of("a"), new float[2]));
  }

  @Test
  void arrays_are_copied_on_the_way_in_and_out() {
    float[] given = {.1f, .9f};
    Scores scores = new Scores(List.of("a", "b"), given);

    given[0] = 1f;
    scores.probabilities()[1] = 0f;

    assertEquals(new Scores(List.of("a", "b"), new float[] {.1f, .9f}), scores);
    assertNotEquals(three, scores);
  }
}
