package io.otherwise.model;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.Profile;
import io.otherwise.artifact.WeightFile;
import io.otherwise.network.ImageNetwork;
import io.otherwise.network.OneOutput;
import java.util.List;
import java.util.Map;

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
   * Opens one output of a network that tells several things, as a two-sided classifier; it goes by
   * the names of the manifest and the label.
   *
   * @param name a manifest with labels, such as {@code dive-celeba-decision}
   * @param attribute the label, and its two classes
   * @throws IllegalArgumentException if the manifest has no such label
   */
  public static NetworkClassifier open(
      Artifacts artifacts, String name, Profile.Attribute attribute) {
    Manifest m = artifacts.manifest(name);
    int column = m.labels().indexOf(attribute.label());
    if (column < 0) {
      throw new IllegalArgumentException(
          "%s tells %s, but was asked for %s; choose one of these"
              .formatted(name, m.labels(), attribute.label()));
    }
    ImageNetwork network = Architectures.of(m);
    WeightFile weights = Asked.by(network).open(artifacts, name);
    return new NetworkClassifier(
        name + ", " + attribute.label(),
        List.of(attribute.negative(), attribute.positive()),
        Preprocessing.of(m),
        new OneOutput(network, column),
        p -> weights.floats(p.key()));
  }

  /**
   * Opens an attribute oracle.
   *
   * @param name a manifest of kind {@code attribute-oracle}, such as {@code faces-oracle}
   */
  public static AttributeOracle oracle(Artifacts artifacts, String name) {
    return oracle(artifacts, name, Map.of());
  }

  /**
   * Opens one some of whose labels go by this project's names, such as {@code age} for the absence
   * of {@code Young}.
   *
   * @param attributes by the name they shall have; those whose label the oracle has not are left
   *     out
   */
  public static AttributeOracle oracle(
      Artifacts artifacts, String name, Map<String, Profile.Attribute> attributes) {
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
        p -> weights.floats(p.key()),
        attributes);
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
