package io.otherwise.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Script.Value;
import io.otherwise.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class InceptionTest {
  private static final float ROUNDING = 1e-5f;
  private static final Inception SMALL = new Inception(16, false, false, 3);

  @Test
  void the_published_network_has_the_published_number_of_weights() {
    assertEquals(23_885_392, Drawn.size(Drawn.script(Inception.fid())));
    assertEquals(2048, Inception.fid().features());
  }

  @Test
  void keys_are_those_of_the_weight_file() {
    List<String> keys = Drawn.keys(Drawn.script(SMALL));
    assertEquals("Conv2d_1a_3x3.conv.weight", keys.get(0));
    assertTrue(keys.contains("Mixed_6c.branch7x7dbl_5.bn.running_var"));
    assertTrue(keys.contains("Mixed_7c.branch3x3dbl_3b.conv.weight"));
    assertTrue(keys.contains("Mixed_7a.branch7x7x3_4.bn.bias") && keys.contains("fc.bias"));
    assertFalse(keys.contains("Conv2d_1a_3x3.conv.bias"), "a normalisation follows");
    assertEquals(94 * 5 + 2, keys.size(), "94 convolutions with their normalisations, one head");
  }

  @Test
  void rows_and_columns_alternate_differently_in_the_short_and_the_long_branch() {
    List<Script.Parameter> all = Drawn.script(SMALL).parameters();
    assertEquals(List.of(1L, 7L), kernel(all, "Mixed_6b.branch7x7_2"));
    assertEquals(List.of(7L, 1L), kernel(all, "Mixed_6b.branch7x7dbl_2"));
    assertEquals(List.of(1L, 3L), kernel(all, "Mixed_7b.branch3x3_2a"));
    assertEquals(List.of(3L, 1L), kernel(all, "Mixed_7b.branch3x3_2b"));
  }

  private static List<Long> kernel(List<Script.Parameter> all, String layer) {
    return all.stream()
        .filter(p -> p.key().equals(layer + ".conv.weight"))
        .findFirst()
        .orElseThrow()
        .shape()
        .subList(2, 4);
  }

  @Test
  void the_four_blocks_have_the_published_sides() {
    Inception resized = new Inception(16, true, true, 3);
    try (Scope scope = Scope.open()) {
      List<Tensor> found =
          Drawn.run(
              resized, Drawn.images(1, 1, 3, 40, 56), Inception.BLOCKS.toArray(String[]::new));
      assertArrayEquals(new long[] {1, 3}, found.get(0).shape());
      assertArrayEquals(new long[] {1, 4, 73, 73}, found.get(1).shape());
      assertArrayEquals(new long[] {1, 12, 35, 35}, found.get(2).shape());
      assertArrayEquals(new long[] {1, 48, 17, 17}, found.get(3).shape());
      assertArrayEquals(new long[] {1, 128}, found.get(4).shape());
    }
  }

  @Test
  void the_network_resizes_and_normalises_as_one_would_before_it() {
    try (Scope scope = Scope.open()) {
      Tensor image = Drawn.images(1, 1, 3, 64, 48);
      Tensor outside = image.bilinear(299, 299).times(2).minus(1);
      Tensor expected = Drawn.run(SMALL, outside, "maxpool1").get(1);
      Tensor found = Drawn.run(new Inception(16, true, true, 3), image, "maxpool1").get(1);
      assertArrayEquals(expected.floats(), found.floats(), ROUNDING);
    }
  }

  @Test
  void the_last_block_takes_maxima_where_the_one_before_takes_means() {
    try (Scope scope = Scope.open()) {
      List<Tensor> found =
          Drawn.run(SMALL, Drawn.images(2, 1, 3, 107, 107), "Mixed_7a", "Mixed_7b", "Mixed_7c");
      assertPooled("Mixed_7b", found.get(1), found.get(2), false);
      assertPooled("Mixed_7c", found.get(2), found.get(3), true);
    }
  }

  /** The last 12 of a block's 128 channels are those of its pooling branch. */
  private static void assertPooled(String block, Tensor in, Tensor out, boolean maximum) {
    Script s = new Script();
    Value x = s.input("x");
    Layers at = s.layers().at(block).at("branch_pool");
    Value pooled = maximum ? x.maxPool(3, 1, 1) : x.neighbourhoodMean(3);
    Value h = at.at("conv").conv(pooled, in.size(1), 12, 1, 1, 0, false);
    s.returns(at.at("bn").batchNorm(h, 12, 1e-3).relu());
    try (Network branch = Drawn.filled(s)) {
      float[] expected = branch.run(in).floats();
      float[] found = out.narrow(1, out.size(1) - 12, 12).floats();
      assertArrayEquals(expected, found, ROUNDING, block);
    }
  }

  @Test
  void networks_without_a_width_or_a_class_are_refused_in_one_sentence() {
    for (int share : List.of(0, 3, 32)) {
      var refused =
          assertThrows(
              IllegalArgumentException.class, () -> new Inception(share, true, true, 1008));
      assertTrue(refused.getMessage().contains("share " + share), refused.getMessage());
    }
    assertThrows(IllegalArgumentException.class, () -> new Inception(1, true, true, 0));
  }
}
