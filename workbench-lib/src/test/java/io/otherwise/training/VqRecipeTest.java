package io.otherwise.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.network.VqAutoencoder;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import io.otherwise.world.Scene;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class VqRecipeTest {
  private static final VqAutoencoder SMALL = new VqAutoencoder(32, List.of(1), 1, 4, 3, 20, 8);
  private static final ScenePool<Scene> POOL = RecipeRuns.faces(6);
  private static final String BOOK = "quantize.embedding.weight";

  private static VqRecipe recipe(int steps) {
    Stage stage = new Stage(steps, new LearningRate(3e-3, 3, steps), 0, 0.5);
    return new VqRecipe(1, 2, Reconstruction.SHIPPED, 0.25, stage);
  }

  private static Map<String, float[]> trained(int steps) {
    return recipe(steps)
        .run(SMALL, POOL, Initial.weights(1), (point, stage) -> {})
        .weights()
        .entrySet()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().values()));
  }

  /** Loss, absolute error and commitment of two faces. */
  private static List<Double> losses(Map<String, float[]> weights) {
    Script script = recipe(1).loss(SMALL, Script.Precision.FLOAT32);
    try (Scope scope = Scope.open();
        Network network =
            new Network(script, Weights.from(script.parameters(), p -> weights.get(p.key())))) {
      Tensor faces = POOL.images(0, 1).times(2).minus(1);
      return network.runAll(faces).stream().map(Tensor::item).toList();
    }
  }

  private static Map<String, float[]> untrained() {
    return recipe(1).loss(SMALL, Script.Precision.FLOAT32).parameters().stream()
        .collect(Collectors.toMap(Script.Parameter::key, Initial.weights(1)::apply));
  }

  @Test
  void it_learns_something_in_a_few_steps() {
    double before = losses(untrained()).get(0);
    double after = losses(trained(40)).get(0);

    assertTrue(after < 0.8 * before, before + " fell to " + after);
  }

  @Test
  void codes_move_only_where_latents_chose_them() {
    float[] before = untrained().get(BOOK);
    float[] after = trained(1).get(BOOK);
    long moved = 0;
    for (int code = 0; code < SMALL.codes(); code++) {
      int from = code * SMALL.embedChannels();
      int to = from + SMALL.embedChannels();
      moved += Arrays.equals(before, from, to, after, from, to) ? 0 : 1;
    }

    assertTrue(moved > 0 && moved < SMALL.codes(), moved + " codes moved");
  }

  @Test
  void the_encoder_learns_through_the_codes() {
    String first = "encoder.conv_in.weight";

    assertFalse(Arrays.equals(untrained().get(first), trained(1).get(first)));
  }

  @Test
  void a_larger_commitment_weighs_the_same_distance_more() {
    List<Double> loss = losses(untrained());
    Script heavy =
        new VqRecipe(1, 2, Reconstruction.SHIPPED, 1.25, RecipeRuns.stage(1))
            .loss(SMALL, Script.Precision.FLOAT32);
    Map<String, float[]> weights = untrained();
    try (Scope scope = Scope.open();
        Network network =
            new Network(heavy, Weights.from(heavy.parameters(), p -> weights.get(p.key())))) {
      double heavier = network.run(POOL.images(0, 1).times(2).minus(1)).item();

      assertEquals(loss.get(0) + loss.get(2), heavier, 1e-4);
    }
  }

  @Test
  void the_same_seed_gives_the_same_weights() {
    assertArrayEquals(trained(3).get(BOOK), trained(3).get(BOOK));
  }
}
