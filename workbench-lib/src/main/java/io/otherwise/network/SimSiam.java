package io.otherwise.network;

import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Script.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An encoder that learns without labels: what it says of one view of a picture should follow from
 * what it says of another.
 *
 * <p>Chen and He (2021), <a href="https://arxiv.org/abs/2011.10566">Exploring Simple Siamese
 * Representation Learning</a>. Keys are those of the authors' code without {@code module.}: the
 * projector of three dense layers stands in the place of the encoder's classifier.
 *
 * @param encoder with or without classes: its own classifier is not used
 * @param dim width of the projection z, which metrics compare
 * @param narrow width of the predictor's hidden layer, a quarter of {@code dim} in the paper
 */
public record SimSiam(ResNet encoder, int dim, int narrow) implements ImageNetwork {
  /** Layer with the prediction of the other view's z. */
  public static final String PREDICTION = "predictor.3";

  private static final double NORM_EPS = 1e-5;

  public SimSiam {
    if (dim < 1 || narrow < 1) {
      throw new IllegalArgumentException(
          "a SimSiam network has widths of at least 1, but had "
              + dim
              + " and "
              + narrow
              + "; the paper has 2048 and 512");
    }
    encoder = encoder.headless();
  }

  /** The published one on ResNet-50, 38 million weights. */
  public static SimSiam resnet50() {
    return new SimSiam(ResNet.resnet50(1), 2048, 512);
  }

  /** The width of z, which stands in the place of scores. */
  @Override
  public int classes() {
    return dim;
  }

  /** The projection z as logits; the prediction p among the layers. */
  @Override
  public Activations forward(Layers place, Value image) {
    Activations encoded = encoder.forward(place.at("encoder"), image);
    Map<String, Value> layers = new LinkedHashMap<>(encoded.layers());
    Layers net = place.tapping(layers);
    Value z = projected(net.at("encoder").at("fc"), encoded.logits());
    predicted(net.at("predictor"), z);
    return new Activations(z, layers);
  }

  private Value projected(Layers net, Value pooled) {
    int inner = encoder.features();
    Value h = hidden(net, 0, pooled, inner, inner);
    h = hidden(net, 3, h, inner, inner);
    h = net.at(6).tap(net.at(6).linear(h, inner, dim));
    return net.at(7).tap(net.at(7).plainBatchNorm(h, dim, NORM_EPS));
  }

  private void predicted(Layers net, Value z) {
    Value h = hidden(net, 0, z, dim, narrow);
    net.at(3).tap(net.at(3).linear(h, narrow, dim));
  }

  /** Dense without bias, normalised, rectified: three numbers in the checkpoint. */
  private static Value hidden(Layers net, int first, Value x, long in, long out) {
    Value h = net.at(first).tap(net.at(first).linear(x, in, out, false));
    Layers norm = net.at(first + 1);
    h = norm.tap(norm.batchNorm(h, out, NORM_EPS));
    return net.at(first + 2).tap(h.relu());
  }
}
