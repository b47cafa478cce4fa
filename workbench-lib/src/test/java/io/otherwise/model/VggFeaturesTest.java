package io.otherwise.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.guidance.Losses;
import io.otherwise.network.Vgg;
import io.otherwise.tensor.Gradients;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class VggFeaturesTest {
  /** One rectified convolution whose kernel passes the first channel on. */
  private static VggFeatures passing() {
    Vgg vgg = new Vgg(List.of(1, 0), false, 1, 1, 1, 1);
    return new VggFeatures(
        "passing",
        vgg,
        2,
        p -> {
          float[] values = new float[p.size()];
          if (p.shape().size() == 4) {
            values[4] = 1;
          }
          return values;
        });
  }

  @Test
  void images_are_normalised_as_for_image_net() {
    try (VggFeatures features = passing();
        Scope scope = Scope.open()) {
      Tensor found = features.features(Tensor.full(1, 2, 3, 4, 4));

      assertArrayEquals(new long[] {2, 1, 4, 4}, found.shape());
      assertEquals((1 - 0.485) / 0.229, found.floats()[0], 1e-5);
      assertEquals("passing", features.name());
    }
  }

  @Test
  void gradients_flow_back_to_the_image() {
    try (VggFeatures features = passing();
        Scope scope = Scope.open();
        Gradients graph = Gradients.record()) {
      Tensor leaf = graph.leaf(Tensor.full(0.9, 1, 3, 4, 4));
      Tensor other = features.features(Tensor.full(0.8, 1, 3, 4, 4));

      float[] gradient =
          graph.of(Losses.meanSquares(features.features(leaf), other), leaf).floats();

      assertEquals(2 * 0.1 / (0.229 * 0.229) / 16, gradient[0], 1e-4);
      assertTrue(gradient[16] == 0 && gradient[47] == 0, "only the first channel is seen");
    }
  }
}
