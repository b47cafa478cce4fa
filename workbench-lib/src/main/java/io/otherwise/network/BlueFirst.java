package io.otherwise.network;

import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Script.Value;

/**
 * A network that was trained on pictures with blue before green before red, as Caffe and OpenCV
 * read them; this one turns them round itself.
 *
 * @param inner the network, to which nothing else changes
 */
public record BlueFirst(ImageNetwork inner) implements ImageNetwork {
  @Override
  public int classes() {
    return inner.classes();
  }

  /**
   * Writes the network.
   *
   * @param image N x 3 x H x W, red, green and blue
   */
  @Override
  public Activations forward(Layers net, Value image) {
    return inner.forward(net, image.reversedChannels());
  }
}
