package io.otherwise.attribution;

import io.otherwise.explain.Image;
import io.otherwise.model.Images;
import io.otherwise.model.LayeredClassifier;
import io.otherwise.tensor.Gradients;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Score-CAM: a map of where a class is seen, without gradients. Every channel of a layer becomes a
 * mask over the image; the more the class gains under it, the more the channel counts.
 *
 * <p>Wang et al. (2020), <a href="https://arxiv.org/abs/1910.01279">Score-CAM: Score-Weighted
 * Visual Explanations for Convolutional Neural Networks</a>, Algorithm 1.
 *
 * <h2>Cost</h2>
 *
 * One forward at the layer, one for each of its channels, and one for the baseline; no graph.
 *
 * @param layer one of {@link LayeredClassifier#layers()}, with places: a convolution or a block
 * @param baseline X_b, what a masked image is compared with
 * @param weighting how scores become weights
 * @param chunk how many masked images go through the classifier at once
 */
public record ScoreCam(String layer, Baseline baseline, Weighting weighting, int chunk) {
  private static final int CHUNK = 64;

  /** What a masked image is compared with. */
  public enum Baseline {
    /** An image of zeros: black. */
    BLACK,
    /** Nothing: the score is the probability itself, and a forward is saved. */
    NONE
  }

  /** How the scores of the channels become weights. */
  public enum Weighting {
    /** Softmax over the channels, as in Algorithm 1; any baseline then gives the same map. */
    SOFTMAX,
    /** The scores themselves, as the paper defines the map. */
    SCORES
  }

  /**
   * What was found, one row an image.
   *
   * @param activations A, N x K x h x w
   * @param scores C, N x K
   * @param weights alpha, N x K
   * @param map N x 1 x H x W in [0, 1]; 0 all over where no weighted activation is positive
   */
  public record Found(Tensor activations, Tensor scores, Tensor weights, Tensor map) {}

  public ScoreCam {
    if (chunk < 1) {
      throw new IllegalArgumentException(
          "chunk counts the masked images of one forward and must be at least 1, but was "
              + chunk
              + "; choose 64 unless memory is short");
    }
  }

  /** Algorithm 1 of the paper at a layer. */
  public static ScoreCam at(String layer) {
    return new ScoreCam(layer, Baseline.BLACK, Weighting.SOFTMAX, CHUNK);
  }

  public ScoreCam baseline(Baseline value) {
    return new ScoreCam(layer, value, weighting, chunk);
  }

  public ScoreCam weighting(Weighting value) {
    return new ScoreCam(layer, baseline, value, chunk);
  }

  public ScoreCam chunk(int value) {
    return new ScoreCam(layer, baseline, weighting, value);
  }

  /** Forward passes of the classifier for each image. */
  public int forwards(int channels) {
    return 1 + channels + (baseline == Baseline.BLACK ? 1 : 0);
  }

  /**
   * The map of one image as a grey picture.
   *
   * @param shown the class to look for
   */
  public Image of(LayeredClassifier classifier, Image image, String shown) {
    try (Scope scope = Scope.open()) {
      Tensor classes = Tensor.filled(classifier.indexOf(shown), 1);
      Tensor map = of(classifier, Images.tensor(List.of(image)), classes).map();
      Tensor grey = map.expand(1, Image.CHANNELS, image.height(), image.width());
      return Images.list(grey, List.of(image.id() + "/" + layer)).get(0);
    }
  }

  /**
   * The maps of a batch; no image sees another.
   *
   * @param images N x 3 x H x W in [0, 1]
   * @param classes N class indices
   * @throws IllegalArgumentException if there is no such layer or it has no places
   */
  public Found of(LayeredClassifier classifier, Tensor images, Tensor classes) {
    try (Gradients without = Gradients.pause();
        Scope scope = Scope.open()) {
      long height = images.size(2);
      long width = images.size(3);
      Tensor activations =
          new Places(layer).of(classifier.layered(images, layer).activations(), height, width);
      Tensor scores = scores(classifier, images, classes, activations);
      Tensor weights = weighting == Weighting.SOFTMAX ? scores.softmax(1) : scores;
      Tensor each = weights.reshape(weights.size(0), weights.size(1), 1, 1);
      Tensor sum = activations.times(each).sum(1).relu();
      Tensor map = stretched(sum.bilinear(height, width));
      return new Found(
          scope.keep(activations), scope.keep(scores), scope.keep(weights), scope.keep(map));
    }
  }

  /** C(A_k) = f(X o H_k) - f(X_b), the increase of confidence: one row an image. */
  private Tensor scores(
      LayeredClassifier classifier, Tensor images, Tensor classes, Tensor activations) {
    List<Tensor> rows = new ArrayList<>();
    for (int i = 0; i < images.size(0); i++) {
      Tensor image = images.narrow(0, i, 1);
      Tensor shown = classes.narrow(0, i, 1);
      try (Scope one = Scope.open()) {
        Tensor gained = masked(classifier, image, shown, activations.narrow(0, i, 1));
        if (baseline == Baseline.BLACK) {
          gained = gained.minus(probability(classifier, image.times(0), shown));
        }
        rows.add(one.keep(gained));
      }
    }
    return Tensor.cat(rows, 0);
  }

  /** f(X o H_k) for every channel, H_k = s(Up(A_k)): 1 x K. */
  private Tensor masked(
      LayeredClassifier classifier, Tensor image, Tensor shown, Tensor activations) {
    long channels = activations.size(1);
    List<Tensor> parts = new ArrayList<>();
    for (long from = 0; from < channels; from += chunk) {
      long count = Math.min(chunk, channels - from);
      try (Scope part = Scope.open()) {
        Tensor planes = activations.narrow(1, from, count).permute(1, 0, 2, 3);
        Tensor masks = stretched(planes.bilinear(image.size(2), image.size(3)));
        parts.add(part.keep(probability(classifier, image.times(masks), shown)));
      }
    }
    return Tensor.cat(parts, 0).reshape(1, channels);
  }

  private static Tensor probability(LayeredClassifier classifier, Tensor images, Tensor shown) {
    return classifier.probabilities(images).select(1, shown);
  }

  /** s(A) = (A - min A) / (max A - min A), over each plane; 0 where a plane has one value. */
  private static Tensor stretched(Tensor planes) {
    Tensor low = planes.min(2, 3);
    return planes.minus(low).shareOf(planes.max(2, 3).minus(low));
  }
}
