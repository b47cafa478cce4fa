package io.otherwise.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The adapters must be able to fail. */
class PairMetricGoldenTest {
  @TempDir private Path folder;

  private double check(String metric, String oneCase) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("odd.json"),
            ("{'format': 'golden-metrics-1', 'metric': '"
                    + metric
                    + "', 'run': 7, 'cases': ["
                    + oneCase
                    + "]}")
                .replace('\'', '"'));
    return PairMetricGolden.check(GoldenFile.read(file));
  }

  private static String flips(String expected) {
    return "{'logits': [1.5, 0.0, -2], 'target': [1, 1, 1], 'expected': {" + expected + "}}";
  }

  private static String distance(String expected) {
    return "{'x': 'u of a', 'y': 'u of a', 'shape': [2, 3, 4, 4], 'expected': {" + expected + "}}";
  }

  private static String cosine(String words, String expected) {
    String input = "{'name': '%s', 'shape': [3, 4], 'mul': 1, 'add': 0, 'mix': 0.5}";
    return "{'a': "
        + input.formatted("a")
        + ", 'b': "
        + input.formatted("b")
        + words
        + ", 'expected': {"
        + expected
        + "}}";
  }

  private static String cout(String flags, String expected) {
    return "{'image': {'name': 'a', 'shape': [1, 3, 6, 6], 'range': 'u cast to float32'},"
        + "'cf': {'name': 'b', 'shape': [1, 3, 6, 6]}, 'classes': 3, 'logit_gain': 2,"
        + "'label': 0, 'target': 2"
        + flags
        + ", 'expected': {"
        + expected
        + "}}";
  }

  @Test
  void flips_are_counted() throws IOException {
    assertEquals(0, check("flip_ratio_bkl", flips("'flip_ratio_ge': 0.6666666666666666")), 1e-12);
    check("flip_ratio_bkl", flips("'flip_ratio_gt': 0.3333333333333333"));
    String wrong = flips("'flip_ratio_gt': 0.6666666666666666");
    assertThrows(AssertionError.class, () -> check("flip_ratio_bkl", wrong));
  }

  @Test
  void identical_images_are_at_distance_zero() throws IOException {
    check("lp", distance("'L2': [0, 0], 'L0': [0, 0], 'mean': {'L1': 0}"));
    assertThrows(AssertionError.class, () -> check("lp", distance("'L2': [0, 0.1]")));
    assertThrows(AssertionError.class, () -> check("lp", distance("'L2': [0]")));
    assertThrows(AssertionError.class, () -> check("lp", distance("'mean': {'L1': 0.1}")));
  }

  @Test
  void rows_are_replaced_as_the_words_say() throws IOException {
    String words =
        ", 'b_is': 'w*a+(1-w)*b with w = u of w (one per row); then row 0 = -a row 0, row 1 = 0,"
            + " row 2 = a row 2'";

    check("cosine", cosine(words, "'cosine': [-1, 0, 1], 'fva': 0.3333333333333333, 'mean': 0"));
    assertThrows(AssertionError.class, () -> check("cosine", cosine(words, "'fva': 1")));
    assertThrows(AssertionError.class, () -> check("cosine", cosine("", "'cosine': [-1, 0, 1]")));
    String unclear = cosine(", 'b_is': 'something else'", "'fva': 1");
    assertThrows(NotUnderstood.class, () -> check("cosine", unclear));
  }

  @Test
  void curves_of_unchanged_images_are_flat() throws IOException {
    String unchanged = ", 'cf_unchanged': true";

    check("cout", cout(unchanged, "'per_image': [{'steps': 36}]"));
    assertThrows(
        AssertionError.class, () -> check("cout", cout(unchanged, "'per_image': [{'steps': 35}]")));
    assertThrows(AssertionError.class, () -> check("cout", cout("", "'mean_ace': 7")));
    assertThrows(AssertionError.class, () -> check("cout", cout(", 'step': 4", "'mean_ace': 0")));
  }

  @Test
  void what_is_not_known_is_named() {
    String[][] cases = {
      {"flip_ratio_bkl", flips("'magic': 1")},
      {"lp", distance("'magic': 1")},
      {"lp", distance("'L1': [0, 0]").replace("u of a", "v of a")},
      {"cosine", cosine("", "'magic': 1")},
      {"cout", cout("", "'magic': 1")},
      {"cout", cout("", "'per_image': [{'magic': 1}]")},
      {"magic", "{'expected': {}}"}
    };
    for (String[] one : cases) {
      NotUnderstood error = assertThrows(NotUnderstood.class, () -> check(one[0], one[1]));
      assertTrue(error.getMessage().contains("magic") || one[1].contains("v of a"));
    }
  }

  @Test
  void the_double_classifier_is_the_tiny_one() {
    for (int scores : new int[] {1, 4}) {
      float[] image = FormulaTensors.image("picture", 7, 3 * 7 * 10);
      double[] wide = new TinyDouble(scores, 7).logits(image, 7, 10);
      try (TinyClassifier tiny = new TinyClassifier("classifier", scores, 7);
          Scope scope = Scope.open()) {
        float[] narrow = tiny.logits(Tensor.of(image, 1, 3, 7, 10)).floats();
        for (int k = 0; k < scores; k++) {
          assertEquals(narrow[k], wide[k], 1e-5);
        }
      }
    }
  }
}
