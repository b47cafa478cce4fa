package io.otherwise.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Image;
import io.otherwise.explain.Scores;
import io.otherwise.explain.Seed;
import io.otherwise.network.ResNet;
import io.otherwise.network.Stem;
import io.otherwise.tensor.Gradients;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchScriptClassifierTest {
  private static final double[] MEAN = {0.485, 0.456, 0.406};
  private static final double[] DEVIATION = {0.229, 0.224, 0.225};
  private static final List<String> BIRDS = List.of("wren", "robin", "owl");

  @TempDir Path folder;

  private static NetworkClassifier ours(int outputs, List<String> classes) {
    ResNet small = new ResNet(false, List.of(1, 1), 4, outputs, new Stem(2, 3, 1, false));
    return new NetworkClassifier(
        "ours",
        classes,
        Preprocessing.none().normalised(MEAN, DEVIATION),
        small,
        TorchScriptClassifierTest::values);
  }

  private static float[] values(Script.Parameter p) {
    float[] values = new float[p.size()];
    Noise.fill(Seed.seed(3).key(p.key(), "weights", 0), values, 0, values.length);
    for (int i = 0; i < values.length; i++) {
      values[i] = p.key().endsWith("running_var") ? 1 : 0.3f * values[i];
    }
    return values;
  }

  private Path file(int outputs, List<String> classes) {
    Path file = folder.resolve("birds" + outputs + ".pt");
    try (NetworkClassifier ours = ours(outputs, classes)) {
      ours.export(file);
    }
    return file;
  }

  private static Image image(String id, int height, int width) {
    float[] values = new float[3 * height * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Seed.uniform(Seed.seed(1).key(id, "pixels", 0), i);
    }
    return Image.of(id, height, width, values);
  }

  @Test
  void its_identity_tells_files_preprocessing_and_classes_apart() {
    try (TorchScriptClassifier three = Classifier.torchScript(file(3, BIRDS), "a", "b", "c");
        TorchScriptClassifier four =
            Classifier.torchScript(file(4, List.of("a", "b", "c", "d")), "a", "b", "c", "d")) {
      assertEquals(three.identity(), three.named("birds3").identity());
      assertNotEquals(three.identity(), three.at(16).identity());
      assertNotEquals(three.identity(), four.named("birds3").identity());
      assertTrue(three.identity().matches("(?s)birds3 .* sha256 [0-9a-f]{64}"), three.identity());
    }
  }

  @Test
  void three_lines_load_a_classifier_with_its_preprocessing() {
    try (NetworkClassifier ours = ours(3, BIRDS);
        TorchScriptClassifier theirs =
            Classifier.torchScript(file(3, BIRDS), "wren", "robin", "owl")
                .normalised(MEAN, DEVIATION)
                .at(16)) {
      List<Image> images = List.of(image("a", 16, 16), image("b", 16, 16));
      List<Scores> expected = ours.score(images);
      List<Scores> found = theirs.score(images);
      for (int i = 0; i < images.size(); i++) {
        float[] probabilities = found.get(i).probabilities();
        assertArrayEquals(expected.get(i).probabilities(), probabilities, 1e-6f);
      }
      assertEquals("birds3", theirs.name());
      assertEquals("mine", theirs.named("mine").name());
      assertEquals(BIRDS, theirs.classes());
      assertFalse(theirs.binary());
    }
  }

  @Test
  void gradients_flow_through_to_the_image_and_beyond_its_range() {
    try (NetworkClassifier ours = ours(3, BIRDS);
        TorchScriptClassifier theirs =
            Classifier.torchScript(file(3, BIRDS), "wren", "robin", "owl")
                .normalised(MEAN, DEVIATION);
        Scope scope = Scope.open();
        Gradients graph = Gradients.record()) {
      Tensor x = graph.leaf(Images.tensor(List.of(image("a", 16, 16))).times(3).minus(1));
      float[] expected = graph.of(ours.logits(x).narrow(1, 2, 1).sum(), x).floats();
      float[] found = graph.of(theirs.logits(x).narrow(1, 2, 1).sum(), x).floats();
      assertArrayEquals(expected, found, 1e-5f);
      assertTrue(found[0] != 0);
    }
  }

  @Test
  void one_output_with_two_names_is_a_two_sided_decision() {
    List<String> sides = List.of("young", "old");
    try (TorchScriptClassifier one = Classifier.torchScript(file(1, sides), "young", "old")) {
      assertTrue(one.binary());
      try (Scope scope = Scope.open()) {
        Tensor x = Images.tensor(List.of(image("a", 16, 16), image("b", 16, 16)));
        assertArrayEquals(new long[] {2}, one.logits(x).shape());
        double logit = one.logits(x).floats()[0];
        double old = one.score(image("a", 16, 16)).of("old");
        assertEquals(1 / (1 + Math.exp(-logit)), old, 1e-6);
      }
    }
  }

  @Test
  void two_outputs_with_two_names_decide_by_their_difference() {
    List<String> sides = List.of("young", "old");
    try (NetworkClassifier ours = ours(2, sides);
        TorchScriptClassifier two =
            Classifier.torchScript(file(2, sides), "young", "old").normalised(MEAN, DEVIATION)) {
      Image image = image("a", 16, 16);
      assertEquals(ours.score(image).of("old"), two.score(image).of("old"), 1e-6);
    }
  }

  @Test
  void a_crop_sees_the_middle_and_a_resize_any_size() {
    try (TorchScriptClassifier net = Classifier.torchScript(file(3, BIRDS), "a", "b", "c")) {
      Image large = image("large", 24, 32);
      Image middle = middle(large, 16);
      assertArrayEquals(
          net.at(16).score(middle).probabilities(),
          net.croppedTo(16).score(large).probabilities(),
          1e-6f);
      assertEquals(3, net.resizedTo(16).score(large).probabilities().length);
    }
  }

  private static Image middle(Image image, int side) {
    float[] values = new float[3 * side * side];
    int top = (image.height() - side) / 2;
    int left = (image.width() - side) / 2;
    for (int i = 0; i < values.length; i++) {
      int y = i / side % side;
      values[i] = image.at(i / (side * side), top + y, left + i % side);
    }
    return Image.of("middle", side, side, values);
  }

  @Test
  void a_wrong_image_size_names_both_sizes_and_the_way_out() {
    try (TorchScriptClassifier net = Classifier.torchScript(file(3, BIRDS), "a", "b", "c").at(16)) {
      Image wrong = image("wrong", 20, 24);
      String message =
          assertThrows(IllegalArgumentException.class, () -> net.score(wrong)).getMessage();
      assertTrue(message.contains("16 x 16"), message);
      assertTrue(message.contains("24 x 20"), message);
      assertTrue(message.contains(".resizedTo(16)"), message);
    }
  }

  @Test
  void an_unknown_class_lists_the_known_ones() {
    try (TorchScriptClassifier net =
        Classifier.torchScript(file(3, BIRDS), "wren", "robin", "owl")) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> net.indexOf("eagle")).getMessage();
      assertTrue(message.contains("eagle") && message.contains("robin"), message);
    }
  }

  @Test
  void the_number_of_names_must_fit_the_outputs() {
    try (TorchScriptClassifier net = Classifier.torchScript(file(3, BIRDS), "a", "b", "c", "d")) {
      Image image = image("a", 16, 16);
      String message =
          assertThrows(IllegalArgumentException.class, () -> net.score(image)).getMessage();
      assertTrue(message.contains("4 class names"), message);
      assertTrue(message.contains("[1, 3]"), message);
    }
  }

  @Test
  void one_name_or_the_same_twice_is_refused_before_loading() {
    Path nowhere = folder.resolve("none.pt");
    assertThrows(IllegalArgumentException.class, () -> Classifier.torchScript(nowhere, "old"));
    assertThrows(
        IllegalArgumentException.class, () -> Classifier.torchScript(nowhere, "old", "old"));
  }

  @Test
  void the_hash_is_that_of_what_decides_and_not_of_the_name() {
    Path file = file(3, BIRDS);
    try (TorchScriptClassifier one = Classifier.torchScript(file, "wren", "robin", "owl")) {
      String hash = one.sha256().orElseThrow();

      assertEquals(hash, one.named("another").sha256().orElseThrow());
      assertNotEquals(hash, one.resizedTo(32).sha256().orElseThrow());
      try (TorchScriptClassifier renamed = Classifier.torchScript(file, "wren", "owl", "robin")) {
        assertNotEquals(hash, renamed.sha256().orElseThrow());
      }
    }
  }

  @Test
  void equal_weights_hash_alike_and_one_other_weight_does_not() {
    try (NetworkClassifier one = ours(3, BIRDS);
        NetworkClassifier same = ours(3, BIRDS);
        NetworkClassifier renamed = ours(3, List.of("a", "b", "c"))) {
      String hash = one.sha256().orElseThrow();

      assertEquals(64, hash.length());
      assertEquals(hash, one.sha256().orElseThrow());
      assertEquals(hash, same.sha256().orElseThrow());
      assertNotEquals(hash, renamed.sha256().orElseThrow());
    }
    assertNotEquals(hashWith(0), hashWith(1e-3f));
    assertEquals(hashWith(1e-3f), hashWith(1e-3f));
  }

  /** One weight of one layer moved. */
  private static String hashWith(float change) {
    ResNet small = new ResNet(false, List.of(1), 4, 2, new Stem(1, 3, 2, false));
    try (NetworkClassifier moved =
        new NetworkClassifier(
            "moved",
            List.of("a", "b"),
            Preprocessing.none(),
            small,
            p -> {
              float[] values = values(p);
              values[0] += p.key().equals("fc.bias") ? change : 0;
              return values;
            })) {
      return moved.sha256().orElseThrow();
    }
  }
}
