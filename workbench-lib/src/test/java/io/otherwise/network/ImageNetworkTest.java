package io.otherwise.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
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

class ImageNetworkTest {
  private static final DenseNet SMALL_DENSE =
      new DenseNet(8, List.of(2, 3), 16, 2, 3, Stem.SMALL, "");
  private static final ResNet SMALL_RESIDUAL =
      new ResNet(true, List.of(1, 2), 8, 3, new Stem(2, 3, 1, false));

  private static Script script(ImageNetwork network, String... taps) {
    Script s = new Script();
    ImageNetwork.Activations made = network.forward(s.layers(), s.input("image"));
    Script.Value[] values = new Script.Value[taps.length + 1];
    values[0] = made.logits();
    for (int i = 0; i < taps.length; i++) {
      values[i + 1] = made.layers().get(taps[i]);
    }
    s.returns(values);
    return s;
  }

  private static List<long[]> shapes(ImageNetwork network, int side, String... taps) {
    Script s = script(network, taps);
    Weights weights =
        Weights.from(
            s.parameters(),
            p -> {
              float[] values = new float[p.size()];
              Arrays.fill(values, 0.01f);
              return values;
            });
    try (Network compiled = new Network(s, weights);
        Scope scope = Scope.open()) {
      return compiled.runAll(Tensor.full(0.5, 2, 3, side, side)).stream()
          .map(Tensor::shape)
          .toList();
    }
  }

  @Test
  void a_small_dense_network_halves_sides_and_channels_between_blocks() {
    List<long[]> found =
        shapes(
            SMALL_DENSE,
            64,
            "features.pool0",
            "features.denseblock1",
            "features.transition1",
            "features.norm5");
    assertArrayEquals(new long[] {2, 3}, found.get(0));
    assertArrayEquals(new long[] {2, 16, 16, 16}, found.get(1));
    assertArrayEquals(new long[] {2, 32, 16, 16}, found.get(2));
    assertArrayEquals(new long[] {2, 16, 8, 8}, found.get(3));
    assertArrayEquals(new long[] {2, SMALL_DENSE.features(), 8, 8}, found.get(4));
  }

  @Test
  void a_small_residual_network_doubles_width_and_halves_sides() {
    List<long[]> found = shapes(SMALL_RESIDUAL, 64, "layer1", "layer2.1", "layer2", "avgpool");
    assertArrayEquals(new long[] {2, 3}, found.get(0));
    assertArrayEquals(new long[] {2, 32, 32, 32}, found.get(1));
    assertArrayEquals(new long[] {2, 64, 16, 16}, found.get(2));
    assertArrayEquals(found.get(2), found.get(3));
    assertArrayEquals(new long[] {2, SMALL_RESIDUAL.features()}, found.get(4));
  }

  @Test
  void the_published_networks_have_the_published_number_of_weights() {
    assertEquals(8_062_504, size(script(DenseNet.densenet121(1000))));
    assertEquals(11_699_112, size(script(ResNet.resnet18(1000))));
    assertEquals(25_610_152, size(script(ResNet.resnet50(1000))));
  }

  private static long size(Script s) {
    return s.parameters().stream().mapToLong(Script.Parameter::size).sum();
  }

  @Test
  void a_wrapped_network_keeps_its_features_elsewhere() {
    List<String> keys =
        script(DenseNet.decision(3)).parameters().stream().map(Script.Parameter::key).toList();
    assertTrue(keys.contains("feat_extract.feat_extract.features.conv0.weight"));
    assertTrue(keys.contains("classifier.bias"));
  }

  @Test
  void running_statistics_are_not_trained() {
    for (Script.Parameter p : script(SMALL_RESIDUAL).parameters()) {
      assertEquals(!p.key().contains("running_"), p.trained(), p.key());
    }
  }

  @Test
  void configurations_that_make_no_network_are_refused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new DenseNet(0, List.of(2), 16, 2, 3, Stem.SMALL, ""));
    assertThrows(
        IllegalArgumentException.class, () -> new ResNet(false, List.of(), 8, 3, Stem.SMALL));
    assertThrows(IllegalArgumentException.class, () -> new Stem(1, 4, 2, true));
    assertThrows(IllegalArgumentException.class, () -> new Stem(0, 3, 2, true));
  }

  @Test
  void a_stem_knows_by_how_much_it_shrinks() {
    assertEquals(4, Stem.PUBLISHED.factor());
    assertEquals(4, Stem.SMALL.factor());
  }
}
