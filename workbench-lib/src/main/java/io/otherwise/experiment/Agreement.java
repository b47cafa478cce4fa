package io.otherwise.experiment;

import io.otherwise.artifact.Provenance;
import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Scores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Whether answers that were computed again are those of before. On the same machine every byte is
 * the same. Another processor or thread count adds floats in another order, so there the same
 * answers flip, apart from ties, and 99 % of all values of the pictures lie within 2 of 255.
 *
 * @param sameMachine processor, architecture, engine and threads were the same
 * @param sameBytes of every record and picture
 * @param flips queries that flip on one side only, without a tie
 * @param ties queries that flip on one side only, where two classes are {@value #TIE} apart or less
 * @param difference the 99th percentile of absolute differences of pixels, in [0, 1]
 */
record Agreement(
    int answers,
    boolean sameMachine,
    boolean sameBytes,
    List<String> flips,
    List<String> ties,
    double difference) {
  static final double TIE = .02;
  private static final double LEVELS = 255;

  /** Two levels of stored pictures. */
  static final double CLOSE = 2 / LEVELS;

  private static final double SHARE = .99;
  private static final List<String> MACHINE = List.of("processor", "arch", "engine", "threads");

  /** Two runs of the same questions. */
  static Agreement of(Run before, Run after) {
    Counterfactuals first = before.answers();
    Counterfactuals second = after.answers();
    if (!ids(first).equals(ids(second))) {
      throw new IllegalArgumentException(
          "runs are compared over the same questions, but one has %s answers and the other %s or others; compute what is missing"
              .formatted(first.size(), second.size()));
    }
    List<String> flips = new ArrayList<>();
    List<String> ties = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      Counterfactual a = first.get(i);
      Counterfactual b = second.get(i);
      if (a.flipped() != b.flipped()) {
        (tie(a.after()) || tie(b.after()) ? ties : flips).add(a.query().id());
      }
    }
    return new Agreement(
        first.size(),
        sameMachine(before.provenance(), after.provenance()),
        before.hash().equals(after.hash()),
        flips,
        ties,
        difference(first, second));
  }

  private static List<String> ids(Counterfactuals answers) {
    return answers.stream().map(c -> c.query().id()).toList();
  }

  private static boolean sameMachine(Provenance a, Provenance b) {
    return a.device().equals(b.device())
        && MACHINE.stream().allMatch(x -> Objects.equals(a.versions().get(x), b.versions().get(x)));
  }

  private static boolean tie(Scores scores) {
    float[] sorted = scores.probabilities();
    Arrays.sort(sorted);
    int n = sorted.length;
    return n > 1 && sorted[n - 1] - sorted[n - 2] <= TIE;
  }

  private static double difference(Counterfactuals a, Counterfactuals b) {
    double[] sorted =
        Stream.iterate(0, i -> i < a.size(), i -> i + 1)
            .flatMapToDouble(i -> Arrays.stream(absolute(a.get(i), b.get(i))))
            .sorted()
            .toArray();
    return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(SHARE * sorted.length) - 1];
  }

  private static double[] absolute(Counterfactual a, Counterfactual b) {
    float[] x = a.edited().values();
    float[] y = b.edited().values();
    double[] difference = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      difference[i] = Math.rint(LEVELS * Math.abs(x[i] - y[i])) / LEVELS;
    }
    return difference;
  }

  /** Every byte on the same machine, otherwise the same flips and close pictures. */
  boolean holds() {
    return sameBytes || !sameMachine && flips.isEmpty() && difference <= CLOSE;
  }

  /** Whether the program changed: on the same machine other answers flip. */
  boolean alarms() {
    return sameMachine && !flips.isEmpty();
  }

  /** {@code 10 answers computed again on this machine have the same bytes}. */
  @Override
  public String toString() {
    String again =
        "%s answers computed again on %s"
            .formatted(answers, sameMachine ? "the same machine" : "another machine");
    if (sameBytes) {
      return again + " have the same bytes";
    }
    String flipped = flips.isEmpty() ? "the same flips" : "other flips at " + words(flips);
    String tied = ties.isEmpty() ? "" : " apart from ties at " + words(ties);
    return "%s have %s%s, and 99 %% of pixel values within %.4f"
        .formatted(again, flipped, tied, difference);
  }

  private static String words(List<String> queries) {
    return String.join(", ", queries);
  }
}
