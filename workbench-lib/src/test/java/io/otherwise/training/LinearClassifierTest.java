package io.otherwise.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.DType;
import io.otherwise.artifact.FloatTensor;
import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.SafeTensors;
import io.otherwise.model.Classifier;
import io.otherwise.model.EmbeddedClassifiers;
import io.otherwise.network.ResNet;
import io.otherwise.network.Stem;
import io.otherwise.tensor.Script;
import io.otherwise.world.Split;
import io.otherwise.world.flower.FlowerKnobs;
import io.otherwise.world.flower.FlowerScene;
import io.otherwise.world.flower.FlowerWorld;
import io.otherwise.world.flower.Species;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinearClassifierTest {
  private static final ResNet TINY =
      new ResNet(false, List.of(1), 8, Species.values().length, new Stem(8, 3, 1, false));
  private static final ScenePool<FlowerScene> POOL =
      Pools.flowers(Split.TRAIN, FlowerKnobs.clean(), 130, RecipeRuns.SILENT);
  private static final Function<Script.Parameter, float[]> START = Initial.weights(1);

  private final LinearClassifier shipped = LinearClassifier.of("flowers-linear");

  @TempDir Path project;

  private static Stage.Result run(long seed, int steps) {
    return new LinearProbeRecipe(TINY, seed, 16, RecipeRuns.stage(steps))
        .run(POOL, START, (point, stage) -> {});
  }

  @Test
  void the_loss_falls_and_the_encoder_stays_as_it_was() {
    Stage.Result result = run(1, 500);
    double first = result.curve().get(0).loss();
    double last = result.curve().get(result.curve().size() - 1).loss();
    assertTrue(first - last > 0.05, result.curve().toString());
    result
        .weights()
        .forEach(
            (key, learnt) -> {
              float[] before = START.apply(new Script.Parameter(key, learnt.shape(), true));
              if (key.startsWith("fc.")) {
                assertFalse(java.util.Arrays.equals(before, learnt.values()), key);
              } else {
                assertArrayEquals(before, learnt.values(), key);
              }
            });
  }

  @Test
  void the_result_is_a_whole_network() {
    Script s = new Script();
    s.returns(TINY.forward(s.layers(), s.input("image")).logits());
    Map<String, FloatTensor> weights = run(1, 2).weights();
    assertEquals(s.parameters().size(), weights.size());
    s.parameters().forEach(p -> assertEquals(p.shape(), weights.get(p.key()).shape(), p.key()));
  }

  @Test
  void the_same_seed_gives_the_same_layer_and_another_one_another() {
    assertEquals(run(1, 3).weights(), run(1, 3).weights());
    assertFalse(run(1, 3).weights().equals(run(2, 3).weights()));
  }

  /** Untrained weights of the encoder, where training looks for them. */
  private Path encoder() throws IOException {
    Script s = new Script();
    s.returns(shipped.encoder().architecture().forward(s.layers(), s.input("image")).logits());
    Map<String, FloatTensor> weights = new LinkedHashMap<>();
    s.parameters().forEach(p -> weights.put(p.key(), new FloatTensor(p.shape(), START.apply(p))));
    Path folder = Files.createDirectories(project.resolve("data-manifests").resolve("weights"));
    SafeTensors.write(folder.resolve("faces-simsiam.safetensors"), weights, DType.F16, Map.of());
    return folder;
  }

  @Test
  void it_starts_with_the_encoder_of_the_network_that_learnt_without_labels() throws IOException {
    Path folder = encoder();
    Script.Parameter conv = new Script.Parameter("conv1.weight", List.of(20L, 12L, 3L, 3L), true);
    assertArrayEquals(
        SafeTensors.read(folder.resolve("faces-simsiam.safetensors"))
            .floats("encoder.conv1.weight"),
        shipped.start(folder).apply(conv));
    assertEquals(20, shipped.architecture().width());
  }

  @Test
  void without_the_encoder_training_is_refused_with_the_way_out() {
    String message =
        assertThrows(IllegalStateException.class, () -> shipped.start(project)).getMessage();
    assertTrue(message.contains("environment/train faces-simsiam"), message);
  }

  @Test
  void it_is_small_and_opens_by_name_as_what_its_manifest_says() throws IOException {
    Path folder = encoder();
    Map<String, FloatTensor> weights = new LinkedHashMap<>();
    Script s = new Script();
    s.returns(shipped.architecture().forward(s.layers(), s.input("image")).logits());
    Function<Script.Parameter, float[]> start = shipped.start(folder);
    s.parameters().forEach(p -> weights.put(p.key(), new FloatTensor(p.shape(), start.apply(p))));
    Path file = folder.resolve("flowers-linear.safetensors");
    SafeTensors.write(file, weights, DType.F16, Map.of());
    shipped.manifest(file, List.of()).writeTo(project.resolve("data-manifests"));

    assertTrue(Files.size(file) < 600_000, Files.size(file) + " bytes");
    Manifest manifest = Artifacts.at(project).manifest("flowers-linear");
    assertEquals("LinearProbeRecipe", manifest.training().recipe());
    assertTrue(manifest.notes().contains("faces-simsiam, frozen"), manifest.notes());
    try (Classifier linear = EmbeddedClassifiers.open(Artifacts.at(project), "flowers-linear")) {
      assertEquals(Species.labels(), linear.classes());
      assertTrue(linear.score(FlowerWorld.v1().image(0)).of("tulip") > 0);
    }
  }
}
