package io.otherwise.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.otherwise.explain.Image;
import io.otherwise.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A classifier that somebody types: what it says is its logits, and their shape is checked. */
class ClassifierTest {
  private static final Image GREY = Image.of("grey", 2, 2, new float[12]);

  /** Answers with one row of logits an image, whatever its classes. */
  private record Typed(List<String> classes, boolean binary, long... row) implements Classifier {
    @Override
    public String name() {
      return "typed";
    }

    @Override
    public Tensor logits(Tensor images) {
      long n = images.size(0);
      long[] shape = row.length == 0 ? new long[] {n} : new long[] {n, row[0]};
      return Tensor.of(new float[(int) (row.length == 0 ? n : n * row[0])], shape);
    }

    @Override
    public void close() {}
  }

  private static String refusal(Classifier classifier) {
    return assertThrows(IllegalArgumentException.class, () -> classifier.score(GREY)).getMessage();
  }

  @Test
  void logits_become_probabilities_by_what_the_classes_say() {
    float[] half = {.5f, .5f};
    assertArrayEquals(half, new Typed(List.of("no", "yes"), true).score(GREY).probabilities());
    assertArrayEquals(half, new Typed(List.of("no", "yes"), false, 2).score(GREY).probabilities());
  }

  @Test
  void two_logits_of_a_binary_classifier_are_refused_with_both_ways_out() {
    assertEquals(
        "logits are [1] for 1 images of a binary classifier, but typed answers with [1, 2]; return"
            + " one logit an image, or let binary() be false",
        refusal(new Typed(List.of("no", "yes"), true, 2)));
  }

  @Test
  void another_number_of_logits_than_classes_is_refused() {
    assertEquals(
        "logits are [1, 3] for 1 images of a 3-class classifier, but typed answers with [1, 2];"
            + " return one logit a class",
        refusal(new Typed(List.of("a", "b", "c"), false, 2)));
  }
}
