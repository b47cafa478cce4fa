package io.otherwise.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.network.ResNet;
import io.otherwise.network.Stem;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import io.otherwise.world.Split;
import io.otherwise.world.flower.FlowerKnobs;
import io.otherwise.world.flower.FlowerScene;
import io.otherwise.world.flower.Species;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpeciesRecipeTest {
  private static final int SPECIES = Species.values().length;
  private static final ResNet TINY =
      new ResNet(false, List.of(1), 8, SPECIES, new Stem(8, 3, 1, false));
  private static final ScenePool<FlowerScene> POOL =
      Pools.flowers(Split.TRAIN, FlowerKnobs.clean(), 32, RecipeRuns.SILENT);

  private static Stage.Result run(long seed, int steps) {
    return new SpeciesRecipe(TINY, seed, 16, RecipeRuns.stage(steps))
        .run(POOL, Initial.weights(1), (point, stage) -> {});
  }

  @Test
  void the_loss_falls() {
    Stage.Result result = run(1, 100);
    assertTrue(RecipeRuns.fall(result) > 0.3, result.curve().toString());
  }

  @Test
  void the_same_seed_gives_the_same_weights_and_another_one_others() {
    assertEquals(run(1, 3).weights(), run(1, 3).weights());
    assertTrue(!run(1, 3).weights().equals(run(2, 3).weights()));
  }

  @Test
  void each_flower_comes_with_the_number_of_its_species() {
    SpeciesRecipe recipe = new SpeciesRecipe(TINY, 5, 16, RecipeRuns.stage(1));
    int[] chosen = POOL.batch(5, 2, 16);
    try (Scope scope = Scope.open()) {
      long[] species = recipe.inputs(POOL, 2)[1].longs();
      for (int i = 0; i < chosen.length; i++) {
        String label = Species.labels().get((int) species[i]);
        assertEquals(POOL.scene(chosen[i]).species().label(), label);
      }
    }
  }

  /** Says nothing but what the bias says. */
  private static double loss(float bias, int biased, long asked) {
    Script s = SpeciesRecipe.loss(TINY, Script.Precision.FLOAT32);
    Weights silent =
        Weights.from(
            s.parameters(),
            p -> {
              float[] values = Initial.weights(1, "fc.weight").apply(p);
              if (p.key().equals("fc.bias")) {
                values[biased] = bias;
              }
              return values;
            });
    try (Network network = new Network(s, silent);
        Scope scope = Scope.open()) {
      return network.run(Tensor.full(0.3, 2, 3, 64, 64), Tensor.filled(asked, 2)).item();
    }
  }

  @Test
  void the_loss_is_the_cross_entropy_of_one_softmax_over_all_species() {
    assertEquals(Math.log(SPECIES), loss(0, 0, 3), 1e-5);
    assertEquals(Math.log(1 + (SPECIES - 1) * Math.exp(-2)), loss(2, 3, 3), 1e-5);
    assertEquals(Math.log(SPECIES - 1 + Math.exp(2)), loss(2, 3, 4), 1e-5);
  }

  @Test
  void the_network_must_have_one_logit_for_each_species() {
    ResNet two = new ResNet(false, List.of(1), 4, 2, Stem.SMALL);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new SpeciesRecipe(two, 1, 16, RecipeRuns.stage(1)))
            .getMessage();
    assertTrue(message.contains("14") && message.contains("2;"), message);
  }
}
