package io.otherwise.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.otherwise.artifact.Artifacts;
import io.otherwise.explain.Image;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import io.otherwise.world.Split;
import io.otherwise.world.flower.FlowerWorld;
import java.util.List;
import org.junit.jupiter.api.Test;

class PooledLayerTest {
  private static final String LAYER = "features.23";

  @Test
  void a_layers_features_are_the_means_of_its_channels() {
    FlowerWorld flowers = FlowerWorld.v1();
    List<Image> images =
        List.of(flowers.scene(Split.TEST, 0).image(), flowers.scene(Split.TEST, 1).image());
    try (Scope scope = Scope.open();
        LayeredClassifier judge = EmbeddedClassifiers.open(Artifacts.find(), "flowers-oracle")) {
      Tensor layer = judge.layered(Images.tensor(images), LAYER).activations();
      PooledLayer pooled = new PooledLayer(judge, LAYER);

      float[][] features = pooled.features(images);

      assertEquals("flowers-oracle features.23", pooled.name());
      assertEquals(layer.size(1), features[0].length);
      assertEquals(layer.narrow(0, 1, 1).narrow(1, 7, 1).mean(2, 3).item(), features[1][7], 1e-6);
    }
  }
}
