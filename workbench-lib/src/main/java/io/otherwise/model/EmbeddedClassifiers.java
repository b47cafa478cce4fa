package io.otherwise.model;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.SafeTensors;

/** Opens the classifiers that this project trained, from their manifests. */
public final class EmbeddedClassifiers {
  private static final int SIDE = 64;
  private static final String FEATURES = "avgpool";

  private EmbeddedClassifiers() {}

  /** What the embedded classifiers do to an image: 64 x 64, values in [-1, 1]. */
  public static Preprocessing preprocessing() {
    return Preprocessing.signed().fit(Preprocessing.Fit.AS_IS, SIDE);
  }

  /**
   * Opens a classifier: one logit of two sides, or one softmax over all labels of its manifest.
   *
   * @param name a manifest of kind {@code classifier}, such as {@code faces-age} or {@code
   *     flowers-species}
   */
  public static NetworkClassifier open(Artifacts artifacts, String name) {
    Manifest m = kind(artifacts, name, "classifier");
    SafeTensors weights = artifacts.weights(name);
    return new NetworkClassifier(
        name, m.labels(), preprocessing(), Architectures.of(m), p -> weights.floats(p.key()));
  }

  /**
   * Opens an attribute oracle.
   *
   * @param name a manifest of kind {@code attribute-oracle}, such as {@code faces-oracle}
   */
  public static AttributeOracle oracle(Artifacts artifacts, String name) {
    Manifest m = kind(artifacts, name, "attribute-oracle");
    SafeTensors weights = artifacts.weights(name);
    return new AttributeOracle(
        name,
        m.labels(),
        preprocessing(),
        Architectures.of(m),
        FEATURES,
        p -> weights.floats(p.key()));
  }

  static Manifest kind(Artifacts artifacts, String name, String kind) {
    Manifest m = artifacts.manifest(name);
    if (!m.kind().equals(kind)) {
      throw new IllegalArgumentException(
          name
              + " is opened as what its manifest says, which is "
              + m.kind()
              + ", but it was asked for as "
              + kind
              + "; choose one of that kind");
    }
    return m;
  }
}
