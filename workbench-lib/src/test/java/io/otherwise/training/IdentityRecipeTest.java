package io.otherwise.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.network.ResNet;
import io.otherwise.network.Stem;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import io.otherwise.world.Detail;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.Knobs;
import io.otherwise.world.PersonTrait;
import io.otherwise.world.Scene;
import io.otherwise.world.Split;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdentityRecipeTest {
  private static final ResNet TINY = new ResNet(false, List.of(1), 8, 0, new Stem(4, 3, 1, true));
  private static final ScenePool<Scene> POOL =
      Pools.people(Split.TRAIN, Knobs.clean(), 6, 4, RecipeRuns.SILENT);

  private static IdentityRecipe recipe(int people, int shots, int steps) {
    return new IdentityRecipe(TINY, people, shots, 1, 12, RecipeRuns.stage(steps));
  }

  @Test
  void the_loss_falls() {
    Stage.Result result = RecipeRuns.run(recipe(6, 4, 60), POOL);
    assertTrue(RecipeRuns.fall(result) > 0.2, result.curve().toString());
  }

  @Test
  void directions_and_the_head_of_traits_are_not_among_the_weights() {
    Stage.Result result = RecipeRuns.run(recipe(6, 4, 2), POOL);
    assertFalse(result.weights().containsKey(IdentityRecipe.DIRECTIONS));
    assertTrue(result.weights().keySet().stream().noneMatch(k -> k.startsWith("traits")));
    assertTrue(result.weights().containsKey("layer1.0.conv1.weight"));
  }

  @Test
  void a_pool_of_people_shows_each_in_several_photos() {
    FaceWorld world = FaceWorld.v1();
    assertEquals(24, POOL.size());
    assertEquals(world.shot(Split.TRAIN, 2, 3), POOL.scene(11));
    assertEquals(
        POOL.scene(8).detail(Detail.SKIN), POOL.scene(11).detail(Detail.SKIN), "one person");
    try (Scope scope = Scope.open()) {
      float[] exact = world.shot(Split.TRAIN, 2, 3).image().values();
      assertArrayEquals(exact, POOL.images(11).floats(), 0.5f / 255);
    }
  }

  /** All directions alike: the own cosine loses the margin, so the loss of the names is known. */
  @Test
  void the_margin_makes_even_a_perfect_tie_a_loss() {
    assertEquals(Math.log(1 + 2 * Math.exp(24 * 0.2)), lossWhereTraitsAreOffBy(0), 1e-3);
  }

  /** A head that says nothing is wrong by the traits themselves. */
  @Test
  void an_error_of_the_traits_adds_to_the_loss() {
    double added = lossWhereTraitsAreOffBy(0.5f) - lossWhereTraitsAreOffBy(0);
    assertEquals(IdentityRecipe.TRAITS * 0.25, added, 1e-3);
  }

  private static double lossWhereTraitsAreOffBy(float error) {
    Script s = IdentityRecipe.loss(TINY, 3, Script.Precision.FLOAT32);
    try (Network network = new Network(s, Weights.from(s.parameters(), IdentityRecipeTest::alike));
        Scope scope = Scope.open()) {
      float[] traits = new float[2 * PersonTrait.values().length];
      Arrays.fill(traits, error);
      Tensor told = Tensor.of(traits, 2, PersonTrait.values().length);
      return network.run(POOL.images(0, 5), Tensor.of(new long[] {0, 2}, 2), told).item();
    }
  }

  /** One direction for all people, and a head that tells every trait as 0. */
  private static float[] alike(Script.Parameter p) {
    float[] values = Initial.weights(1).apply(p);
    if (p.key().equals(IdentityRecipe.DIRECTIONS)) {
      Arrays.fill(values, 1f);
    } else if (p.key().startsWith(IdentityRecipe.HEAD)) {
      Arrays.fill(values, 0f);
    }
    return values;
  }

  @Test
  void a_pool_of_other_people_is_refused() {
    IdentityRecipe other = recipe(5, 4, 1);
    assertThrows(IllegalArgumentException.class, () -> RecipeRuns.run(other, POOL));
    assertThrows(IllegalArgumentException.class, () -> recipe(1, 4, 1));
    assertThrows(IllegalArgumentException.class, () -> recipe(6, 1, 1));
  }
}
