package io.otherwise.experiment;

import io.otherwise.explain.Image;
import io.otherwise.model.FeatureNetwork;
import io.otherwise.model.Images;
import io.otherwise.model.LayeredClassifier;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A classifier as a feature network: means over places of what one of its layers gives. */
record PooledLayer(LayeredClassifier network, String layer) implements FeatureNetwork {
  @Override
  public String name() {
    return network.name() + " " + layer;
  }

  @Override
  public float[][] features(List<Image> images) {
    return TestSet.chunked(images, this::rows).toArray(float[][]::new);
  }

  private List<float[]> rows(List<Image> images) {
    try (Scope scope = Scope.open()) {
      Tensor means = network.layered(Images.tensor(images), layer).activations().mean(2, 3);
      float[] all = means.floats();
      int width = all.length / images.size();
      return IntStream.range(0, images.size())
          .mapToObj(i -> Arrays.copyOfRange(all, i * width, (i + 1) * width))
          .toList();
    }
  }
}
