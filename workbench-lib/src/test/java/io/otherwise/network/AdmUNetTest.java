package io.otherwise.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Seed;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Script.Value;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the golden files do not cover: styles without a published small example, labels, sizes. */
class AdmUNetTest {
  private static final AdmUNet SMALL = small(AdmUNet.Style.PUBLISHED, 0, 1);

  private static AdmUNet small(AdmUNet.Style style, int classes, int patch) {
    return new AdmUNet(3, 6, 32, 1, List.of(1, 2), List.of(2), 4, -1, classes, style, patch);
  }

  private static Script written(AdmUNet unet) {
    Script s = new Script();
    Value x = s.input("x");
    Value t = s.input("t");
    Value labels = unet.classes() > 0 ? s.input("labels") : null;
    s.returns(unet.forward(s.layers(), x, t, labels));
    return s;
  }

  private static long weights(AdmUNet unet) {
    return written(unet).parameters().stream().mapToLong(Script.Parameter::size).sum();
  }

  private static Set<String> keys(AdmUNet unet) {
    return written(unet).parameters().stream()
        .map(Script.Parameter::key)
        .collect(Collectors.toSet());
  }

  private static float[] run(AdmUNet unet, long... labels) {
    Script s = written(unet);
    Weights weights =
        Weights.from(
            s.parameters(),
            p -> {
              float[] values = new float[p.size()];
              Noise.fill(Seed.seed(1).key(p.key(), "weights", 0), values, 0, values.length);
              for (int i = 0; i < values.length; i++) {
                values[i] *= 0.1f;
              }
              return values;
            });
    try (Network network = new Network(s, weights);
        Scope scope = Scope.open()) {
      Tensor x = Noise.counted(Seed.seed(0), List.of("a", "b")).draw("x", 0, 2, 3, 8, 8);
      Tensor t = Tensor.of(new long[] {3, 40}, 2);
      Tensor out = labels.length == 0 ? network.run(x, t) : network.run(x, t, Tensor.of(labels, 2));
      assertArrayEquals(new long[] {2, 6, 8, 8}, out.shape());
      return out.floats();
    }
  }

  @Test
  void the_published_sizes_have_the_published_number_of_weights() {
    assertEquals(105.2, weights(AdmUNet.celeba128()) / 1e6, 0.05);
    assertEquals(138.3, weights(AdmUNet.celebaHq256()) / 1e6, 0.05);
    assertEquals(552.8, weights(AdmUNet.imagenet256()) / 1e6, 0.05);
  }

  @Test
  void both_attention_orders_use_the_same_weights_differently() {
    AdmUNet other = small(new AdmUNet.Style(true, true, true), 0, 1);

    assertEquals(keys(SMALL), keys(other));
    assertFalse(Arrays.equals(run(SMALL), run(other)));
  }

  @Test
  void with_one_head_the_attention_orders_agree() {
    AdmUNet one = new AdmUNet(3, 6, 32, 1, List.of(1), List.of(1), 1, -1, 0, SMALL.style(), 1);
    AdmUNet.Style style = new AdmUNet.Style(true, true, true);
    AdmUNet other = new AdmUNet(3, 6, 32, 1, List.of(1), List.of(1), 1, -1, 0, style, 1);

    assertArrayEquals(run(one), run(other));
  }

  @Test
  void without_residual_resampling_convolutions_change_the_sides() {
    AdmUNet plain = small(new AdmUNet.Style(true, false, false), 0, 1);

    run(plain);

    assertTrue(keys(plain).contains("input_blocks.2.0.op.weight"));
    assertTrue(keys(plain).contains("output_blocks.1.2.conv.weight"));
    assertTrue(keys(SMALL).contains("input_blocks.2.0.in_layers.2.weight"));
  }

  @Test
  void without_scale_shift_the_timestep_is_added() {
    AdmUNet added = small(new AdmUNet.Style(false, true, false), 0, 1);

    run(added);

    assertTrue(weights(added) < weights(SMALL));
  }

  @Test
  void labels_change_the_answer_and_go_to_networks_with_classes_alone() {
    AdmUNet labelled = small(AdmUNet.Style.PUBLISHED, 7, 1);

    assertFalse(Arrays.equals(run(labelled, 0, 0), run(labelled, 0, 6)));
    assertTrue(keys(labelled).contains("label_emb.weight"));
    Script s = new Script();
    assertThrows(
        IllegalArgumentException.class,
        () -> labelled.forward(s.layers(), s.input("x"), s.input("t")));
  }

  @Test
  void a_patch_shrinks_the_work_and_not_the_answer() {
    AdmUNet patched = small(AdmUNet.Style.PUBLISHED, 0, 2);

    run(patched);

    assertEquals(2, SMALL.factor());
    assertEquals(4, patched.factor());
  }

  @Test
  void nonsense_is_refused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new AdmUNet(3, 6, 20, 1, List.of(1), List.of(), 1, -1, 0, SMALL.style(), 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> new AdmUNet(3, 6, 32, 1, List.of(1), List.of(), 4, 64, 0, SMALL.style(), 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> new AdmUNet(3, 6, 32, 1, List.of(), List.of(), 4, -1, 0, SMALL.style(), 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> new AdmUNet(3, 6, 32, 1, List.of(1), List.of(), 4, -1, 0, SMALL.style(), 0));
  }
}
