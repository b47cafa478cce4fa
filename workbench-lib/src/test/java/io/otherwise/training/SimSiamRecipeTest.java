package io.otherwise.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.network.ResNet;
import io.otherwise.network.SimSiam;
import io.otherwise.network.Stem;
import io.otherwise.tensor.Gradients;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SimSiamRecipeTest {
  private static final SimSiam TINY =
      new SimSiam(new ResNet(false, List.of(1), 8, 0, new Stem(4, 3, 1, true)), 16, 4);

  private static SimSiamRecipe recipe(int steps) {
    return new SimSiamRecipe(TINY, Views.faces(2), 1, 6, RecipeRuns.stage(steps));
  }

  @Test
  void the_loss_falls_and_stays_above_minus_one() {
    Stage.Result result = RecipeRuns.run(recipe(60), RecipeRuns.faces(24));
    assertTrue(RecipeRuns.fall(result) > 0.05, result.curve().toString());
    assertTrue(result.curve().get(1).loss() > -1);
  }

  private static Script bare() {
    Script s = new Script();
    s.returns(SimSiamRecipe.loss(s.input("p1"), s.input("z1"), s.input("p2"), s.input("z2")));
    return s;
  }

  private static Tensor row(double... values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return Tensor.of(floats, 1, floats.length);
  }

  @Test
  void the_gradient_stops_at_the_projections_and_reaches_the_predictions() {
    Script s = bare();
    try (Network network = new Network(s, Weights.from(List.of(), p -> new float[0]));
        Scope scope = Scope.open();
        Gradients graph = Gradients.record()) {
      List<Tensor> leaves =
          Stream.of(row(1, 0.5), row(0.3, 1), row(-1, 2), row(0.2, -0.1)).map(graph::leaf).toList();
      Tensor loss = network.run(leaves.toArray(Tensor[]::new));
      assertArrayEquals(new float[2], graph.of(loss, leaves.get(1)).floats());
      assertArrayEquals(new float[2], graph.of(loss, leaves.get(3)).floats());
      assertTrue(norm(graph.of(loss, leaves.get(0))) > 0.01);
      assertTrue(norm(graph.of(loss, leaves.get(2))) > 0.01);
    }
  }

  private static double norm(Tensor t) {
    double sum = 0;
    for (float v : t.floats()) {
      sum += v * v;
    }
    return Math.sqrt(sum);
  }

  @Test
  void a_prediction_is_compared_with_the_other_view() {
    Script s = bare();
    try (Network network = new Network(s, Weights.from(List.of(), p -> new float[0]));
        Scope scope = Scope.open()) {
      Tensor east = row(2, 0);
      Tensor north = row(0, 3);
      assertEquals(-1, network.run(east, north, north, east).item(), 1e-6);
      assertEquals(0, network.run(east, east, north, north).item(), 1e-6);
      assertEquals(-0.5, network.run(east, north, east, east).item(), 1e-6);
    }
  }

  /** The projector learns through the predictions only, so its weights do move. */
  @Test
  void one_step_moves_encoder_projector_and_predictor() {
    Stage.Result result = RecipeRuns.run(recipe(3), RecipeRuns.faces(8));
    for (String key :
        List.of("encoder.conv1.weight", "encoder.fc.6.weight", "predictor.0.weight")) {
      float[] after = result.weights().get(key).values();
      float[] before =
          Initial.weights(1)
              .apply(new Script.Parameter(key, result.weights().get(key).shape(), true));
      assertTrue(!Arrays.equals(before, after), key);
    }
  }
}
