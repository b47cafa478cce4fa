package io.otherwise.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.network.FaceResNet.Names;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Script.Value;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaceResNetTest {
  private static final FaceResNet PORTED = new FaceResNet(Names.PORTED, List.of(1, 2), 4, 3);
  private static final FaceResNet CAFFE = new FaceResNet(Names.CAFFE, List.of(1, 2), 4, 0);

  @Test
  void the_published_network_has_the_published_number_of_weights() {
    assertEquals(41_246_071, Drawn.size(Drawn.script(FaceResNet.vggFace2())));
    assertEquals(2048, FaceResNet.vggFace2().features());
  }

  @Test
  void the_port_has_keys_like_those_of_torchvision() {
    List<String> keys = Drawn.keys(Drawn.script(PORTED));
    assertEquals("conv1.weight", keys.get(0));
    assertTrue(keys.contains("layer2.1.bn3.running_mean"));
    assertTrue(keys.contains("layer2.0.downsample.0.weight"));
    assertTrue(keys.contains("layer1.0.downsample.1.bias"), "also where only the width grows");
    assertFalse(keys.contains("layer2.1.downsample.0.weight"), "first blocks alone project");
  }

  @Test
  void the_caffe_model_counts_stages_from_two_and_blocks_from_one() {
    List<String> keys = Drawn.keys(Drawn.script(CAFFE));
    assertEquals("conv1_7x7_s2.weight", keys.get(0));
    assertTrue(keys.contains("conv1_7x7_s2_bn.bias"));
    assertTrue(keys.contains("conv2_1_1x1_reduce.weight"));
    assertTrue(keys.contains("conv3_1_1x1_proj_bn.weight"));
    assertTrue(keys.contains("conv3_2_1x1_increase_bn.running_var"));
    assertTrue(keys.stream().noneMatch(k -> k.startsWith("fc")), "no classifier");
  }

  @Test
  void both_names_stand_for_one_network() {
    Script ported = Drawn.script(PORTED.headless());
    Script caffe = Drawn.script(CAFFE);
    assertEquals(
        ported.parameters().stream().map(Script.Parameter::shape).toList(),
        caffe.parameters().stream().map(Script.Parameter::shape).toList());
    try (Weights a = constant(ported);
        Weights b = constant(caffe);
        Network left = new Network(ported, a);
        Network right = new Network(caffe, b);
        Scope scope = Scope.open()) {
      Tensor image = Drawn.images(1, 1, 3, 32, 32);
      assertArrayEquals(left.run(image).floats(), right.run(image).floats());
    }
  }

  private static Weights constant(Script s) {
    return Weights.from(
        s.parameters(),
        p -> {
          float[] values = new float[p.size()];
          Arrays.fill(values, 0.05f);
          return values;
        });
  }

  @Test
  void the_maximum_reaches_over_the_edge() {
    try (Scope scope = Scope.open()) {
      Tensor image = Drawn.images(1, 2, 3, 36, 32);
      List<Tensor> found = Drawn.run(PORTED, image, "bn1", "maxpool");
      assertArrayEquals(new long[] {2, 4, 18, 16}, found.get(1).shape());
      assertArrayEquals(new long[] {2, 4, 9, 8}, found.get(2).shape());
      float corner = found.get(1).relu().narrow(2, 0, 3).narrow(3, 0, 3).max(2, 3).floats()[0];
      assertEquals(corner, found.get(2).floats()[0], "windows begin at the corner itself");
    }
  }

  @Test
  void a_stage_doubles_the_width_and_halves_the_sides() {
    try (Scope scope = Scope.open()) {
      Tensor image = Drawn.images(1, 2, 3, 32, 32);
      List<Tensor> found = Drawn.run(PORTED, image, "layer1.0", "layer2.0", "layer2.1", "avgpool");
      assertArrayEquals(new long[] {2, 3}, found.get(0).shape());
      assertArrayEquals(new long[] {2, 16, 8, 8}, found.get(1).shape());
      assertArrayEquals(new long[] {2, 32, 4, 4}, found.get(2).shape());
      assertArrayEquals(new long[] {2, 32, 4, 4}, found.get(3).shape());
      assertArrayEquals(new long[] {2, PORTED.features()}, found.get(4).shape());
    }
  }

  @Test
  void the_first_convolution_of_a_block_does_the_halving() {
    try (Scope scope = Scope.open()) {
      // Odd rows and columns of the second stage's input go unseen: its first layers skip them.
      Tensor image = Drawn.images(1, 1, 3, 32, 32);
      Tensor before = Drawn.run(PORTED, image, "layer1.0").get(1);
      Tensor after = Drawn.run(PORTED, image, "layer2.0").get(1);
      Script s = new Script();
      Value x = s.input("x");
      Value rows = x.split(2, 4).narrow(3, 0, 1).squeeze(3);
      Value kept = rows.split(3, 4).narrow(4, 0, 1).squeeze(4);
      s.returns(secondStage(s, kept));
      try (Network block = Drawn.filled(s)) {
        assertArrayEquals(after.floats(), block.run(before).floats(), 1e-5f);
      }
    }
  }

  /** The first block of the second stage on every other pixel, so without any stride. */
  private static Value secondStage(Script s, Value x) {
    var at = s.layers().at("layer2.0");
    Value h = at.at("bn1").batchNorm(at.at("conv1").conv(x, 16, 8, 1, 1, 0, false), 8, 1e-5);
    h = at.at("conv2").conv(h.relu(), 8, 8, 3, 1, 1, false);
    h = at.at("bn2").batchNorm(h, 8, 1e-5).relu();
    h = at.at("bn3").batchNorm(at.at("conv3").conv(h, 8, 32, 1, 1, 0, false), 32, 1e-5);
    Value kept = at.at("downsample.0").conv(x, 16, 32, 1, 1, 0, false);
    return h.plus(at.at("downsample.1").batchNorm(kept, 32, 1e-5)).relu();
  }

  @Test
  void without_classes_the_pooled_features_come_out() {
    Script s = new Script();
    ImageNetwork.Activations made = CAFFE.forward(s.layers(), s.input("image"));
    assertEquals(made.layers().get(Names.CAFFE.pooled()), made.logits());
  }

  @Test
  void configurations_that_make_no_network_are_refused_in_one_sentence() {
    for (List<Integer> blocks : List.of(List.<Integer>of(), List.of(2, 0))) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new FaceResNet(Names.CAFFE, blocks, 4, 1),
          blocks.toString());
    }
    assertThrows(
        IllegalArgumentException.class, () -> new FaceResNet(Names.CAFFE, List.of(1), 0, 1));
    var refused =
        assertThrows(
            IllegalArgumentException.class, () -> new FaceResNet(Names.CAFFE, List.of(1), 4, -1));
    assertTrue(refused.getMessage().contains("-1 classes"), refused.getMessage());
  }
}
