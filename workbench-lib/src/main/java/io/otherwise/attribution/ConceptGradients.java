package io.otherwise.attribution;

import io.otherwise.explain.Image;
import io.otherwise.model.Classifier;
import io.otherwise.model.LayeredClassifier;
import io.otherwise.tensor.Gradients;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * A classifier's gradient at an inner layer, whose channels stand for concepts, and the gradient at
 * the image when only some of them count.
 *
 * <p>Motzkus, Hellert and Schmid (2024), <a href="https://arxiv.org/abs/2406.01649">CoLa-DCE</a>,
 * Sections 4.2 to 4.4.
 */
public final class ConceptGradients {
  private ConceptGradients() {}

  /**
   * The gradient of each image's target logit at a layer: Section 4.2, where the paper writes a
   * probability and its code takes the logit.
   *
   * @param images N x 3 x H x W in [0, 1]
   * @param targets N class indices
   * @return the shape of the layer's output
   */
  public static Tensor at(
      LayeredClassifier classifier, Tensor images, String layer, long... targets) {
    try (Scope scope = Scope.open();
        Gradients graph = Gradients.record()) {
      LayeredClassifier.Layered seen = classifier.layered(graph.leaf(images), layer);
      Tensor sum = targetLogits(classifier, seen.logits(), targets);
      return scope.keep(graph.of(sum, seen.activations()));
    }
  }

  /**
   * The sum over the batch of the targets' logits; the negative side's is minus the logit.
   *
   * @param logits as {@link Classifier#logits} gives them
   */
  public static Tensor targetLogits(Classifier classifier, Tensor logits, long... targets) {
    Tensor indices = Tensor.of(targets, targets.length);
    return classifier.binary()
        ? logits.times(indices.toFloat().times(2).minus(1)).sum()
        : logits.gather(1, indices.reshape(-1, 1)).sum();
  }

  /**
   * One value a channel: the sum over space, or what the class token holds.
   *
   * @param layer a layer's output, its gradient or its relevances
   * @return [image][channel]
   */
  public static float[][] perChannel(Tensor layer) {
    return scores(layer, ChannelScore.SUM);
  }

  /**
   * What channels are chosen by.
   *
   * @return [image][channel]
   */
  public static float[][] scores(Tensor gradient, ChannelScore by) {
    float[] all = by.of(gradient).floats();
    int channels = LayerShape.of(gradient).channels(gradient);
    float[][] rows = new float[all.length / channels][];
    Arrays.setAll(rows, i -> Arrays.copyOfRange(all, i * channels, (i + 1) * channels));
    return rows;
  }

  /**
   * The concept mask of Eq. 7: 1 at the chosen channels, else 0.
   *
   * @param gradient the layer's
   * @param chosen [image][channel]; repeats count once
   * @return one value a channel, in a shape that broadcasts over the layer
   */
  public static Tensor channelMask(Tensor gradient, int[][] chosen) {
    LayerShape shape = LayerShape.of(gradient);
    int channels = shape.channels(gradient);
    float[] mask = new float[chosen.length * channels];
    for (int i = 0; i < chosen.length; i++) {
      for (int channel : chosen[i]) {
        mask[i * channels + channel] = 1;
      }
    }
    return Tensor.of(mask, shape.perChannel(gradient));
  }

  /**
   * The spatial mask of Section 4.4: of the chosen channels the places whose gradient is at least a
   * share of the channel's largest. A channel without any gradient keeps all places; a layer
   * without places keeps its channels.
   *
   * @param channelMask as {@link #channelMask} gives it
   * @param eta the share, in [0, 1]; 0 keeps all
   * @return the layer's shape, or that of the channel mask
   */
  public static Tensor spatialMask(Tensor gradient, Tensor channelMask, double eta) {
    if (LayerShape.of(gradient) != LayerShape.SPATIAL) {
      return channelMask;
    }
    Tensor size = gradient.abs();
    Tensor below = size.max(2, 3).times(eta).greater(size);
    return below.not().toFloat().times(channelMask);
  }

  /**
   * The gradient at x when the layer's gradient is multiplied by a mask: Eq. 7. What reaches x
   * around the layer, such as by a skip connection, stays as it is: the share of the layer that the
   * mask drops is subtracted from the full gradient, so it takes one forward and no hook.
   *
   * @param objective one value that depends on the activations
   * @param activations the layer's output A
   * @param mask broadcasts over A; 1 keeps, 0 drops
   * @param x what the gradient is for
   */
  public static Tensor masked(
      Gradients graph, Tensor objective, Tensor activations, Tensor mask, Tensor x) {
    Tensor atLayer = graph.of(objective, activations);
    Tensor dropped = mask.times(-1).plus(1).times(atLayer).negated();
    return graph
        .vjp(
            List.of(objective, activations),
            List.of(x),
            List.of(Tensor.full(1, objective.shape()), dropped))
        .get(0);
  }

  /**
   * A channel's places spread over a picture, as Net2Vec does: bilinear, grey.
   *
   * @param mask N x channels x h x w in [0, 1]
   */
  public static Image localisation(
      Tensor mask, int image, int channel, String id, int height, int width) {
    try (Scope scope = Scope.open()) {
      Tensor one = mask.narrow(0, image, 1).narrow(1, channel, 1).bilinear(height, width);
      float[] grey = one.floats();
      float[] values = new float[Image.CHANNELS * grey.length];
      for (int c = 0; c < Image.CHANNELS; c++) {
        System.arraycopy(grey, 0, values, c * grey.length, grey.length);
      }
      return Image.clamped(id, height, width, values);
    }
  }
}
