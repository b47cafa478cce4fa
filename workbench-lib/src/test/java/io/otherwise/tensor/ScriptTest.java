package io.otherwise.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScriptTest {
  private static float[] sine(Script.Parameter p) {
    float[] values = new float[p.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(i + p.key().length());
    }
    return values;
  }

  @Test
  void parameters_carry_the_checkpoint_keys_in_order_of_use() {
    Script s = new Script();
    Layers net = s.layers();
    s.returns(net.at("fc").linear(net.at("layer").at(1).linear(s.input("x"), 2, 3), 3, 1));

    assertEquals(
        List.of("layer.1.weight", "layer.1.bias", "fc.weight", "fc.bias"),
        s.parameters().stream().map(Script.Parameter::key).toList());
    assertEquals(List.of(3L, 2L), s.parameters().get(0).shape());
  }

  @Test
  void a_linear_layer_computes_what_it_says() {
    Script s = new Script();
    s.returns(s.layers().at("fc").linear(s.input("x"), 2, 1));
    Map<String, float[]> weights =
        Map.of("fc.weight", new float[] {2, 3}, "fc.bias", new float[] {10});

    try (Network network = new Network(s, Weights.exactly(s.parameters(), weights));
        Scope scope = Scope.open()) {
      assertEquals(2 * 5 + 3 * 7 + 10, network.run(Tensor.of(new float[] {5, 7}, 1, 2)).item());
    }
  }

  @Test
  void rows_of_unit_length_keep_their_direction_and_nothing_is_divided_by_zero() {
    Script s = new Script(Script.Precision.FLOAT32, false);
    s.returns(s.input("x").unit(1, 1e-12));
    try (Scope scope = Scope.open();
        Network network = new Network(s, Weights.from(s.parameters(), p -> new float[0]))) {
      Tensor rows = Tensor.of(new float[] {3, 4, 0, 0}, 2, 2);

      assertArrayEquals(new float[] {0.6f, 0.8f, 0, 0}, network.run(rows).floats(), 1e-6f);
    }
  }

  @Test
  void two_shapes_under_one_key_are_refused() {
    Script s = new Script();
    s.parameter("w", true, 2, 2);

    assertThrows(IllegalArgumentException.class, () -> s.parameter("w", true, 3));
  }

  @Test
  void a_script_without_result_is_refused() {
    Script s = new Script();
    s.input("x");

    assertThrows(IllegalStateException.class, s::source);
  }

  @Test
  void missing_and_surplus_keys_are_named() {
    Script s = new Script();
    s.returns(s.layers().at("fc").linear(s.input("x"), 2, 1));

    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                Weights.exactly(
                    s.parameters(), Map.of("fc.weight", new float[2], "head.bias", new float[1])));

    assertTrue(refused.getMessage().contains("fc.bias"));
    assertTrue(refused.getMessage().contains("head.bias"));
  }

  @Test
  void weights_of_another_size_are_refused_and_nothing_leaks() {
    Script s = new Script();
    s.returns(s.layers().at("fc").linear(s.input("x"), 2, 1));
    long before = Scope.live();

    assertThrows(
        IllegalArgumentException.class, () -> Weights.from(s.parameters(), p -> new float[1]));

    assertEquals(before, Scope.live());
  }

  @Test
  void bfloat16_stays_close_to_float32() {
    float[] exact = convolution(Script.Precision.FLOAT32);
    float[] rounded = convolution(Script.Precision.BFLOAT16);

    assertFalse(Arrays.equals(exact, rounded));
    assertArrayEquals(exact, rounded, 0.05f);
  }

  private static float[] convolution(Script.Precision precision) {
    Script s = new Script(precision, false);
    s.returns(s.layers().at("conv").conv(s.input("x"), 2, 3, 3, 1, 1));
    try (Network network = new Network(s, Weights.from(s.parameters(), ScriptTest::sine));
        Scope scope = Scope.open()) {
      return network.run(Tensor.full(0.37, 1, 2, 4, 4)).floats();
    }
  }

  @Test
  void gradients_flow_through_a_network_as_finite_differences_say() {
    Script s = new Script();
    Layers net = s.layers();
    Script.Value h =
        net.at("norm").groupNorm(net.at("conv").conv(s.input("x"), 1, 2, 3, 1, 1), 2, 2, 1e-5);
    s.returns(h.silu().mean(1, 2, 3));

    try (Network network = new Network(s, Weights.from(s.parameters(), ScriptTest::sine));
        Scope scope = Scope.open()) {
      float[] x = {0.1f, -0.4f, 0.3f, 0.8f, 0.2f, -0.6f, 0.5f, 0.9f, -0.7f};
      float[] gradient;
      try (Gradients graph = Gradients.record()) {
        Tensor leaf = graph.leaf(Tensor.of(x, 1, 1, 3, 3));
        gradient = graph.of(network.run(leaf).sum(), leaf).floats();
      }
      for (int i = 0; i < x.length; i++) {
        assertEquals(slope(network, x, i), gradient[i], 2e-3, "value " + i);
      }
    }
  }

  private static double slope(Network network, float[] x, int i) {
    float step = 1e-2f;
    float[] up = x.clone();
    float[] down = x.clone();
    up[i] += step;
    down[i] -= step;
    double rise =
        network.run(Tensor.of(up, 1, 1, 3, 3)).item()
            - network.run(Tensor.of(down, 1, 1, 3, 3)).item();
    return rise / (2 * step);
  }

  @Test
  void training_scripts_update_running_statistics_and_others_do_not() {
    assertFalse(Arrays.equals(new float[] {0, 0}, meansAfterARun(true)));
    assertArrayEquals(new float[] {0, 0}, meansAfterARun(false));
  }

  private static float[] meansAfterARun(boolean training) {
    Script s = new Script(Script.Precision.FLOAT32, training);
    s.returns(s.layers().at("bn").batchNorm(s.input("x"), 2, 1e-5));
    Weights weights =
        Weights.from(
            s.parameters(),
            p ->
                p.key().contains("mean") || p.key().contains("bias")
                    ? new float[2]
                    : new float[] {1, 1});
    try (Network network = new Network(s, weights);
        Scope scope = Scope.open()) {
      network.run(Tensor.full(3, 4, 2, 1, 1));
      return weights.tensors().get(2).floats();
    }
  }

  @Test
  void a_closed_network_says_so() {
    Script s = new Script();
    s.returns(s.input("x").relu());
    Network network = new Network(s, Weights.from(s.parameters(), p -> new float[0]));
    network.close();

    try (Scope scope = Scope.open()) {
      Tensor x = Tensor.full(1, 1);
      assertThrows(IllegalStateException.class, () -> network.run(x));
    }
  }

  @Test
  void a_listener_hears_of_every_call_and_of_none_of_its_own() {
    List<String> heard = new ArrayList<>();
    Script s = new Script();
    Script.Value x = s.input("x");
    s.tell(
        (result, function, arguments) -> {
          heard.add(function + " of " + arguments.length);
          s.call("torch.neg", result);
        });
    s.returns(x.plus(1).relu());

    assertEquals(List.of("torch.add of 2", "torch.relu of 1"), heard);
    assertEquals(2, s.source().split("torch.neg", -1).length - 1);
  }

  @Test
  void a_listener_that_writes_nothing_leaves_the_text_as_it_was() {
    Script alone = new Script();
    alone.returns(alone.layers().at("fc").linear(alone.input("x"), 2, 3).relu());
    Script followed = new Script();
    followed.tell((result, function, arguments) -> {});
    followed.returns(followed.layers().at("fc").linear(followed.input("x"), 2, 3).relu());

    assertEquals(alone.source(), followed.source());
  }

  @Test
  void a_listener_that_fails_stops_the_writing() {
    Script s = new Script();
    Script.Value x = s.input("x");
    s.tell(
        (result, function, arguments) -> {
          throw new IllegalArgumentException(function);
        });

    assertThrows(IllegalArgumentException.class, x::relu);
  }
}
