package io.otherwise.attribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.attribution.SlowRelevance.Matrix;
import io.otherwise.model.Images;
import io.otherwise.model.NetworkClassifier;
import io.otherwise.model.Preprocessing;
import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Script.Value;
import io.otherwise.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every rule against the slow one, on a network that has each kind of layer once. */
class RulesTest {
  private static final int SIDE = 4;
  private static final double GAMMA = 0.3;
  private static final double EPS = 1e-3;

  private static final Preprocessing NORMALISED =
      Preprocessing.none().normalised(new double[] {0.4, 0.5, 0.6}, new double[] {0.2, 0.3, 0.25});

  private final NetworkClassifier classifier =
      Tiny.biased(new Tiny.Written(3, RulesTest::write), NORMALISED);
  private final RelevanceNetwork network = Relevance.epsilonGammaBox().gamma(GAMMA).on(classifier);
  private final Map<String, float[]> weights = new HashMap<>();
  private final Map<String, float[]> values = new HashMap<>();
  private final Map<String, float[]> relevance = new HashMap<>();

  private static Value write(Layers net, Value image, Map<String, Value> layers) {
    Value first = net.at("first").conv(image, 3, 3, 3, 1, 1);
    Value second = net.at("second").conv(first, 3, 4, 3, 1, 1);
    Value third = net.at("third").conv(second, 4, 2, 1, 1, 0, false);
    Value norm = net.at("norm").batchNorm(third, 2, EPS);
    Value relu = norm.relu();
    Value average = relu.averagePool(2, 2);
    Value maximum = relu.maxPool(2, 2, 0);
    Value sum = average.plus(maximum);
    Value flat = sum.flatten(1);
    Value dense = net.at("dense").linear(flat, 8, 5);
    Value gelu = dense.gelu();
    Value late = net.at("late").batchNorm(gelu, 5, EPS);
    Value out = net.at("out").linear(late, 5, 3);
    layers.put("first", first);
    layers.put("second", second);
    layers.put("third", third);
    layers.put("norm", norm);
    layers.put("relu", relu);
    layers.put("average", average);
    layers.put("maximum", maximum);
    layers.put("sum", sum);
    layers.put("flat", flat);
    layers.put("dense", dense);
    layers.put("gelu", gelu);
    layers.put("late", late);
    layers.put("out", out);
    return out;
  }

  @AfterEach
  void close() {
    network.close();
    classifier.close();
  }

  /** Runs image 2 of a batch, so that a mix of batch and channels shows. */
  private void run() {
    Script s = new Script();
    s.returns(classifier.architecture().forward(s.layers(), s.input("image")).logits());
    try (Scope scope = Scope.open()) {
      Tensor images = Images.tensor(List.of(Tiny.image(1, SIDE, SIDE), Tiny.image(2, SIDE, SIDE)));
      values.put("image", second(NORMALISED.apply(images)));
      values.put("low", NORMALISED.apply(Tensor.full(0, 1, 3, SIDE, SIDE)).floats());
      values.put("high", NORMALISED.apply(Tensor.full(1, 1, 3, SIDE, SIDE)).floats());
      for (String layer : classifier.layers()) {
        values.put(layer, second(classifier.layered(images, layer).activations()));
      }
      network
          .everywhere(network.layers(), images, List.of("class0", "class2"))
          .forEach((layer, found) -> relevance.put(layer, second(found)));
    }
    weights.putAll(Tiny.weights(s.parameters()));
  }

  private static float[] second(Tensor both) {
    float[] all = both.floats();
    return Arrays.copyOfRange(all, all.length / 2, all.length);
  }

  private Matrix convolution(String layer, int in, int kernel) {
    float[] weight = weights.get(layer + ".weight");
    float[] none = new float[weight.length / (in * kernel * kernel)];
    float[] bias = weights.getOrDefault(layer + ".bias", none);
    return SlowRelevance.convolution(weight, bias, in, kernel, SIDE);
  }

  private Matrix dense(String layer) {
    return SlowRelevance.dense(weights.get(layer + ".weight"), weights.get(layer + ".bias"));
  }

  private void check(String layer, double[] expected) {
    float[] found = relevance.get(layer);
    assertEquals(expected.length, found.length);
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    assertTrue(largest > 1e-3, layer + " carries relevance, but at most " + largest);
    for (int i = 0; i < found.length; i++) {
      assertEquals(expected[i], found[i], 2e-4 * largest, layer + " unit " + i);
    }
  }

