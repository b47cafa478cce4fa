package io.otherwise.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.DType;
import io.otherwise.artifact.FloatTensor;
import io.otherwise.artifact.SafeTensors;
import io.otherwise.artifact.Training;
import io.otherwise.explain.Scores;
import io.otherwise.model.AttributeOracle;
import io.otherwise.model.Classifier;
import io.otherwise.model.EmbeddedClassifiers;
import io.otherwise.tensor.Script;
import io.otherwise.world.FaceWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaceClassifierTest {
  @TempDir Path project;

  /** All but three of the four that differ in nothing but a correlation, and so share a seed. */
  static List<FaceClassifier> apart() {
    return FaceClassifier.ALL.stream()
        .filter(c -> !c.name().matches("faces-age-[1-9]\\d*"))
        .toList();
  }

  @Test
  void classifiers_that_differ_in_a_correlation_alone_share_their_seed() {
    List<FaceClassifier> ages =
        FaceClassifier.ALL.stream().filter(c -> c.name().matches("faces-age-\\d+")).toList();

    assertEquals(4, ages.size());
    assertEquals(1, ages.stream().map(FaceClassifier::seed).distinct().count());
    assertEquals(4, ages.stream().map(FaceClassifier::knobs).distinct().count());
  }

  /** Writes untrained weights and their manifest as {@code environment/train} does. */
  private FaceClassifier shipped(String name) throws IOException {
    FaceClassifier what = FaceClassifier.of(name);
    Script s = new Script();
    s.returns(what.architecture().forward(s.layers(), s.input("image")).logits());
    Map<String, FloatTensor> weights = new LinkedHashMap<>();
    for (Script.Parameter p : s.parameters()) {
      weights.put(p.key(), new FloatTensor(p.shape(), Initial.weights(1).apply(p)));
    }
    Path folder = Files.createDirectories(project.resolve("data-manifests").resolve("weights"));
    Path file = folder.resolve(name + ".safetensors");
    SafeTensors.write(file, weights, DType.F16, Map.of());
    what.manifest(file, List.of(new Training.Stage("stage 1", 1, 0.1, "unknown", 0.7)))
        .writeTo(project.resolve("data-manifests"));
    assertTrue(Files.size(file) < 1 << 20, "at most 1 MB");
    return what;
  }

  @Test
  void a_shipped_classifier_opens_by_name_and_decides() throws IOException {
    FaceClassifier what = shipped("faces-age");
    assertTrue(what.decides());
    try (Classifier age = EmbeddedClassifiers.open(Artifacts.at(project), "faces-age")) {
      assertEquals(List.of("young", "old"), age.classes());
      assertTrue(age.binary());
      Scores scores = age.score(FaceWorld.v1().image(0));
      assertEquals(1, scores.of("young") + scores.of("old"), 1e-6);
    }
  }

  @Test
  void the_shipped_oracle_opens_by_name_and_tells_every_attribute() throws IOException {
    FaceClassifier what = shipped("faces-oracle");
    assertFalse(what.decides());
    try (AttributeOracle oracle =
        EmbeddedClassifiers.oracle(Artifacts.at(project), "faces-oracle")) {
      assertEquals(what.labels(), oracle.attributes());
      float[][] seen = oracle.probabilities(List.of(FaceWorld.v1().image(0)));
      assertEquals(8, seen[0].length);
      assertEquals(96, oracle.features(List.of(FaceWorld.v1().image(0)))[0].length);
      assertThrows(IllegalArgumentException.class, () -> oracle.indexOf("moustache"));
    }
  }

  @Test
  void an_oracle_is_not_opened_as_a_classifier() throws IOException {
    shipped("faces-oracle");
    Artifacts artifacts = Artifacts.at(project);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> EmbeddedClassifiers.open(artifacts, "faces-oracle"))
            .getMessage();
    assertTrue(message.contains("attribute-oracle"), message);
  }

  @Test
  void the_manifest_says_what_the_network_saw() throws IOException {
    shipped("faces-age");
    Training training = Artifacts.at(project).manifest("faces-age").training();
    assertEquals(0.7, training.correlation().get("age->glasses"));
    assertEquals(1, training.stages().size());
  }

  @Test
  void weights_of_another_network_are_refused_by_name() throws IOException {
    shipped("faces-age");
    Path weights = project.resolve("data-manifests").resolve("weights");
    Files.write(weights.resolve("faces-age.safetensors"), new byte[100]);
    Artifacts artifacts = Artifacts.at(project);
    assertThrows(
        java.io.UncheckedIOException.class, () -> EmbeddedClassifiers.open(artifacts, "faces-age"));
  }

  @Test
  void an_unknown_name_lists_the_known_ones() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> FaceClassifier.of("faces-hat"))
            .getMessage();
    assertTrue(message.contains("faces-hat") && message.contains("faces-smile"), message);
  }
}
