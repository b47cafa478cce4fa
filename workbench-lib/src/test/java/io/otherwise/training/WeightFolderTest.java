package io.otherwise.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.SafeTensors;
import io.otherwise.artifact.Training;
import io.otherwise.network.ResNet;
import io.otherwise.network.Stem;
import io.otherwise.tensor.Script;
import io.otherwise.world.Attribute;
import io.otherwise.world.Scene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightFolderTest {
  private static final String NAME = "faces-age";
  private static final ScenePool<Scene> POOL = RecipeRuns.faces(4);

  @TempDir Path home;

  private final List<String> said = new ArrayList<>();

  private WeightFolder folder() {
    return new WeightFolder(home, said::add);
  }

  private static ClassifierRecipe recipe() {
    ResNet tiny = new ResNet(false, List.of(1), 4, 1, new Stem(4, 3, 1, true));
    return new ClassifierRecipe(tiny, List.of(Attribute.AGE), 1, 2, RecipeRuns.stage(2));
  }

  private List<Training.Stage> run(WeightFolder folder) throws IOException {
    return folder.stages(NAME, recipe(), POOL, Initial.weights(1));
  }

  @Test
  void a_stage_leaves_weights_and_its_curve() throws IOException {
    List<Training.Stage> stages = run(folder());

    assertEquals(List.of("stage 1"), stages.stream().map(Training.Stage::name).toList());
    assertEquals(2, stages.get(0).steps());
    assertTrue(SafeTensors.read(folder().file(NAME)).entries().size() > 1);
    assertTrue(Files.exists(home.resolve("curves").resolve(NAME + "-1.csv")));
  }

  @Test
  void the_next_stage_begins_with_the_weights_of_the_last() throws IOException {
    run(folder());
    SafeTensors first = SafeTensors.read(folder().file(NAME));
    WeightFolder again = folder();

    var start = again.start(NAME, Initial.weights(1));

    assertEquals(2, again.stage());
    var weight = recipeParameter();
    assertArrayEquals(first.floats(weight.key()), start.apply(weight));
    assertTrue(said.stream().anyMatch(line -> line.startsWith("continuing from")));
  }

  private static Script.Parameter recipeParameter() {
    return ClassifierRecipe.loss(recipe().architecture(), Script.Precision.FLOAT32, true)
        .parameters()
        .get(0);
  }

  @Test
  void a_stage_that_left_no_manifest_is_told_from_its_curve() throws IOException {
    run(folder());

    List<Training.Stage> stages = run(folder());

    assertEquals(List.of("stage 1", "stage 2"), stages.stream().map(Training.Stage::name).toList());
    assertEquals(2, stages.get(0).steps());
    assertTrue(Files.exists(home.resolve("curves").resolve(NAME + "-2.csv")));
  }

  @Test
  void an_empty_folder_starts_afresh() {
    WeightFolder folder = folder();

    float[] values = folder.start(NAME, p -> new float[] {7}).apply(recipeParameter());

    assertEquals(7, values[0]);
    assertEquals(1, folder.stage());
    assertFalse(Files.exists(folder.file(NAME)));
  }

  @Test
  void every_stage_draws_by_a_seed_of_its_own() throws IOException {
    run(folder());
    WeightFolder first = new WeightFolder(home.resolve("elsewhere"), said::add);
    WeightFolder second = folder();

    first.start(NAME, Initial.weights(1));
    second.start(NAME, Initial.weights(1));

    assertEquals(21, first.seed(21));
    assertEquals(31, second.seed(21));
  }

  @Test
  void another_network_lends_its_weights_where_their_shapes_agree() throws IOException {
    run(folder());
    Script.Parameter known = recipeParameter();
    Script.Parameter wider =
        new Script.Parameter(known.key(), List.of(known.shape().get(0) + 1L), true);
    Script.Parameter unknown = new Script.Parameter("elsewhere.weight", known.shape(), true);
    var fresh = Initial.weights(9);

    var like = folder().like(NAME, fresh);

    assertArrayEquals(SafeTensors.read(folder().file(NAME)).floats(known.key()), like.apply(known));
    assertArrayEquals(fresh.apply(wider), like.apply(wider));
    assertArrayEquals(fresh.apply(unknown), like.apply(unknown));
  }
}
