package io.otherwise.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.network.ImageNetwork;
import io.otherwise.network.ResNet;
import io.otherwise.network.Stem;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadoutTest {
  private static final float[] LARGE_A = {1, 2, 3, 4, 0.5f, 0, -1, 2};
  private static final float[] LARGE_B = {2, 1, 3, 0, 1, 1, 1, -2};
  private static final float[] DEEP_A = {1, 2, 2};
  private static final float[] DEEP_B = {-2, 1, 2};

  /** Sum over layers of the mean over places of the squared gap of unit channel vectors. */
  private static double byHand(float[] a, float[] b, int channels) {
    int places = a.length / channels;
    double sum = 0;
    for (int place = 0; place < places; place++) {
      double na = 0;
      double nb = 0;
      for (int c = 0; c < channels; c++) {
        na += a[c * places + place] * a[c * places + place];
        nb += b[c * places + place] * b[c * places + place];
      }
      for (int c = 0; c < channels; c++) {
        double gap = a[c * places + place] / Math.sqrt(na) - b[c * places + place] / Math.sqrt(nb);
        sum += gap * gap / places;
      }
    }
    return sum;
  }

  private static float[] row(float[] large, float[] deep) {
    try (Scope scope = Scope.open()) {
      List<Tensor> layers = List.of(Tensor.of(large, 1, 2, 2, 2), Tensor.of(deep, 1, 3, 1, 1));
      return Readout.unitLayers("large", "deep").rows(layers).floats();
    }
  }

  @Test
  void the_mean_squared_gap_of_rows_is_the_distance_of_unit_layers() {
    float[] a = row(LARGE_A, DEEP_A);
    float[] b = row(LARGE_B, DEEP_B);
    double mean = 0;
    for (int i = 0; i < a.length; i++) {
      mean += (a[i] - b[i]) * (a[i] - b[i]) / a.length;
    }
    double wanted = byHand(LARGE_A, LARGE_B, 2) + byHand(DEEP_A, DEEP_B, 3);
    assertEquals(wanted, mean, 1e-6);
  }

  @Test
  void a_place_without_activation_is_zero_and_not_undefined() {
    for (float v : row(new float[8], new float[3])) {
      assertEquals(0, v);
    }
  }

  @Test
  void pooled_features_are_spatial_means_of_what_is_above_zero() {
    try (Scope scope = Scope.open()) {
      Tensor layer = Tensor.of(new float[] {1, -3, 2, 4}, 1, 2, 1, 2);
      Tensor rows = Readout.pooled("layer").rows(List.of(layer));
      assertArrayEquals(new long[] {1, 2}, rows.shape());
      assertArrayEquals(new float[] {0.5f, 3}, rows.floats());
    }
  }

  @Test
  void a_layer_that_the_network_lacks_is_named() {
    Script s = new Script();
    ImageNetwork.Activations made =
        new ResNet(false, List.of(1), 4, 0, Stem.SMALL).forward(s.layers(), s.input("image"));
    String message =
        assertThrows(IllegalArgumentException.class, () -> Readout.pooled("layer9").wanted(made))
            .getMessage();
    assertTrue(message.contains("layer9") && message.contains("layer1"), message);
    assertEquals(List.of(made.logits()), Readout.output().wanted(made));
  }

  @Test
  void each_kind_has_as_many_layers_as_it_reads() {
    assertThrows(
        IllegalArgumentException.class, () -> new Readout(Readout.Kind.POOLED, List.of("a", "b")));
    assertThrows(
        IllegalArgumentException.class, () -> new Readout(Readout.Kind.OUTPUT, List.of("a")));
    assertThrows(IllegalArgumentException.class, Readout::unitLayers);
  }
}
