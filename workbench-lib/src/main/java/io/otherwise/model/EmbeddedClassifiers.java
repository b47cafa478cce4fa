package io.otherwise.model;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.SafeTensors;
import io.otherwise.network.DenseNet;
import io.otherwise.network.ImageNetwork;
import io.otherwise.network.ResNet;
import io.otherwise.network.Stem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
   * Opens a classifier.
   *
   * @param name a manifest of kind {@code classifier}, such as {@code faces-age}
   */
  public static NetworkClassifier open(Artifacts artifacts, String name) {
    Manifest m = kind(artifacts, name, "classifier");
    SafeTensors weights = artifacts.weights(name);
    return new NetworkClassifier(
        name, m.labels(), preprocessing(), architecture(m), p -> weights.floats(p.key()));
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
        name, m.labels(), preprocessing(), architecture(m), FEATURES, p -> weights.floats(p.key()));
  }

  private static Manifest kind(Artifacts artifacts, String name, String kind) {
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

  /** The configuration of an architecture, as it stands in a manifest. */
  public static Map<String, Object> config(ImageNetwork network) {
    Map<String, Object> config = new LinkedHashMap<>();
    Stem stem;
    if (network instanceof DenseNet d) {
      config.put("growth", d.growth());
      config.put("blocks", d.blocks());
      config.put("width", d.width());
      config.put("bottleneck", d.bottleneck());
      config.put("classes", d.classes());
      config.put("trunk", d.trunk());
      stem = d.stem();
    } else if (network instanceof ResNet r) {
      config.put("bottleneck", r.bottleneck());
      config.put("blocks", r.blocks());
      config.put("width", r.width());
      config.put("classes", r.classes());
      stem = r.stem();
    } else {
      throw unknown(network.getClass().getSimpleName());
    }
    config.put("stemPatch", stem.patch());
    config.put("stemKernel", stem.kernel());
    config.put("stemStride", stem.stride());
    config.put("stemPool", stem.pool());
    return config;
  }

  /** The architecture a manifest describes. */
  public static ImageNetwork architecture(Manifest m) {
    Stem stem =
        new Stem(
            number(m, "stemPatch"),
            number(m, "stemKernel"),
            number(m, "stemStride"),
            m.config("stemPool", Boolean.class));
    return switch (m.architecture()) {
      case "DenseNet" ->
          new DenseNet(
              number(m, "growth"),
              numbers(m, "blocks"),
              number(m, "width"),
              number(m, "bottleneck"),
              number(m, "classes"),
              stem,
              m.config("trunk", String.class));
      case "ResNet" ->
          new ResNet(
              m.config("bottleneck", Boolean.class),
              numbers(m, "blocks"),
              number(m, "width"),
              number(m, "classes"),
              stem);
      default -> throw unknown(m.architecture());
    };
  }

  private static IllegalArgumentException unknown(String architecture) {
    return new IllegalArgumentException(
        "an embedded classifier is a DenseNet or a ResNet, but was "
            + architecture
            + "; choose one of them");
  }

  private static int number(Manifest m, String key) {
    return m.config(key, Number.class).intValue();
  }

  private static List<Integer> numbers(Manifest m, String key) {
    List<Integer> values = new ArrayList<>();
    for (Object value : m.config(key, List.class)) {
      values.add(((Number) value).intValue());
    }
    return values;
  }
}
