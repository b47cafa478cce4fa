package io.otherwise.network;

import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Script.Value;

/**
 * One output of a network that tells several things, as a network of its own.
 *
 * @param inner the whole network, whose weights and layers it has
 * @param column the output, from 0
 */
public record OneOutput(ImageNetwork inner, int column) implements ImageNetwork {
  public OneOutput {
    if (column < 0 || column >= inner.classes()) {
      throw new IllegalArgumentException(
          "an output is one of the %s that a network has, from 0 on, but was %s; choose one of them"
              .formatted(inner.classes(), column));
    }
  }

  @Override
  public int classes() {
    return 1;
  }

  @Override
  public Activations forward(Layers net, Value image) {
    Activations all = inner.forward(net, image);
    return new Activations(all.logits().narrow(1, column, 1), all.layers());
  }
}
