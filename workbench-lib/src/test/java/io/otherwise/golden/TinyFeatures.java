package io.otherwise.golden;

import io.otherwise.model.PerceptualNetwork;
import io.otherwise.model.Preprocessing;
import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Script.Value;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;

/** What stands for VGG-19's features in the DiME family: two convolutions. */
final class TinyFeatures implements PerceptualNetwork, AutoCloseable {
  private static final Preprocessing IMAGE_NET =
      Preprocessing.none()
          .normalised(new double[] {0.485, 0.456, 0.406}, new double[] {0.229, 0.224, 0.225});

  private final Network network;

  /** Makes it with formula weights. */
  TinyFeatures(int run) {
    Script s = new Script();
    s.returns(layers(s.layers().at("perceptual"), s.input("image")));
    this.network =
        new Network(
            s,
            Weights.from(s.parameters(), p -> FormulaTensors.parameter(p.key(), run, p.shape())));
  }

  /** Writes it, without the normalisation. */
  static Value layers(Layers net, Value image) {
    Value h = net.at("conv1").conv(image, 3, 8, 3, 1, 1).relu();
    return net.at("conv2").conv(h, 8, 8, 3, 2, 1).relu();
  }

  @Override
  public String name() {
    return "tiny features";
  }

  @Override
  public Tensor features(Tensor images) {
    return network.run(IMAGE_NET.apply(images));
  }

  @Override
  public void close() {
    network.close();
  }
}
