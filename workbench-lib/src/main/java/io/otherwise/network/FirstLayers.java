package io.otherwise.network;

import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Script.Value;
import java.util.Map;

/**
 * The first layers of a VGG as a network whose output is the last of them, flattened; no other
 * weight is asked for.
 *
 * @param vgg the whole network
 * @param count how many of {@code features.0}, {@code features.1} and so on
 */
public record FirstLayers(Vgg vgg, int count) implements ImageNetwork {
  public FirstLayers {
    if (count < 1) {
      throw new IllegalArgumentException(
          "a network has at least 1 layer, but %s were asked for; DiME uses 18 of VGG-19"
              .formatted(count));
    }
  }

  /** How many values an image gets depends on its size; 0. */
  @Override
  public int classes() {
    return 0;
  }

  /**
   * Writes the layers.
   *
   * @param image N x 3 x H x W
   * @return N x channels * height * width of the last layer
   * @throws IllegalArgumentException if the network has fewer layers
   */
  @Override
  public Activations forward(Layers net, Value image) {
    Map<String, Value> layers = vgg.features(net, image, count);
    Value last = layers.get("features." + (count - 1));
    if (last == null) {
      throw new IllegalArgumentException(
          "%s layers were asked for, but this VGG has %s before its classifier; ask for at most those"
              .formatted(count, layers.size()));
    }
    return new Activations(last.flatten(1), layers);
  }
}