  @Test
  void relevance_starts_as_the_logit_of_the_target_alone() {
    run();

    assertEquals(0, relevance.get("out")[0], 0);
    assertEquals(values.get("out")[2], relevance.get("out")[2]);
  }

  @Test
  void dense_layers_share_by_the_epsilon_rule() {
    run();

    check("late", SlowRelevance.epsilon(dense("out"), values.get("late"), relevance.get("out")));
    check(
        "flat", SlowRelevance.epsilon(dense("dense"), values.get("flat"), relevance.get("dense")));
  }

  @Test
  void a_normalisation_that_nothing_can_take_in_shares_with_its_shift() {
    run();
    float[] x = values.get("gelu");
    float[] z = values.get("late");
    double[] expected = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double scale = weights.get("late.weight")[i];
      double a = scale / Math.sqrt(weights.get("late.running_var")[i] + EPS);
      expected[i] = a * x[i] / SlowRelevance.stabilised(z[i]) * relevance.get("late")[i];
    }

    check("gelu", expected);
  }

  @Test
  void activations_and_changes_of_shape_pass_it_on() {
    run();

    assertEquals(Arrays.toString(relevance.get("gelu")), Arrays.toString(relevance.get("dense")));
    assertEquals(Arrays.toString(relevance.get("sum")), Arrays.toString(relevance.get("flat")));
    assertEquals(Arrays.toString(relevance.get("norm")), Arrays.toString(relevance.get("relu")));
  }

  @Test
  void summands_share_by_value() {
    run();
    float[] average = values.get("average");
    float[] sum = values.get("sum");
    double[] expected = new double[sum.length];
    for (int i = 0; i < sum.length; i++) {
      expected[i] = average[i] / SlowRelevance.stabilised(sum[i]) * relevance.get("sum")[i];
    }

    check("average", expected);
  }

  @Test
  void averages_share_by_value_and_maxima_give_all_to_the_winner() {
    run();
    float[] relu = values.get("relu");
    double[] average = SlowRelevance.average(relu, SIDE, relevance.get("average"));
    double[] winner = SlowRelevance.winner(relu, SIDE, relevance.get("maximum"));
    for (int i = 0; i < average.length; i++) {
      average[i] += winner[i];
    }

    check("relu", average);
  }

  @Test
  void a_normalised_convolution_follows_the_gamma_rule_of_its_merged_weights() {
    run();
    Matrix merged =
        convolution("third", 4, 1)
            .normalised(
                weights.get("norm.weight"),
                weights.get("norm.bias"),
                weights.get("norm.running_mean"),
                weights.get("norm.running_var"),
                EPS,
                SIDE * SIDE);

    check(
        "second", SlowRelevance.gamma(merged, values.get("second"), relevance.get("norm"), GAMMA));
    assertEquals(Arrays.toString(relevance.get("norm")), Arrays.toString(relevance.get("third")));
  }

  @Test
  void a_convolution_follows_the_gamma_rule_for_inputs_of_either_sign() {
    run();
    float[] x = values.get("first");
    int above = 0;
    for (float value : x) {
      above += value > 0 ? 1 : 0;
    }

    assertTrue(above > 5 && above < x.length - 5, "of both signs, but above 0 are " + above);
    check(
        "first",
        SlowRelevance.gamma(convolution("second", 3, 3), x, relevance.get("second"), GAMMA));
  }

  @Test
  void the_first_convolution_follows_the_box_rule_of_the_normalised_range() {
    run();

    check(
        "image",
        SlowRelevance.box(
            convolution("first", 3, 3),
            values.get("image"),
            values.get("low"),
            values.get("high"),
            relevance.get("first")));
  }

  @Test
  void the_slow_convolution_computes_what_the_network_does() {
    run();
    Matrix first = convolution("first", 3, 3);
    float[] x = values.get("image");
    for (int j = 0; j < first.bias().length; j++) {
      double z = first.bias()[j];
      for (int i = 0; i < x.length; i++) {
        z += first.w()[j][i] * x[i];
      }
      assertEquals(z, values.get("first")[j], 1e-5, "unit " + j);
    }
  }
}
