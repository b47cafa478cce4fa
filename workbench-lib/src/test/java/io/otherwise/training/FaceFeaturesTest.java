package io.otherwise.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.DType;
import io.otherwise.artifact.FloatTensor;
import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.SafeTensors;
import io.otherwise.artifact.Training;
import io.otherwise.model.Architectures;
import io.otherwise.model.EmbeddedClassifiers;
import io.otherwise.model.EmbeddedFeatures;
import io.otherwise.model.NetworkFeatures;
import io.otherwise.tensor.Script;
import io.otherwise.world.FaceWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaceFeaturesTest {
  @TempDir Path project;

  /** Writes untrained weights and their manifest as {@code environment/train} does. */
  static Path untrained(FaceFeatures what, Path project) throws IOException {
    Script s = new Script();
    s.returns(what.architecture().forward(s.layers(), s.input("image")).logits());
    Map<String, FloatTensor> weights = new LinkedHashMap<>();
    for (Script.Parameter p : s.parameters()) {
      weights.put(p.key(), new FloatTensor(p.shape(), Initial.weights(1).apply(p)));
    }
    Path folder = Files.createDirectories(project.resolve("data-manifests").resolve("weights"));
    Path file = folder.resolve(what.title() + ".safetensors");
    SafeTensors.write(file, weights, DType.F16, Map.of());
    what.manifest(file, List.of(new Training.Stage("stage 1", 1, 0.1, "unknown", 0.7)))
        .writeTo(project.resolve("data-manifests"));
    return file;
  }

  private static int width(FaceFeatures what) {
    return switch (what) {
      case INCEPTION -> 206;
      case PERCEPTUAL -> 16 * 32 * 32 + 32 * 16 * 16 + 64 * 8 * 8 + 96 * 4 * 4;
      case IDENTITY -> 72;
      case SIMSIAM -> 128;
    };
  }

  @ParameterizedTest
  @EnumSource(FaceFeatures.class)
  void a_shipped_network_is_small_and_opens_by_name(FaceFeatures what) throws IOException {
    long bytes = Files.size(untrained(what, project));
    assertTrue(bytes < 700_000, what.title() + " has " + bytes + " bytes");
    try (NetworkFeatures network = EmbeddedFeatures.open(Artifacts.at(project), what.title())) {
      assertEquals(what.title(), network.name());
      float[][] rows = network.features(List.of(FaceWorld.v1().image(0), FaceWorld.v1().image(1)));
      assertEquals(2, rows.length);
      assertEquals(width(what), rows[0].length);
      assertFalse(Arrays.equals(rows[0], rows[1]));
    }
  }

  @ParameterizedTest
  @EnumSource(FaceFeatures.class)
  void the_manifest_describes_the_same_network(FaceFeatures what) throws IOException {
    untrained(what, project);
    Manifest m = Artifacts.at(project).manifest(what.title());
    assertEquals(what.architecture(), Architectures.of(m));
    assertEquals("feature-network", m.kind());
    assertEquals(what.seed(), m.training().seed());
    assertEquals(what.recipe(1).getClass().getSimpleName(), m.training().recipe());
    assertEquals(0.0, m.training().correlation().get("age->glasses"));
  }

  @Test
  void networks_that_tell_scenes_state_their_outputs_and_others_none() {
    assertEquals(SceneRecipe.outputs(), FaceFeatures.INCEPTION.labels());
    assertEquals(SceneRecipe.outputs(), FaceFeatures.PERCEPTUAL.labels());
    assertEquals(List.of(), FaceFeatures.IDENTITY.labels());
    assertEquals(List.of(), FaceFeatures.SIMSIAM.labels());
  }

  @Test
  void no_two_networks_share_a_seed_with_each_other_or_the_oracle() {
    List<Long> seeds =
        new java.util.ArrayList<>(
            Arrays.stream(FaceFeatures.values()).map(FaceFeatures::seed).toList());
    FaceClassifierTest.apart().forEach(c -> seeds.add(c.seed()));
    assertEquals(seeds.size(), seeds.stream().distinct().count(), seeds.toString());
  }

  @Test
  void a_feature_network_is_not_opened_as_an_oracle() throws IOException {
    untrained(FaceFeatures.INCEPTION, project);
    Artifacts artifacts = Artifacts.at(project);
    assertThrows(
        IllegalArgumentException.class,
        () -> EmbeddedClassifiers.oracle(artifacts, "faces-inception"));
  }

  @Test
  void an_unknown_name_lists_the_known_ones() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> FaceFeatures.of("faces-hat"))
            .getMessage();
    assertTrue(message.contains("faces-hat") && message.contains("faces-identity"), message);
  }
}
