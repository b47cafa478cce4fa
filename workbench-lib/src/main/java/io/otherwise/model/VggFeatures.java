package io.otherwise.model;

import io.otherwise.network.Vgg;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import java.util.function.Function;

/**
 * The first layers of a VGG with torchvision's weights, images normalised as for ImageNet: the
 * perceptual loss of the DiME family.
 */
public final class VggFeatures implements PerceptualNetwork, AutoCloseable {
  /** What DiME uses of VGG-19: up to the rectified 8th convolution. */
  public static final int LAYERS = 18;

  private static final Preprocessing NORMALISED =
      Preprocessing.none()
          .normalised(new double[] {0.485, 0.456, 0.406}, new double[] {0.229, 0.224, 0.225});

  private final String name;
  private final Network network;

  /**
   * Binds weights.
   *
   * @param layers how many of {@code features.0}, {@code features.1} and so on
   * @param values row-major values of a weight by its torchvision key
   */
  public VggFeatures(
      String name, Vgg architecture, int layers, Function<Script.Parameter, float[]> values) {
    this.name = name;
    Script s = new Script();
    s.returns(
        architecture
            .features(s.layers(), s.input("image"), layers)
            .get("features." + (layers - 1)));
    this.network = new Network(s, Weights.from(s.parameters(), values));
  }

  /** The 18 layers of VGG-19 that the paper uses. */
  public static VggFeatures vgg19(Function<Script.Parameter, float[]> values) {
    return new VggFeatures("vgg19[:18]", Vgg.vgg19(1000), LAYERS, values);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Tensor features(Tensor images) {
    return network.run(NORMALISED.apply(images));
  }

  @Override
  public void close() {
    network.close();
  }
}
