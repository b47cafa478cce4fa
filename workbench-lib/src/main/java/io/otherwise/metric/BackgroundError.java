package io.otherwise.metric;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.image.Resize;
import java.util.function.Function;

/**
 * L_bg: how far the counterfactual strays outside the region it was meant to edit. Mean over
 * background pixels and channels of the squared difference, images in [0, 1].
 *
 * <p>ECED (2025), <a href="https://arxiv.org/abs/2504.09202">From Visual Explanations to
 * Counterfactual Explanations with Latent Diffusion</a>, supplement B.4, with a normal interval
 * over 100 samples: {@link #interval}. Whether channels are summed or averaged is not stated; this
 * averages.
 *
 * @param region the edited region of an answer, at least one half where edited; of any size, pixels
 *     are repeated or dropped to fit
 */
public record BackgroundError(Function<Counterfactual, Image> region, Population population)
    implements PairMetric {
  private static final float EDITED = 0.5f;

  /** Over all answers, outside a region of each, such as the true mask of the edit. */
  public static BackgroundError outside(Function<Counterfactual, Image> region) {
    return new BackgroundError(region, Population.ALL);
  }

  /** Outside the mask that the method kept; every answer must have one. */
  public static BackgroundError outsideKeptMask() {
    return outside(BackgroundError::keptMask);
  }

  public BackgroundError population(Population value) {
    return new BackgroundError(region, value);
  }

  @Override
  public String name() {
    return "L_bg";
  }

  @Override
  public Direction direction() {
    return Direction.LOWER;
  }

  @Override
  public String citation() {
    return "ECED (2025)";
  }

  /** One error an answer; not defined where everything was edited. */
  @Override
  public Values sample(Counterfactuals answers) {
    return Values.of(answers, population, c -> error(c.factual(), c.edited(), region.apply(c)));
  }

  /**
   * The mean with its 95 % normal interval, the exact quantile.
   *
   * @throws IllegalArgumentException if fewer than 2 answers have a background
   */
  public NormalInterval interval(Counterfactuals answers) {
    return NormalInterval.of(sample(answers).values());
  }

  /**
   * The error of one answer.
   *
   * @param region at least one half in its first channel where the image was meant to change
   * @return NaN where there is no background
   */
  public static double error(Image before, Image after, Image region) {
    Image mask = Resize.nearest(region, before.height(), before.width());
    double sum = 0;
    int count = 0;
    for (int y = 0; y < before.height(); y++) {
      for (int x = 0; x < before.width(); x++) {
        if (mask.at(0, y, x) < EDITED) {
          sum += squared(before, after, y, x);
          count += Image.CHANNELS;
        }
      }
    }
    return sum / count;
  }

  private static double squared(Image before, Image after, int y, int x) {
    double sum = 0;
    for (int c = 0; c < Image.CHANNELS; c++) {
      double d = (double) after.at(c, y, x) - before.at(c, y, x);
      sum += d * d;
    }
    return sum;
  }

  private static Image keptMask(Counterfactual answer) {
    return answer
        .keptMask()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the background lies outside a mask, but the answer to "
                        + answer.query().id()
                        + " keeps none; give the region by BackgroundError.outside(...)"));
  }
}
