package io.otherwise.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.DType;
import io.otherwise.artifact.FloatTensor;
import io.otherwise.artifact.SafeTensors;
import io.otherwise.explain.Image;
import io.otherwise.model.EmbeddedClassifiers;
import io.otherwise.model.NetworkClassifier;
import io.otherwise.model.ZeroShotClassifiers;
import io.otherwise.network.OpenClip;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipClassifierTest {
  private static final ScenePool<FlowerScene> POOL =
      Pools.flowers(Split.TRAIN, FlowerKnobs.clean(), 32, RecipeRuns.SILENT);

  private static final OpenClip TINY =
      new OpenClip(
          8,
          new OpenClip.Vision(64, 32, 8, 1, 1),
          new OpenClip.Text(16, ClipClassifier.tokenizer().vocabulary(), 8, 1, 1),
          false);

  private final ClipClassifier shipped = ClipClassifier.of("flowers-clip");

  @TempDir Path project;

  private static Stage.Result run(long seed, int steps) {
    return new ClipRecipe(TINY, ClipClassifier.tokenizer(), seed, 16, RecipeRuns.stage(steps))
        .run(POOL, ClipRecipe.start(1), (point, stage) -> {});
  }

  @Test
  void the_loss_falls() {
    Stage.Result result = run(1, 100);
    assertTrue(RecipeRuns.fall(result) > 0.1, result.curve().toString());
  }

  @Test
  void the_same_seed_gives_the_same_weights_and_another_one_others() {
    assertEquals(run(1, 2).weights(), run(1, 2).weights());
    assertFalse(run(1, 2).weights().equals(run(2, 2).weights()));
  }

  @Test
  void pictures_of_the_same_words_share_the_right_answer() {
    float[] right = ClipRecipe.right(List.of("a", "b", "a"));
    assertArrayEquals(new float[] {.5f, 0, .5f, 0, 1, 0, .5f, 0, .5f}, right);
  }

  @Test
  void each_flower_comes_with_a_caption_that_names_its_species() {
    ClipRecipe recipe =
        new ClipRecipe(TINY, ClipClassifier.tokenizer(), 5, 16, RecipeRuns.stage(1));
    int[] chosen = POOL.batch(5, 2, 16);
    try (Scope scope = Scope.open()) {
      long[] ids = recipe.inputs(POOL, 2)[1].longs();
      for (int i = 0; i < chosen.length; i++) {
        String first = POOL.scene(chosen[i]).species().label().split(" ")[0];
        // Begin and "a photo of a" stand before it.
        assertEquals((long) ClipClassifier.tokenizer().tokens(first).get(0), ids[i * 16 + 5]);
      }
    }
  }

  private static Map<String, FloatTensor> untrained(OpenClip clip) {
    Script s = new Script();
    s.returns(clip.logits(s.layers(), s.input("image"), s.input("ids")));
    Map<String, FloatTensor> weights = new LinkedHashMap<>();
    s.parameters()
        .forEach(
            p -> weights.put(p.key(), new FloatTensor(p.shape(), ClipRecipe.start(2).apply(p))));
    return weights;
  }

  private Artifacts untrained() throws IOException {
    Path folder = Files.createDirectories(project.resolve("data-manifests").resolve("weights"));
    Path file = folder.resolve("flowers-clip.safetensors");
    SafeTensors.write(file, untrained(shipped.architecture()), DType.F32, Map.of());
    shipped.manifest(file, List.of()).writeTo(project.resolve("data-manifests"));
    return Artifacts.at(project);
  }

  @Test
  void it_is_small_in_half_precision() {
    long values =
        untrained(shipped.architecture()).values().stream().mapToLong(t -> t.values().length).sum();
    assertTrue(values * 2 < 600_000, values + " weights");
  }

  @Test
  void opened_by_name_it_scores_a_picture_as_both_halves_together_do() throws IOException {
    Image flower = FlowerWorld.v1().image(3);
    try (NetworkClassifier clip =
        (NetworkClassifier) EmbeddedClassifiers.open(untrained(), "flowers-clip")) {
      assertEquals(Species.labels(), clip.classes());
      assertTrue(
          clip.layers().contains("visual.transformer.resblocks.3"), clip.layers().toString());
      List<String> prompts = List.copyOf(ClipClassifier.prompts().values());
      Script s = new Script();
      s.returns(shipped.architecture().logits(s.layers(), s.input("image"), s.input("ids")));
      Map<String, FloatTensor> weights = untrained(shipped.architecture());
      try (Network whole =
              new Network(s, Weights.from(s.parameters(), p -> weights.get(p.key()).values()));
          Scope scope = Scope.open()) {
        Tensor image = Tensor.of(flower.values(), 1, 3, 64, 64);
        Tensor ids = Tensor.of(ClipClassifier.tokenizer().ids(prompts), prompts.size(), 16);
        assertArrayEquals(
            whole.run(image.times(2).minus(1), ids).floats(), clip.logits(image).floats(), 1e-4f);
      }
    }
  }

  @Test
  void other_prompts_make_another_classifier_of_the_same_network() throws IOException {
    Map<String, String> ground = new LinkedHashMap<>();
    ground.put("garden", "a photo of a tulip in a garden a type of flower");
    ground.put("earth", "a photo of a tulip on dry earth a type of flower");
    try (NetworkClassifier clip = ZeroShotClassifiers.open(untrained(), "flowers-clip", ground)) {
      assertEquals(List.of("garden", "earth"), clip.classes());
      assertEquals(
          1,
          clip.score(FlowerWorld.v1().image(1)).of("garden")
              + clip.score(FlowerWorld.v1().image(1)).of("earth"),
          1e-5);
    }
  }

  @Test
  void a_word_it_never_read_is_refused_by_name() throws IOException {
    Artifacts artifacts = untrained();
    Map<String, String> odd = Map.of("odd", "a photo of an aeroplane");
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> ZeroShotClassifiers.open(artifacts, "flowers-clip", odd))
            .getMessage();
    assertTrue(message.contains("\"an\""), message);
  }
}
