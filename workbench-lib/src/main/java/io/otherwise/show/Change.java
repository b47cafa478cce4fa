package io.otherwise.show;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Image;
import io.otherwise.explain.StepRecord;
import io.otherwise.image.Difference;
import java.util.List;
import java.util.stream.IntStream;

/** What an answer changed, as a picture, and where it was allowed to. */
final class Change {
  /** Weaker changes than one step of 8 bits are drawn at this scale, not blown up. */
  private static final double WEAKEST = 1 / 255.0;

  private Change() {}

  /**
   * The change that gets full colour, in (0, 1]. Half a percent of all pixels change more: one
   * bright spot would otherwise leave everything else pale.
   */
  static double scale(List<Counterfactual> answers) {
    double[] changes =
        answers.stream()
            .map(answer -> Difference.absolute(answer.factual(), answer.edited()))
            .flatMapToDouble(all -> IntStream.range(0, all.length).mapToDouble(i -> all[i]))
            .sorted()
            .toArray();
    if (changes.length == 0) {
      return 1;
    }
    double most = Curves.quantile(changes, .995);
    double largest = changes[changes.length - 1];
    return Math.min(1, Math.max(WEAKEST, Math.max(most, largest / 4)));
  }

  static Image picture(Counterfactual answer, double scale) {
    return Difference.signed(answer.factual(), answer.edited(), scale);
  }

  /** How to read the picture. */
  static String legend(double scale) {
    return "Difference: red brighter, blue darker, full colour from a change of "
        + Numbers.fixed(scale, 2)
        + " on the scale from 0 to 1.";
  }

  /** The share of the last mask that let guidance through; empty without a mask. */
  static String kept(Counterfactual answer) {
    List<StepRecord> trace = answer.trace();
    return trace.isEmpty()
        ? ""
        : Numbers.percent(trace.get(trace.size() - 1).keptFraction()) + " kept";
  }
}
