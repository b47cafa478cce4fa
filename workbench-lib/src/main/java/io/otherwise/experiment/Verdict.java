package io.otherwise.experiment;

import io.otherwise.metric.Bootstrap;
import io.otherwise.metric.Interval;
import io.otherwise.metric.Repeats;
import io.otherwise.metric.Resamples;
import io.otherwise.metric.Values;
import io.otherwise.metric.Wilson;
import io.otherwise.show.Html;
import io.otherwise.show.Shown;
import java.util.Locale;
import java.util.Objects;

/**
 * What a measurement says of a published claim, in one sentence that begins with the answer. The
 * answer comes from measured values, never from what was expected of them.
 *
 * @param reason the values that decided it, one clause
 */
public record Verdict(Answer answer, String reason) implements Shown {
  /** What became of the claim. */
  public enum Answer {
    AGREES("Agrees"),
    DISAGREES("Disagrees"),
    NOT_TESTABLE("Not testable");

    private final String word;

    Answer(String word) {
      this.word = word;
    }
  }

  public Verdict {
    Objects.requireNonNull(answer, "answer");
    if (reason.isBlank()) {
      throw new IllegalArgumentException(
          "a verdict says which values decided it, but gave no reason; name them with their n");
    }
  }

  /**
   * Agrees or disagrees.
   *
   * @param holds whether the measured values bear the claim out
   * @param format of the reason, as {@link String#format}, in which numbers have a point
   */
  public static Verdict of(boolean holds, String format, Object... values) {
    return new Verdict(
        holds ? Answer.AGREES : Answer.DISAGREES, String.format(Locale.ROOT, format, values));
  }

  /**
   * Whether a claim holds in most images: decided where Wilson's interval of the share lies on one
   * side of one half, and not testable otherwise.
   *
   * @param images in which it holds
   * @param n images in which it could
   * @param claim what holds, the end of the sentence {@code in 6 of 8 images ...}
   */
  public static Verdict most(int images, int n, String claim) {
    String reason = "in %d of %d images %s".formatted(images, n, claim);
    if (n == 0) {
      return notTestable(reason);
    }
    Wilson share = Wilson.of(images, n);
    return share.low() <= .5 && share.high() >= .5
        ? notTestable(reason + ", which may be chance")
        : of(share.low() > .5, "%s", reason);
  }

  /**
   * Whether a figure that is a mean over random draws is larger than another: decided where they
   * are farther apart than both deviations together, as papers read a mean with its deviation. The
   * deviation tells what the draws do, not what other images would. A figure of a single draw,
   * which has none, is given that of the other.
   *
   * @param figure what was drawn, such as {@code FID+ of Naive and DiME}
   */
  public static Verdict larger(String figure, Repeats larger, Repeats smaller) {
    double difference = larger.mean() - smaller.mean();
    double apart = spread(larger, smaller) + spread(smaller, larger);
    String reason = "%s are %s and %s".formatted(figure, drawn(larger), drawn(smaller));
    // Also where one of them is NaN.
    return Math.abs(difference) > apart ? of(difference > 0, "%s", reason) : notTestable(reason);
  }

  /**
   * Whether two figures drawn several times are alike: the ranges of two deviations around their
   * means overlap. It is not testable where nothing was drawn more than once.
   *
   * @param figure what was drawn, such as {@code FID+ of FastDiME and DiME}
   */
  public static Verdict alike(String figure, Repeats one, Repeats other) {
    String reason = "%s are %s and %s".formatted(figure, drawn(one), drawn(other));
    double reach = 2 * (spread(one, other) + spread(other, one));
    return Double.isFinite(reach)
        ? of(Math.abs(one.mean() - other.mean()) <= reach, "%s", reason)
        : notTestable(reason);
  }

  /**
   * Whether a mean over answers is larger than another mean over the same answers: decided where
   * the interval of the difference, on resamples that both share, does not hold 0. On fewer than 10
   * answers nothing is decided.
   *
   * @param figure what was measured, such as {@code validity ratio of chosen and random concepts}
   */
  public static Verdict larger(String figure, Values larger, Values smaller) {
    int n = Math.min(larger.defined(), smaller.defined());
    String means =
        String.format(
            Locale.ROOT, "%s: %.3f and %.3f, n = %d", figure, larger.value(), smaller.value(), n);
    if (n < Claims.FEWEST) {
      return notTestable(means + ", fewer than " + Claims.FEWEST);
    }
    int queries = Math.max(larger.size(), smaller.size());
    Interval apart = Bootstrap.difference(larger, smaller, Resamples.of(queries));
    String reason =
        means + String.format(Locale.ROOT, ", apart by [%.3f, %.3f]", apart.low(), apart.high());
    return apart.low() <= 0 && apart.high() >= 0
        ? notTestable(reason)
        : of(apart.low() > 0, "%s", reason);
  }

  private static String drawn(Repeats figure) {
    String mean = String.format(Locale.ROOT, "%.4g", figure.mean());
    return figure.values().length == 1
        ? mean
        : mean + String.format(Locale.ROOT, " \u00b1 %.2g", figure.deviation());
  }

  private static double spread(Repeats own, Repeats other) {
    return own.values().length == 1 ? other.deviation() : own.deviation();
  }

  /** Nothing was measured that could decide it. */
  public static Verdict notTestable(String reason) {
    return new Verdict(Answer.NOT_TESTABLE, reason);
  }

  @Override
  public Html toHtml() {
    return Html.of(toString());
  }

  @Override
  public String toString() {
    return answer.word + ": " + reason + ".";
  }
}
