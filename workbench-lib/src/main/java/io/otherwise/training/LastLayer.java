package io.otherwise.training;

import io.otherwise.explain.Records;
import io.otherwise.explain.Seed;
import io.otherwise.model.NetworkClassifier;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Fine-tunes the last dense layer of a classifier and nothing else: how LDCE repairs an error of a
 * model that its counterfactuals have uncovered.
 *
 * <p>Farid et al. (2023), <a href="https://arxiv.org/abs/2310.06668">Latent Diffusion
 * Counterfactual Explanations</a>, Section 5.1 and Appendix J: the training set together with 25
 * pictures of one error, stochastic gradient descent with momentum, the rate on half a cosine.
 *
 * <pre>{@code
 * var usual = LastFeatures.of(classifier, usualFlowers, species);
 * var rare  = LastFeatures.of(classifier, rareFlowers, species);
 * LastLayer.paper().on(usual.and(rare, 1), "repaired")
 * }</pre>
 *
 * <h2>Differences from the paper</h2>
 *
 * The pictures are seen as they are, without random crops and mirroring, so that the network runs
 * once a picture. How often the 25 were seen is not said; here {@link LastFeatures#and} says it.
 *
 * @param epochs times that every picture is seen
 * @param batch pictures a step; the last step of an epoch takes what is left
 * @param rate learning rate of the first epoch
 * @param momentum share of the last step that goes into the next one, in [0, 1)
 * @param weightDecay lambda, the pull of every weight and bias towards 0
 * @param seed of the order of the pictures
 */
public record LastLayer(
    int epochs, int batch, double rate, double momentum, double weightDecay, long seed) {
  public LastLayer {
    if (epochs < 1 || batch < 1) {
      throw new IllegalArgumentException(
          "a layer is tuned for at least 1 epoch in batches of at least 1, but had "
              + epochs
              + " epochs and batches of "
              + batch
              + "; the paper has 16 and 512");
    }
    if (!(rate > 0) || !(momentum >= 0 && momentum < 1) || !(weightDecay >= 0)) {
      throw new IllegalArgumentException(
          "the rate is above 0, the momentum in [0, 1) and the weight decay at least 0, but were "
              + rate
              + ", "
              + momentum
              + " and "
              + weightDecay
              + "; the paper has 0.1, 0.9 and 0.0005");
    }
  }

  /** Appendix J: 16 epochs, batches of 512, rate 0.1, momentum 0.9, weight decay 0.0005. */
  public static LastLayer paper() {
    return new LastLayer(16, 512, 0.1, 0.9, 5e-4, 0);
  }

  /**
   * The embedded world, whose training set is a thousand times smaller: batches of 32, so that 16
   * epochs of 1,000 pictures have 500 steps and not 32. All else is the paper's.
   */
  public static LastLayer world() {
    return paper().batch(32);
  }

  public LastLayer epochs(int value) {
    return Records.with(this, "epochs", value);
  }

  public LastLayer batch(int value) {
    return Records.with(this, "batch", value);
  }

  public LastLayer rate(double value) {
    return Records.with(this, "rate", value);
  }

  public LastLayer momentum(double value) {
    return Records.with(this, "momentum", value);
  }

  public LastLayer weightDecay(double value) {
    return Records.with(this, "weightDecay", value);
  }

  public LastLayer seed(long value) {
    return Records.with(this, "seed", value);
  }

  /**
   * Tunes a copy.
   *
   * @param seen what the layer sees of all pictures
   * @param name the copy goes by
   * @return a classifier with weights of its own, to be closed by the caller; all but the last
   *     layer's are the same to the bit
   */
  public NetworkClassifier on(LastFeatures seen, String name) {
    NetworkClassifier classifier = seen.classifier();
    DenseHead head =
        new DenseHead(classifier.weight(seen.weight()), classifier.weight(seen.bias()));
    tune(head, seen);
    return classifier.replacing(
        name, Map.of(seen.weight(), head.weight(), seen.bias(), head.bias()));
  }

  private void tune(DenseHead head, LastFeatures seen) {
    for (int epoch = 0; epoch < epochs; epoch++) {
      double now = rate * 0.5 * (1 + Math.cos(Math.PI * epoch / epochs));
      int[] order = order(seen.size(), epoch);
      for (int from = 0; from < order.length; from += batch) {
        int to = Math.min(order.length, from + batch);
        double[] gradient = head.gradient();
        for (int i = from; i < to; i++) {
          head.addGradient(seen.row(order[i]), seen.label(order[i]), 1.0 / (to - from), gradient);
        }
        head.step(gradient, now, momentum, weightDecay);
      }
    }
  }

  /** A shuffle (Fisher and Yates). */
  private int[] order(int n, int epoch) {
    long key = Seed.seed(seed).key("last layer", "order", epoch);
    int[] order = IntStream.range(0, n).toArray();
    for (int i = 0; i < n - 1; i++) {
      int other = i + (int) (Seed.uniform(key, i) * (n - i));
      int swapped = order[i];
      order[i] = order[other];
      order[other] = swapped;
    }
    return order;
  }
}
