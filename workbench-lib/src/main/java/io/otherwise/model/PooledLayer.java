package io.otherwise.model;

import io.otherwise.explain.Image;
import java.util.List;

/** A classifier as a feature network: means over places of what one of its layers gives. */
public record PooledLayer(LayeredClassifier network, String layer) implements FeatureNetwork {
  @Override
  public String name() {
    return network.name() + " " + layer;
  }

  @Override
  public float[][] features(List<Image> images) {
    return AttributeOracle.rows(
        images, batch -> network.layered(batch, layer).activations().mean(2, 3));
  }
}
