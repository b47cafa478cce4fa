package io.otherwise.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.tensor.Network;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimSiamTest {
  private static final ResNet ENCODER =
      new ResNet(false, List.of(1), 4, 9, new Stem(4, 3, 1, false));
  private static final SimSiam SMALL = new SimSiam(ENCODER, 6, 2);

  private static Script script() {
    Script s = new Script();
    ImageNetwork.Activations made = SMALL.forward(s.layers(), s.input("image"));
    s.returns(
        made.logits(), made.layers().get(SimSiam.PREDICTION), made.layers().get("encoder.avgpool"));
    return s;
  }

  @Test
  void the_projector_stands_in_the_place_of_the_classifier() {
    List<String> keys = script().parameters().stream().map(Script.Parameter::key).toList();
    assertTrue(keys.contains("encoder.fc.6.bias") && keys.contains("predictor.3.weight"));
    assertFalse(keys.contains("encoder.fc.weight"), "the encoder's own classifier");
    assertFalse(keys.contains("encoder.fc.0.bias"), "a normalisation follows");
    assertFalse(keys.contains("encoder.fc.7.weight"), "the last normalisation has no scale");
    assertTrue(keys.contains("encoder.fc.7.running_var"));
  }

  @Test
  void the_published_network_has_the_published_number_of_weights() {
    Script s = new Script();
    s.returns(SimSiam.resnet50().forward(s.layers(), s.input("image")).logits());
    long size = s.parameters().stream().mapToLong(Script.Parameter::size).sum();
    assertEquals(38_267_840, size);
  }

  @Test
  void projection_and_prediction_are_of_one_width() {
    Script s = script();
    Weights weights =
        Weights.from(
            s.parameters(),
            p -> {
              float[] values = new float[p.size()];
              Arrays.fill(values, 0.1f);
              return values;
            });
    try (Network network = new Network(s, weights);
        Scope scope = Scope.open()) {
      List<Tensor> found = network.runAll(Tensor.full(0.5, 2, 3, 8, 8));
      assertArrayEquals(new long[] {2, 6}, found.get(0).shape());
      assertArrayEquals(new long[] {2, 6}, found.get(1).shape());
      assertArrayEquals(new long[] {2, 4}, found.get(2).shape());
    }
  }

  @Test
  void a_network_without_a_width_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> new SimSiam(ENCODER, 0, 2));
    assertThrows(IllegalArgumentException.class, () -> new SimSiam(ENCODER, 2, 0));
  }

  @Test
  void a_residual_network_without_classes_gives_its_pooled_features() {
    Script s = new Script();
    ImageNetwork.Activations made = ENCODER.headless().forward(s.layers(), s.input("image"));
    assertEquals(made.layers().get("avgpool"), made.logits());
    assertTrue(s.parameters().stream().noneMatch(p -> p.key().startsWith("fc")));
  }
}
