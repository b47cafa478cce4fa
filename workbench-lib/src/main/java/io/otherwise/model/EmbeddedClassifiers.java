package io.otherwise.model;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.WeightFile;
import io.otherwise.network.ImageNetwork;
import java.util.List;

/** Opens classifiers from their manifests, those of this project and published ones. */
public final class EmbeddedClassifiers {
  private static final int SIDE = 64;

  /** The key of an oracle's config that names the layer of its features. */
  private static final String FEATURES = "features";

  private static final String POOLED = "avgpool";

  private EmbeddedClassifiers() {}

  /** What the embedded classifiers do to an image: 64 x 64, values in [-1, 1]. */
  public static Preprocessing preprocessing() {
    return Preprocessing.signed().fit(Preprocessing.Fit.AS_IS, SIDE);
  }

  /**
   * Opens a classifier: one logit of two sides, or one softmax over all labels of its manifest;
   * where it names none, classes go by their numbers from 0.
   *
   * @param name a manifest of kind {@code classifier}, such as {@code faces-age} or {@code
   *     torchvision-resnet50}
   */
  public static NetworkClassifier open(Artifacts artifacts, String name) {
    Manifest m = kind(artifacts, name, "classifier");
    if (ZeroShotClassifiers.named(m)) {
      return ZeroShotClassifiers.open(artifacts, name);
    }
    Preprocessing preprocessing = Preprocessing.of(m);
    ImageNetwork network = Architectures.of(m);
    List<String> labels = Architectures.labels(m, network.classes());
    WeightFile weights = Asked.by(network).open(artifacts, name);
    return new NetworkClassifier(
        name, labels, preprocessing, network, p -> weights.floats(p.key()));
  }

  /**
   * Opens an attribute oracle.
   *
   * @param name a manifest of kind {@code attribute-oracle}, such as {@code faces-oracle}
   */
  public static AttributeOracle oracle(Artifacts artifacts, String name) {
    Manifest m = kind(artifacts, name, "attribute-oracle");
    Preprocessing preprocessing = Preprocessing.of(m);
    ImageNetwork network = Architectures.of(m);
    WeightFile weights = Asked.by(network).open(artifacts, name);
    return new AttributeOracle(
        name,
        m.labels(),
        preprocessing,
        network,
        String.valueOf(m.config().getOrDefault(FEATURES, POOLED)),
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
