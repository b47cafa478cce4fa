package io.otherwise.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.network.ImageNetwork;
import io.otherwise.network.ResNet;
import io.otherwise.network.Stem;
import io.otherwise.network.Vgg;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import io.otherwise.world.Attribute;
import io.otherwise.world.Detail;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.Scene;
import io.otherwise.world.Split;
import java.util.List;
import org.junit.jupiter.api.Test;

class SceneRecipeTest {
  private static final int WIDTH = SceneRecipe.outputs().size();
  private static final Vgg TINY = new Vgg(List.of(8, 0, 8, 0), true, 4, 2, 16, WIDTH);

  @Test
  void the_loss_falls() {
    SceneRecipe recipe = new SceneRecipe(TINY, 1, 16, RecipeRuns.stage(60));
    Stage.Result result = RecipeRuns.run(recipe, RecipeRuns.faces(48));
    assertTrue(RecipeRuns.fall(result) > 0.05, result.curve().toString());
  }

  @Test
  void the_same_seed_gives_the_same_weights() {
    ScenePool<Scene> pool = RecipeRuns.faces(8);
    SceneRecipe recipe = new SceneRecipe(TINY, 1, 4, RecipeRuns.stage(3));
    assertEquals(RecipeRuns.run(recipe, pool).weights(), RecipeRuns.run(recipe, pool).weights());
  }

  @Test
  void targets_are_labels_then_values_then_details() {
    List<String> outputs = SceneRecipe.outputs();
    assertEquals("smile", outputs.get(0));
    assertEquals("smile value", outputs.get(8));
    Scene scene = FaceWorld.v1().scene(Split.TRAIN, 5).with(Attribute.AGE, 1);
    float[] targets = SceneRecipe.targets(scene);
    assertEquals(1, targets[outputs.indexOf("age")]);
    assertEquals(0.5 / 0.34, targets[outputs.indexOf("age value")], 1e-6);
    assertEquals(scene.detail(Detail.YAW), targets[outputs.indexOf("yaw")], 1e-6);
  }

  /** A network that says nothing: log 2 for the decisions, half the mean square of the rest. */
  @Test
  void the_loss_of_silence_is_known() {
    Script s = SceneRecipe.loss(TINY, Script.Precision.FLOAT32);
    Weights silent = Weights.from(s.parameters(), Initial.weights(1, "classifier.6.weight"));
    try (Network network = new Network(s, silent);
        Scope scope = Scope.open()) {
      Tensor images = Tensor.full(0.3, 2, 3, 64, 64);
      double loss = network.run(images, Tensor.full(1, 2, WIDTH)).item();
      assertEquals(Math.log(2) + 0.5, loss, 1e-5);
    }
  }

  @Test
  void the_network_must_have_one_output_for_each_thing_told() {
    ImageNetwork two = new ResNet(false, List.of(1), 4, 2, Stem.SMALL);
    assertThrows(
        IllegalArgumentException.class, () -> new SceneRecipe(two, 1, 4, RecipeRuns.stage(1)));
  }
}
