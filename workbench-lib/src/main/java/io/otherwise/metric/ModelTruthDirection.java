package io.otherwise.metric;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.model.Classifier;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.ModelTruth;

/**
 * Does an answer go the way of model truth? The cosine of the angle between its edit and the edit
 * of that member of model truth which lies closest in direction, in [-1, 1]: 1 for a member itself
 * and for one that is overdone, about 0 for noise.
 *
 * <p>{@link ModelTruthDistance} asks how near an answer ends, and a picture that was hardly touched
 * ends near. This asks where the edit points, whatever its size, so that doing next to nothing
 * earns nothing. An answer that is its factual picture points nowhere: it is not defined and left
 * out of the mean, as are those without model truth.
 *
 * @param truth the world, and what is known of it so far; share it between metrics
 * @param classifier the classifier that the answers explain
 */
public record ModelTruthDirection(KnownTruth truth, Classifier classifier, Population population)
    implements PairMetric {

  /** Over all answers that change something. */
  public ModelTruthDirection(KnownTruth truth, Classifier classifier) {
    this(truth, classifier, Population.ALL);
  }

  /** The same with a truth of its own. */
  public ModelTruthDirection(FaceWorld world, Classifier classifier) {
    this(KnownTruth.of(world), classifier);
  }

  public ModelTruthDirection population(Population value) {
    return new ModelTruthDirection(truth, classifier, value);
  }

  @Override
  public String name() {
    return "direction of model truth";
  }

  @Override
  public Direction direction() {
    return Direction.HIGHER;
  }

  @Override
  public String citation() {
    return "this workbench (2026), the embedded world: model truth";
  }

  /**
   * Searches the truth about every query that is not known yet.
   *
   * @throws IllegalArgumentException if a factual image or a target is not of the world
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  @Override
  public Values sample(Counterfactuals answers) {
    return truth.values(answers, population, this::cosine);
  }

  private double cosine(Counterfactual answer) {
    return truth
        .modelTruth(answer.query(), classifier)
        .map(set -> closest(set, answer.factual(), answer.edited()))
        .orElse(Double.NaN);
  }

  /**
   * The largest cosine between an edit and the edits of the members.
   *
   * @return NaN where nothing was edited and where the truth has no member
   */
  public static double closest(ModelTruth truth, Image factual, Image edited) {
    double[] edit = difference(factual, edited);
    double largest = Double.NaN;
    for (ModelTruth.Member member : truth.members()) {
      double cosine = cosine(edit, difference(factual, member.image()));
      largest = Double.isNaN(largest) ? cosine : Math.max(largest, cosine);
    }
    return largest;
  }

  /** 0 / 0 is the NaN of an answer that changes nothing. */
  private static double cosine(double[] a, double[] b) {
    double product = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      product += a[i] * b[i];
      aa += a[i] * a[i];
      bb += b[i] * b[i];
    }
    return product / (Math.sqrt(aa) * Math.sqrt(bb));
  }

  static double[] difference(Image from, Image to) {
    float[] x = from.values();
    float[] y = to.values();
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "an edit keeps the size of its picture, but " + from + " became " + to + "; resize it");
    }
    double[] difference = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      difference[i] = (double) y[i] - x[i];
    }
    return difference;
  }
}
