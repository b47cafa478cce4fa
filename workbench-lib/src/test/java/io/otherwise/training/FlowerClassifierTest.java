package io.otherwise.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.DType;
import io.otherwise.artifact.FloatTensor;
import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.SafeTensors;
import io.otherwise.explain.Image;
import io.otherwise.explain.Scores;
import io.otherwise.model.Architectures;
import io.otherwise.model.Classifier;
import io.otherwise.model.EmbeddedClassifiers;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Torch;
import io.otherwise.world.flower.FlowerWorld;
import io.otherwise.world.flower.Species;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowerClassifierTest {
  @TempDir Path project;

  /** Writes untrained weights and their manifest as {@code environment/train} does. */
  private Path shipped(String name) throws IOException {
    FlowerClassifier what = FlowerClassifier.of(name);
    Script s = new Script();
    s.returns(what.architecture().forward(s.layers(), s.input("image")).logits());
    Map<String, FloatTensor> weights = new LinkedHashMap<>();
    for (Script.Parameter p : s.parameters()) {
      weights.put(p.key(), new FloatTensor(p.shape(), Initial.weights(1).apply(p)));
    }
    Path folder = Files.createDirectories(project.resolve("data-manifests").resolve("weights"));
    Path file = folder.resolve(name + ".safetensors");
    SafeTensors.write(file, weights, DType.F16, Map.of());
    what.manifest(file, List.of()).writeTo(project.resolve("data-manifests"));
    return file;
  }

  @Test
  void a_shipped_classifier_is_small_opens_by_name_and_tells_one_of_all_species()
      throws IOException {
    for (String name : FlowerClassifier.names()) {
      long bytes = Files.size(shipped(name));
      assertTrue(bytes < 800_000, name + " has " + bytes + " bytes");
      try (Classifier species = EmbeddedClassifiers.open(Artifacts.at(project), name)) {
        assertEquals(Species.labels(), species.classes());
        assertFalse(species.binary());
        Image flower = FlowerWorld.v1().image(0);
        Scores scores = species.score(flower);
        assertEquals(1, Species.labels().stream().mapToDouble(scores::of).sum(), 1e-5);
        assertEquals(Species.BLUE_POPPY.ordinal(), species.indexOf("blue poppy"));
      }
    }
  }

  @Test
  void the_manifest_describes_the_network_and_what_it_saw() throws IOException {
    shipped("flowers-species");
    shipped("flowers-oracle");
    Manifest explained = Artifacts.at(project).manifest("flowers-species");
    Manifest judge = Artifacts.at(project).manifest("flowers-oracle");
    assertEquals(FlowerClassifier.of("flowers-oracle").architecture(), Architectures.of(judge));
    assertEquals("classifier", explained.kind());
    assertEquals("SpeciesRecipe", explained.training().recipe());
    for (String rare : List.of("young", "unusual hue", "lookalike")) {
      assertEquals(0.0, explained.training().correlation().get(rare));
      assertEquals(0.2, judge.training().correlation().get(rare));
    }
    assertTrue(judge.notes().contains("judges"), judge.notes());
  }

  @Test
  void the_judge_is_of_another_family_than_what_it_judges() throws IOException {
    shipped("flowers-species");
    shipped("flowers-oracle");
    Artifacts artifacts = Artifacts.at(project);
    assertNotEquals(
        artifacts.manifest("flowers-species").architecture(),
        artifacts.manifest("flowers-oracle").architecture());
  }

  @Test
  void recipes_learn_the_whole_stage_with_the_seed_of_the_classifier() {
    FlowerClassifier what = FlowerClassifier.of("flowers-oracle");
    SpeciesRecipe recipe = what.recipe(20);
    assertEquals(20, recipe.stage().steps());
    assertEquals(what.seed(), recipe.seed());
    assertEquals(3e-3, recipe.stage().rate().at(19), 1e-12);
  }

  @Test
  void no_two_classifiers_share_a_seed() {
    List<Long> seeds = new ArrayList<>();
    FlowerClassifier.ALL.forEach(c -> seeds.add(c.seed()));
    RobustClassifier.ALL.forEach(c -> seeds.add(c.seed()));
    FaceClassifierTest.apart().forEach(c -> seeds.add(c.seed()));
    assertEquals(seeds.size(), seeds.stream().distinct().count(), seeds.toString());
  }

  @Test
  void an_unknown_name_lists_the_known_ones() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> FlowerClassifier.of("flowers-leaf"))
            .getMessage();
    assertTrue(message.contains("flowers-leaf") && message.contains("flowers-oracle"), message);
  }

  @Test
  void training_something_unknown_is_refused_with_all_names_before_anything_is_rendered() {
    String threads = String.valueOf(Torch.threads());
    String message =
        assertThrows(IllegalArgumentException.class, () -> Train.main("flowers-leaf", threads))
            .getMessage();
    for (String known : List.of("world-ddpm", "flowers-species", "faces-age-robust")) {
      assertTrue(message.contains(known), message);
    }
    assertEquals(1, message.chars().filter(c -> c == ';').count(), "one sentence: " + message);
  }
}
