package io.otherwise.network;

import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Script.Value;
import java.util.Map;

/** A published network from an image to class scores. */
public interface ImageNetwork {
  /**
   * What a forward pass computes.
   *
   * @param logits N x classes, before any softmax or sigmoid
   * @param layers outputs of the named layers, by the module path of the published network; what
   *     attribution methods look at
   */
  record Activations(Value logits, Map<String, Value> layers) {}

  /** How many scores an image gets. */
  int classes();

  /**
   * Writes the network.
   *
   * @param image N x 3 x H x W, preprocessed as the weights expect
   */
  Activations forward(Layers net, Value image);
}
