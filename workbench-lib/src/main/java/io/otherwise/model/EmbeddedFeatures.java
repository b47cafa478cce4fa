package io.otherwise.model;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.WeightFile;
import io.otherwise.network.ImageNetwork;

/** Opens feature networks from their manifests, those of this project and published ones. */
public final class EmbeddedFeatures {
  /** The kind in their manifests. */
  public static final String KIND = "feature-network";

  private EmbeddedFeatures() {}

  /**
   * Opens a feature network.
   *
   * @param name a manifest of kind {@value #KIND}, such as {@code faces-identity} or {@code
   *     dinov2-vits14}
   */
  public static NetworkFeatures open(Artifacts artifacts, String name) {
    Manifest m = EmbeddedClassifiers.kind(artifacts, name, KIND);
    Preprocessing preprocessing = Preprocessing.of(m);
    ImageNetwork network = Architectures.of(m);
    WeightFile weights = Asked.by(network).open(artifacts, name);
    return new NetworkFeatures(
        name, m.labels(), preprocessing, network, Readout.of(m), p -> weights.floats(p.key()));
  }
}
