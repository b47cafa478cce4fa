package io.otherwise.model;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.SafeTensors;

/** Opens the feature networks that this project trained, from their manifests. */
public final class EmbeddedFeatures {
  /** The kind in their manifests. */
  public static final String KIND = "feature-network";

  private EmbeddedFeatures() {}

  /**
   * Opens a feature network.
   *
   * @param name a manifest of kind {@value #KIND}, such as {@code faces-identity}
   */
  public static NetworkFeatures open(Artifacts artifacts, String name) {
    Manifest m = EmbeddedClassifiers.kind(artifacts, name, KIND);
    SafeTensors weights = artifacts.weights(name);
    return new NetworkFeatures(
        name,
        m.labels(),
        EmbeddedClassifiers.preprocessing(),
        Architectures.of(m),
        Readout.of(m),
        p -> weights.floats(p.key()));
  }
}
