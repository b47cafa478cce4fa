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
import io.otherwise.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OracleTest {
  private static final float ROUNDING = 1e-6f;
  private static final FaceResNet TRUNK = new FaceResNet(Names.CAFFE, List.of(1), 4, 9);
  private static final CelebaOracle CELEBA = new CelebaOracle(TRUNK, 5, 16, 3);
  private static final CelebaHqOracle CELEBA_HQ = new CelebaHqOracle(TRUNK, 3);

  @Test
  void the_published_oracles_have_the_published_numbers_of_weights() {
    assertEquals(23_828_456, Drawn.size(Drawn.script(CelebaOracle.published())));
    assertEquals(23_643_112, Drawn.size(Drawn.script(CelebaHqOracle.published())));
    assertEquals(40, CelebaOracle.published().classes());
    assertEquals(40, CelebaHqOracle.published().classes());
  }

  @Test
  void keys_begin_with_the_part_of_the_checkpoint() {
    List<String> celeba = Drawn.keys(Drawn.script(CELEBA));
    assertTrue(celeba.contains("feat_extract.conv2_1_1x1_reduce.weight"));
    assertTrue(celeba.contains("feat_extract.feat_extract.weight"));
    assertFalse(celeba.contains("feat_extract.feat_extract.bias"), "a convolution without bias");
    assertFalse(celeba.contains("feat_extract.fc.weight"), "the trunk's own classifier");
    List<String> hq = Drawn.keys(Drawn.script(CELEBA_HQ));
    assertTrue(hq.contains("classifier.bias"));
    assertFalse(hq.contains("feat_extract.feat_extract.weight"), "no features in between");
  }

  @Test
  void channels_turn_around_but_the_means_do_not() {
    try (Scope scope = Scope.open()) {
      float[] pixels = new float[3 * 16 * 16];
      Arrays.fill(pixels, 0, 256, 1);
      Arrays.fill(pixels, 256, 512, 0);
      Arrays.fill(pixels, 512, 768, -1);
      Tensor image = Tensor.of(pixels, 1, 3, 16, 16);
      float[] found = Drawn.run(CELEBA, image, CelebaOracle.PREPARED).get(1).floats();
      assertEquals(0 - 131.0912 / 255, found[0], ROUNDING, "blue first, less red's mean");
      assertEquals(0.5 - 103.8827 / 255, found[256], ROUNDING, "green in the middle");
      assertEquals(1 - 91.4953 / 255, found[512], ROUNDING, "red last, less blue's mean");
    }
  }

  @Test
  void the_oracle_of_celeba_resizes_to_its_own_side() {
    try (Scope scope = Scope.open()) {
      Tensor image = Drawn.images(1, 2, 3, 8, 12).times(2).minus(1);
      List<Tensor> found = Drawn.run(CELEBA, image, CelebaOracle.PREPARED, CelebaOracle.FEATURES);
      assertArrayEquals(new long[] {2, 3}, found.get(0).shape());
      assertArrayEquals(new long[] {2, 3, 16, 16}, found.get(1).shape());
      assertArrayEquals(new long[] {2, 5}, found.get(2).shape());
      Tensor blue = image.narrow(1, 2, 1).plus(1).over(2).minus(131.0912 / 255);
      assertArrayEquals(
          blue.bicubic(16, 16).floats(), found.get(1).narrow(1, 0, 1).floats(), ROUNDING);
    }
  }

  @Test
  void the_oracle_of_celeba_hq_takes_images_as_they_come() {
    try (Scope scope = Scope.open()) {
      Tensor image = Drawn.images(1, 1, 3, 16, 16);
      Tensor found = Drawn.run(CELEBA_HQ, image, "feat_extract.conv1_7x7_s2").get(1);
      Script s = new Script();
      s.returns(
          s.layers().at("feat_extract.conv1_7x7_s2").conv(s.input("x"), 3, 4, 7, 2, 3, false));
      try (Network first = Drawn.filled(s)) {
        assertArrayEquals(first.run(image).floats(), found.floats(), ROUNDING);
      }
    }
  }

  @Test
  void probabilities_are_the_sigmoid_of_the_logits() {
    try (Scope scope = Scope.open()) {
      Tensor image = Drawn.images(3, 2, 3, 16, 16);
      List<Tensor> found = Drawn.run(CELEBA_HQ, image, CelebaHqOracle.PROBABILITIES);
      assertArrayEquals(found.get(0).sigmoid().floats(), found.get(1).floats(), ROUNDING);
      assertArrayEquals(new long[] {2, 3}, found.get(1).shape());
    }
  }

  @Test
  void a_layer_below_a_prefix_carries_it() {
    Script s = new Script();
    ImageNetwork.Activations made = CELEBA.forward(s.layers().at("oracle"), s.input("image"));
    assertTrue(made.layers().containsKey("oracle." + CelebaOracle.PREPARED));
    assertTrue(made.layers().containsKey("oracle." + CelebaOracle.FEATURES));
    assertTrue(made.layers().containsKey("oracle.feat_extract.conv2_1_relu"));
  }

  @Test
  void oracles_without_attributes_features_or_pixels_are_refused() {
    assertThrows(IllegalArgumentException.class, () -> new CelebaOracle(TRUNK, 0, 16, 3));
    assertThrows(IllegalArgumentException.class, () -> new CelebaOracle(TRUNK, 5, 0, 3));
    assertThrows(IllegalArgumentException.class, () -> new CelebaOracle(TRUNK, 5, 16, 0));
    var refused = assertThrows(IllegalArgumentException.class, () -> new CelebaHqOracle(TRUNK, 0));
    assertTrue(refused.getMessage().contains("at least 1 attribute"), refused.getMessage());
  }
}
