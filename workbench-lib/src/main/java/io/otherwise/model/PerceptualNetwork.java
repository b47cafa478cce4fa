package io.otherwise.model;

import io.otherwise.tensor.Tensor;

/**
 * A network whose features a method compares while it edits, where {@link FeatureNetwork} compares
 * finished images: VGG-19's role in DiME and its successors. Gradients flow through it while they
 * are recorded.
 */
public interface PerceptualNetwork {
  /** The name it goes by in provenance. */
  String name();

  /**
   * Features of images, the network's own preprocessing inside.
   *
   * @param images N x 3 x H x W in [0, 1]
   * @return N x anything
   */
  Tensor features(Tensor images);
}
