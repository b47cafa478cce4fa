package io.otherwise.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.tensor.Network;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Script.Value;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VggTest {
  private static final Vgg SMALL = new Vgg(List.of(4, 4, 0, 8, 0), true, 2, 2, 6, 3);

  private static List<String> keys(Script s) {
    return s.parameters().stream().map(Script.Parameter::key).toList();
  }

  private static Script script(Vgg network) {
    Script s = new Script();
    s.returns(network.forward(s.layers(), s.input("image")).logits());
    return s;
  }

  private static long size(Vgg network) {
    return script(network).parameters().stream().mapToLong(Script.Parameter::size).sum();
  }

  @Test
  void the_published_networks_have_the_published_number_of_weights() {
    assertEquals(138_357_544, size(Vgg.vgg16(1000)));
    assertEquals(138_374_440, size(Vgg.vgg16Bn(1000)));
    assertEquals(143_667_240, size(Vgg.vgg19(1000)));
  }

  @Test
  void a_small_network_shrinks_by_its_patch_and_its_maxima() {
    Script s = new Script();
    ImageNetwork.Activations made = SMALL.forward(s.layers(), s.input("image"));
    s.returns(made.logits(), made.layers().get("features.5"), made.layers().get("features.10"));
    Weights weights = Weights.from(s.parameters(), VggTest::constant);
    try (Network network = new Network(s, weights);
        Scope scope = Scope.open()) {
      List<Tensor> found = network.runAll(Tensor.full(0.5, 2, 3, 16, 16));
      assertArrayEquals(new long[] {2, 3}, found.get(0).shape());
      assertArrayEquals(new long[] {2, 4, 8, 8}, found.get(1).shape());
      assertArrayEquals(new long[] {2, 8, 2, 2}, found.get(2).shape());
    }
  }

  private static float[] constant(Script.Parameter p) {
    float[] values = new float[p.size()];
    Arrays.fill(values, 0.1f);
    return values;
  }

  @Test
  void numbers_count_every_layer_and_normalisation_takes_one_of_its_own() {
    List<String> keys = keys(script(SMALL));
    assertTrue(keys.contains("features.7.weight") && keys.contains("features.8.running_var"));
    assertTrue(keys.contains("classifier.6.bias"));
    List<String> plain = keys(script(new Vgg(SMALL.plan(), false, 2, 2, 6, 3)));
    assertTrue(plain.contains("features.5.weight") && !plain.contains("features.7.weight"));
  }

  @Test
  void the_first_layers_alone_ask_for_their_own_weights_only() {
    Script s = new Script();
    Map<String, Value> layers = Vgg.vgg19(1000).features(s.layers(), s.input("image"), 18);
    assertEquals(18, layers.size());
    assertEquals("features.16.bias", keys(s).get(keys(s).size() - 1));
    assertEquals(16, keys(s).size());
  }

  @Test
  void configurations_that_make_no_network_are_refused() {
    for (List<Integer> plan : List.of(List.<Integer>of(), List.of(0, 4), List.of(4, -1))) {
      assertThrows(
          IllegalArgumentException.class, () -> new Vgg(plan, false, 1, 1, 1, 1), plan.toString());
    }
    assertThrows(IllegalArgumentException.class, () -> new Vgg(List.of(4), false, 0, 1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new Vgg(List.of(4), false, 1, 1, 1, 0));
  }
}
