package io.otherwise.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.FloatTensor;
import io.otherwise.explain.Progress;
import io.otherwise.network.DenseNet;
import io.otherwise.network.ResNet;
import io.otherwise.network.Stem;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import io.otherwise.world.Attribute;
import io.otherwise.world.Knobs;
import io.otherwise.world.Scene;
import io.otherwise.world.Split;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClassifierRecipeTest {
  private static final Progress SILENT = (done, total, note) -> {};
  private static final DenseNet TINY =
      new DenseNet(4, List.of(1, 1), 8, 2, 1, new Stem(4, 3, 1, true), "");
  private static final ScenePool<Scene> POOL = Pools.faces(Split.TRAIN, Knobs.clean(), 48, SILENT);

  private static Stage stage(int steps) {
    return new Stage(steps, new LearningRate(1e-2, 5, steps), 0, 0.9);
  }

  private static Stage.Result run(int steps) {
    ClassifierRecipe recipe =
        new ClassifierRecipe(TINY, List.of(Attribute.GLASSES), 1, 16, stage(steps));
    return recipe.run(POOL, Initial.weights(1), (point, stage) -> {});
  }

  @Test
  void the_loss_falls_and_the_curve_covers_every_step() {
    Stage.Result result = run(100);
    List<Stage.Point> curve = result.curve();
    assertEquals(List.of(50, 100), curve.stream().map(Stage.Point::step).toList());
    assertTrue(curve.get(1).loss() < curve.get(0).loss() - 0.05, curve.toString());
  }

  @Test
  void the_same_seed_gives_the_same_weights() {
    Map<String, FloatTensor> once = run(4).weights();
    Map<String, FloatTensor> again = run(4).weights();
    assertEquals(once, again);
  }

  @Test
  void running_statistics_are_those_of_the_averaged_weights() {
    Map<String, FloatTensor> weights = run(30).weights();
    Script s = new Script();
    s.returns(
        TINY.forward(s.layers(), s.input("image").times(2).plus(-1))
            .layers()
            .get("features.conv0"));
    try (Network network =
            new Network(s, Weights.from(s.parameters(), p -> weights.get(p.key()).values()));
        Scope scope = Scope.open()) {
      int[] all = java.util.stream.IntStream.range(0, POOL.size()).toArray();
      Tensor mean = network.run(POOL.images(all)).mean(0, 2, 3);
      float[] kept = weights.get("features.norm0.running_mean").values();
      assertArrayEquals(mean.floats(), kept, 0.15f);
    }
  }

  @Test
  void every_precision_agrees_on_the_loss() {
    double[] losses = new double[Script.Precision.values().length];
    for (Script.Precision precision : Script.Precision.values()) {
      Script s = ClassifierRecipe.loss(TINY, precision, true);
      Weights weights = Weights.from(s.parameters(), Initial.weights(1));
      try (Network network = new Network(s, weights);
          Scope scope = Scope.open()) {
        Tensor labels = Tensor.full(1, 16, 1);
        losses[precision.ordinal()] = network.run(POOL.images(POOL.batch(1, 0, 16)), labels).item();
      }
    }
    for (double loss : losses) {
      assertEquals(losses[0], loss, 0.01 * losses[0], Arrays.toString(losses));
    }
  }

  @Test
  void the_network_must_have_one_logit_an_attribute() {
    ResNet two = new ResNet(false, List.of(1), 4, 2, Stem.SMALL);
    assertThrows(
        IllegalArgumentException.class,
        () -> new ClassifierRecipe(two, List.of(Attribute.AGE), 1, 16, stage(1)));
  }
}
