package io.otherwise.method;

import io.otherwise.explain.Method;
import io.otherwise.explain.Query;
import io.otherwise.model.Ancestral;
import io.otherwise.model.Classifier;
import io.otherwise.model.PerceptualNetwork;
import io.otherwise.model.PixelDiffusion;
import io.otherwise.tensor.Noise;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The networks that DiME and its successors are bound to, and how: all of them make attempts from
 * the same noisy image, under losses of the same kind.
 *
 * @param perceptual whose features keep an edit close
 */
record DimeFamily(Classifier classifier, PixelDiffusion model, PerceptualNetwork perceptual) {
  /**
   * The attempts of a method.
   *
   * @param respacing timesteps the sampler keeps
   * @param tau how many reverse steps there are from the noisy image on
   * @param steps of an attempt, more than tau where it begins anew
   * @param oneNoisier whether the image is noised to one position above the first step
   * @param sharedStart whether all attempts begin with the same noisy image
   * @param classifierScales lambda_c, one an attempt
   */
  record Plan(
      String respacing,
      int tau,
      int steps,
      boolean oneNoisier,
      boolean sharedStart,
      List<Double> classifierScales) {}

  /** What an attempt works with. */
  record Tools(Attempts.Attempt attempt, Ancestral sampler, DimeLosses losses) {}

  /** Refuses values that no member of the family can have; returns the scales, unmodifiable. */
  static List<Double> checked(
      int tau, List<Double> classifierScales, double perceptualScale, double distanceScale) {
    Check.atLeast("tau counts the reverse steps", tau, 1, 60);
    List<Double> scales = List.copyOf(classifierScales);
    Check.atLeast("classifierScales has one value an attempt", scales.size(), 1, 3);
    for (double scale : scales) {
      Check.notNegative("a classifier scale multiplies the classifier's loss", scale, 8);
    }
    Check.notNegative("perceptualScale multiplies the perceptual loss", perceptualScale, 30);
    Check.notNegative("distanceScale multiplies the l1 distance", distanceScale, 0.05);
    return scales;
  }

  /**
   * Binds a method.
   *
   * @param check refuses a query, beyond an image size that the model cannot take
   * @param edit one attempt
   */
  Batched bound(
      Method method,
      Plan plan,
      DimeLosses.Factors factors,
      Consumer<Query> check,
      Function<Tools, Attempts.Edit> edit) {
    Ancestral sampler = model.respaced(plan.respacing);
    Attempts.Start start = Attempts.start(sampler, plan.tau, plan.oneNoisier, plan.sharedStart);
    return Batched.of(
            method,
            classifier,
            query -> {
              model.checkSize(query.factual().height(), query.factual().width());
              check.accept(query);
            },
            Noise::counted,
            (batch, watch) ->
                new Attempts(batch, watch, classifier, plan.classifierScales, plan.steps, start)
                    .explain(attempt -> edit.apply(tools(attempt, sampler, factors))))
        .using(model.name(), perceptual.name());
  }

  private Tools tools(Attempts.Attempt attempt, Ancestral sampler, DimeLosses.Factors factors) {
    return new Tools(attempt, sampler, new DimeLosses(factors, attempt, classifier, perceptual));
  }
}
