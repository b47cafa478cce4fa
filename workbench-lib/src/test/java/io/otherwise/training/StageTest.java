package io.otherwise.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.DType;
import io.otherwise.artifact.FloatTensor;
import io.otherwise.artifact.SafeTensors;
import io.otherwise.explain.Progress;
import io.otherwise.network.KlAutoencoder;
import io.otherwise.network.LdmUNet;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import io.otherwise.world.Knobs;
import io.otherwise.world.Scene;
import io.otherwise.world.Split;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageTest {
  @TempDir Path folder;

  private static final ScenePool<Scene> POOL =
      Pools.faces(Split.TRAIN, Knobs.clean(), 6, Progress.NONE);

  /** Mean of (w x - 3 x)^2: the weight should become 3. */
  private static Script line() {
    Script s = new Script();
    Script.Value x = s.input("x");
    Script.Value w = s.parameter("w", true, 1);
    s.returns(s.call("torch.mean", x.times(w).minus(x.times(3)).square()));
    return s;
  }

  @Test
  void a_stage_finds_the_answer_of_a_problem_with_a_known_one() {
    Script s = line();
    List<Stage.Point> heard = new ArrayList<>();
    try (Network network = new Network(s, Weights.from(s.parameters(), p -> new float[] {0}))) {
      Stage stage = new Stage(300, new LearningRate(0.05, 10, 300), 0, 0.9);

      Stage.Result result =
          stage.run(
              network,
              step -> new Tensor[] {Tensor.full(1 + step % 3, 4)},
              (point, of) -> heard.add(point));

      assertEquals(3, result.weights().get("w").values()[0], 0.02);
      assertEquals(300, heard.get(heard.size() - 1).step());
      assertTrue(heard.get(0).loss() > heard.get(heard.size() - 1).loss());
    }
  }

  @Test
  void inputs_are_made_with_the_weights_of_their_step() {
    Script s = line();
    List<Double> seen = new ArrayList<>();
    try (Network network = new Network(s, Weights.from(s.parameters(), p -> new float[] {0}))) {
      Stage.Result result =
          new Stage(40, new LearningRate(0.05, 1, 40), 0, 0)
              .run(
                  network,
                  (step, weights) -> {
                    seen.add(weights.get(0).detached().item());
                    return new Tensor[] {Tensor.full(1, 4)};
                  },
                  (point, of) -> {});

      assertEquals(40, seen.size());
      assertEquals(0, seen.get(0));
      assertTrue(seen.get(39) > seen.get(1) && seen.get(1) > 0, seen.toString());
      assertEquals(seen.get(39), result.weights().get("w").values()[0], 0.05);
    }
  }

  @Test
  void a_curve_is_written_with_one_line_a_point() {
    Stage.Point point = new Stage.Point(50, 0.25, 1.5, 12.34);
    Stage.Result result = new Stage.Result(java.util.Map.of(), List.of(point));

    assertEquals("step,loss,gradient_norm,seconds\n50,0.250000,1.5000,12.3\n", result.csv());
    assertEquals("step 50 / 80  loss 0.25000  gradient 1.500  12 s", point.line(80));
  }

  @Test
  void training_leaves_no_tensor_behind() {
    long before = Scope.live();
    Script s = line();
    try (Network network = new Network(s, Weights.from(s.parameters(), p -> new float[] {0}))) {
      new Stage(5, new LearningRate(0.05, 1, 5), 0, 0.9)
          .run(network, step -> new Tensor[] {Tensor.full(1, 2)}, (point, of) -> {});
    }

    assertEquals(before, Scope.live());
  }

  @Test
  void the_rate_warms_up_and_falls_to_a_tenth() {
    LearningRate rate = new LearningRate(1, 10, 110);

    assertEquals(0.1, rate.at(0), 1e-12);
    assertEquals(1, rate.at(9), 1e-12);
    assertEquals(0.55, rate.at(60), 1e-12);
    assertEquals(0.1, rate.at(110), 1e-12);
  }

  @Test
  void the_autoencoder_learns_something_in_a_few_steps() {
    KlAutoencoder small = new KlAutoencoder(32, List.of(1), 1, 4, 4, 8);
    Stage stage = new Stage(30, new LearningRate(3e-3, 3, 30), 0, 0.9);
    List<Double> losses = new ArrayList<>();
    AutoencoderRecipe recipe = new AutoencoderRecipe(1, 2, Reconstruction.SHIPPED, 1e-4, stage);

    recipe.run(
        small,
        POOL,
        Initial.weights(1),
        new Stage.Listener() {
          @Override
          public void at(Stage.Point point, Stage of) {
            losses.add(point.loss());
          }
        });

    Script untrained = recipe.loss(small, Script.Precision.FLOAT32);
    try (Scope scope = Scope.open();
        Network network =
            new Network(untrained, Weights.from(untrained.parameters(), Initial.weights(1)))) {
      Tensor faces = POOL.images(0, 1).times(2).minus(1);
      double start = network.run(faces, Tensor.full(0, 2, 4, 8, 8)).item();
      assertTrue(losses.get(0) < start, losses + " against " + start);
    }
  }

  @Test
  void the_denoiser_loss_of_a_predictor_that_says_nothing_is_the_noise_power() {
    LdmUNet unet = new LdmUNet(4, 4, 32, 1, List.of(1), List.of(1), 2, -1, 1, 8);
    AttributeTokens two = new AttributeTokens(1, 2, (image, attribute) -> true);
    Script s = DenoiserRecipe.loss(unet, two, Script.Precision.FLOAT32);
    Weights silent = Weights.from(s.parameters(), Initial.weights(1, ".out.2.weight"));
    try (Scope scope = Scope.open();
        Network network = new Network(s, silent)) {
      Tensor noise = Tensor.full(2, 1, 4, 4, 4);
      Tensor tokens = Tensor.of(new long[] {0, 3}, 1, 2);

      double loss =
          network
              .run(Tensor.full(0.3, 1, 4, 4, 4), Tensor.of(new long[] {5}, 1), tokens, noise)
              .item();

      assertEquals(4, loss, 1e-5);
    }
  }

  @Test
  void starting_weights_depend_on_the_key_alone_and_have_the_stated_spread() {
    Script.Parameter kernel = new Script.Parameter("a.weight", List.of(64L, 32L, 3L, 3L), true);
    float[] values = Initial.weights(1).apply(kernel);

    double square = 0;
    for (float v : values) {
      square += (double) v * v / values.length;
    }
    assertEquals(1.0 / (32 * 9), square, 1e-4);
    assertArrayEquals(values, Initial.weights(1).apply(kernel));
    assertArrayEquals(new float[values.length], Initial.weights(1, "a.weight").apply(kernel));
    assertArrayEquals(
        new float[] {1, 1},
        Initial.weights(1).apply(new Script.Parameter("n.weight", List.of(2L), true)));
  }

  @Test
  void what_is_learnt_takes_its_place_beside_the_rest_of_a_file() {
    SafeTensors file = file(Map.of("kept", 1f, "learnt", 2f));
    Stage.Result learnt =
        new Stage.Result(
            Map.of("learnt", FloatTensor.of(new float[] {5}, 1)),
            List.of(new Stage.Point(1, 0.5, 0.1, 2)));
    List<Stage.Result> saved = new ArrayList<>();
    Stage.Listener listener =
        new Stage.Listener() {
          @Override
          public void at(Stage.Point point, Stage stage) {}

          @Override
          public void checkpoint(Stage.Result soFar) {
            saved.add(soFar);
          }
        };

    listener.beside(file).checkpoint(learnt);

    Stage.Result whole = saved.get(0);
    assertEquals(Set.of("kept", "learnt"), whole.weights().keySet());
    assertEquals(1, whole.weights().get("kept").values()[0]);
    assertEquals(5, whole.weights().get("learnt").values()[0]);
    assertEquals(learnt.curve(), whole.curve());
  }

  @Test
  void what_a_file_does_not_have_is_not_put_beside_it() {
    SafeTensors file = file(Map.of("kept", 1f));
    Stage.Result learnt =
        new Stage.Result(Map.of("other", FloatTensor.of(new float[] {5}, 1)), List.of());

    String message =
        assertThrows(IllegalArgumentException.class, () -> learnt.beside(file)).getMessage();

    assertTrue(message.contains("other"), message);
  }

  private SafeTensors file(Map<String, Float> values) {
    Map<String, FloatTensor> tensors = new LinkedHashMap<>();
    values.forEach((key, value) -> tensors.put(key, FloatTensor.of(new float[] {value}, 1)));
    SafeTensors.write(folder.resolve("x.safetensors"), tensors, DType.F32, Map.of());
    return SafeTensors.read(folder.resolve("x.safetensors"));
  }
}
