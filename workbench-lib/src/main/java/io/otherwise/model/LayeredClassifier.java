package io.otherwise.model;

import io.otherwise.tensor.Tensor;
import java.util.List;

/**
 * A classifier whose inner layers can be reached by name: what attribution methods, CoLa-DCE and
 * ECED ask for. All shipped and published networks are; a TorchScript file is not, because the
 * engine opens it as one piece.
 */
public interface LayeredClassifier extends Classifier {
  /**
   * One forward pass, seen at a layer as well as at its end.
   *
   * @param activations what the layer gives: N x channels x H x W, or N x tokens x channels
   * @param logits as {@link Classifier#logits}; gradients flow from here to the activations and
   *     from both to the images
   */
  record Layered(Tensor activations, Tensor logits) {}

  /** The layers' names in the order in which they are computed: the published module paths. */
  List<String> layers();

  /**
   * Runs the classifier and keeps what a layer gives; costs what {@link Classifier#logits} costs.
   *
   * @param images N x 3 x H x W, nominally in [0, 1]
   * @param layer one of {@link #layers()}
   * @throws IllegalArgumentException if there is no such layer
   */
  Layered layered(Tensor images, String layer);

  /**
   * A classifier with its layers.
   *
   * @throws IllegalArgumentException if they are out of reach
   */
  static LayeredClassifier of(Classifier classifier) {
    if (classifier instanceof LayeredClassifier layered) {
      return layered;
    }
    throw new IllegalArgumentException(
        "looking inside a classifier needs its layers by name, but "
            + classifier.name()
            + " is opened as one piece; choose a shipped network, or write yours as an"
            + " ImageNetwork and bind its weights");
  }
}
