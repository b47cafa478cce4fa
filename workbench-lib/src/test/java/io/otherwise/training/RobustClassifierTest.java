package io.otherwise.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.DType;
import io.otherwise.artifact.FloatTensor;
import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.SafeTensors;
import io.otherwise.artifact.Training;
import io.otherwise.tensor.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RobustClassifierTest {
  private final RobustClassifier age = RobustClassifier.of("faces-age-robust");

  @TempDir Path folder;

  @Test
  void a_copy_tells_the_same_as_the_plain_one_and_learns_from_the_same_world() throws IOException {
    Path file = Files.write(folder.resolve("weights"), new byte[3]);
    Manifest plain = age.plain().manifest(file, List.of());
    Manifest copy = age.manifest(file, List.of(new Training.Stage("stage 1", 9, 0.1, "-", 0.5)));

    assertEquals("faces-age-robust", copy.name());
    assertEquals("classifier", copy.kind());
    assertEquals(plain.labels(), copy.labels());
    assertEquals(plain.config(), copy.config());
    assertEquals(plain.training().correlation(), copy.training().correlation());
    assertEquals(9, copy.training().stages().get(0).steps());
    assertEquals(age.seed(), copy.training().seed());
  }

  @Test
  void the_manifest_tells_the_recipe_and_the_attack() throws IOException {
    Path file = Files.write(folder.resolve("weights"), new byte[3]);
    Manifest copy = age.manifest(file, List.of());

    assertEquals("RobustRecipe", copy.training().recipe());
    for (String fact : List.of("faces-age", "L2", "radius 0.857", "3 steps of 0.714")) {
      assertTrue(copy.notes().contains(fact), copy.notes());
    }
  }

  @Test
  void the_recipe_attacks_as_strongly_as_the_robust_network_of_dvce() {
    RobustRecipe recipe = age.recipe(7);
    assertEquals(3.0 / 224, recipe.attack().radius() / 64, 1e-12);
    assertEquals(7, recipe.plain().stage().steps());
    assertEquals(age.seed(), recipe.plain().seed());
    assertEquals(age.plain().architecture(), recipe.plain().architecture());
  }

  @Test
  void training_continues_from_the_plain_weights() throws IOException {
    float[] values = {0.5f, -2};
    SafeTensors.write(
        folder.resolve("faces-age.safetensors"),
        Map.of("w", new FloatTensor(List.of(2L), values)),
        DType.F16,
        Map.of());
    Script.Parameter w = new Script.Parameter("w", List.of(2L), true);
    assertArrayEquals(values, age.start(folder).apply(w));
  }

  @Test
  void without_the_plain_weights_training_is_refused_with_the_way_out() {
    String message =
        assertThrows(IllegalStateException.class, () -> age.start(folder)).getMessage();
    assertTrue(message.contains("environment/train faces-age"), message);
  }

  @Test
  void only_decisions_are_copied() {
    FaceClassifier oracle = FaceClassifier.of("faces-oracle");
    assertThrows(
        IllegalArgumentException.class, () -> new RobustClassifier(oracle, 1, L2Attack.of(0.5, 3)));
  }

  @Test
  void an_unknown_name_lists_the_known_ones() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> RobustClassifier.of("faces-age"))
            .getMessage();
    assertTrue(message.contains("was faces-age;") && message.contains("smile-robust"), message);
  }
}
