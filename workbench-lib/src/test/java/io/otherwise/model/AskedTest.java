package io.otherwise.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.Manifest;
import io.otherwise.network.ResNet;
import io.otherwise.network.Stem;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class AskedTest {
  private static final ResNet NETWORK = new ResNet(false, List.of(1), 2, 3, Stem.PUBLISHED);

  @Test
  void a_network_asks_for_its_weights_by_name_and_shape() {
    Asked asked = Asked.by(NETWORK);

    assertEquals(List.of(2L, 3L, 7L, 7L), asked.shapes().get("conv1.weight"));
    assertEquals(List.of(3L, 2L), asked.shapes().get("fc.weight"));
  }

  @Test
  void several_networks_may_share_a_file() {
    Asked both = Asked.by(NETWORK).below("net.").and(Asked.table("table", 4, 5)).and(Asked.NONE);

    assertEquals(List.of(4L, 5L), both.shapes().get("table"));
    assertTrue(both.shapes().containsKey("net.fc.bias"));
    assertFalse(both.shapes().containsKey("fc.bias"));
    assertEquals(Asked.by(NETWORK).shapes().size() + 1, both.shapes().size());
  }

  @TestFactory
  List<DynamicTest> shipped_classifiers_and_features_fit_their_files() {
    Artifacts artifacts = Artifacts.find();
    return artifacts.names().stream()
        .map(artifacts::manifest)
        .filter(m -> m.source().equals("shipped"))
        .filter(m -> m.kind().matches("classifier|attribute-oracle|feature-network"))
        .filter(m -> !ZeroShotClassifiers.named(m))
        .filter(m -> Files.exists(artifacts.home().resolve(m.path())))
        .map(m -> DynamicTest.dynamicTest(m.name(), () -> fits(artifacts, m)))
        .toList();
  }

  @Test
  void a_shipped_classifier_by_prompts_has_a_prompt_for_each_label_and_fits_its_file() {
    Artifacts artifacts = Artifacts.find();
    Manifest m = artifacts.manifest("flowers-clip");

    assertTrue(ZeroShotClassifiers.named(m));
    try (Classifier opened = EmbeddedClassifiers.open(artifacts, m.name())) {
      assertEquals(m.labels(), opened.classes());
    }
  }

  private static void fits(Artifacts artifacts, Manifest m) {
    Asked asked = Asked.by(Architectures.of(m));

    assertEquals(asked.shapes().keySet(), asked.open(artifacts, m.name()).keys());
    assertEquals(EmbeddedClassifiers.preprocessing(), Preprocessing.of(m));
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    asked.and(new Asked(Map.of("one.more", List.of(1L)))).open(artifacts, m.name()))
            .getMessage();
    assertTrue(message.contains("missing are [one.more]"), message);
  }

  @TestFactory
  List<DynamicTest> shipped_diffusion_models_fit_their_files() {
    Artifacts artifacts = Artifacts.find();
    List<DynamicTest> tests = new ArrayList<>();
    tests.add(
        DynamicTest.dynamicTest(
            "world-ddpm", () -> EmbeddedDdpm.open(artifacts, "world-ddpm").close()));
    artifacts.names().stream()
        .map(artifacts::manifest)
        .filter(m -> m.source().equals("shipped") && m.kind().equals("latent-diffusion"))
        .map(Manifest::name)
        .forEach(
            name ->
                tests.add(
                    DynamicTest.dynamicTest(
                        name, () -> EmbeddedLdm.open(artifacts, name).close())));
    return tests;
  }
}
