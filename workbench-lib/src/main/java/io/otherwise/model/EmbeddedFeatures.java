package io.otherwise.model;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.WeightFile;
import io.otherwise.network.FirstLayers;
import io.otherwise.network.ImageNetwork;
import io.otherwise.network.Vgg;
import java.util.List;

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

  /**
   * Opens the first layers of a VGG as a perceptual loss uses them: any size of image, normalised
   * as the manifest says, whole values of the last layer.
   *
   * @param name a manifest of architecture {@code Vgg}, such as {@code torchvision-vgg19}
   * @param layers how many; DiME uses {@value VggFeatures#LAYERS}
   */
  public static NetworkFeatures firstLayers(Artifacts artifacts, String name, int layers) {
    Manifest m = artifacts.manifest(name);
    if (!(Architectures.of(m) instanceof Vgg vgg)) {
      throw new IllegalArgumentException(
          "first layers are those of a Vgg, but %s is a %s; choose torchvision-vgg19"
              .formatted(name, m.architecture()));
    }
    WeightFile weights = Asked.by(vgg).open(artifacts, name);
    return new NetworkFeatures(
        "%s, first %s layers".formatted(name, layers),
        List.of(),
        Preprocessing.of(m).fit(Preprocessing.Fit.AS_IS, 0),
        new FirstLayers(vgg, layers),
        Readout.output(),
        p -> weights.floats(p.key()));
  }
}
