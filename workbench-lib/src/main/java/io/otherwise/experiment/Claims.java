package io.otherwise.experiment;

import io.otherwise.metric.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a paper says of the rows of a table, a comparison each, and what becomes of it. An immutable
 * value:
 *
 * <pre>{@code
 * Claims.of(table)
 *     .larger("FR", "DiME", "Direct", "Naive").smaller("BKL", "DiME", "Naive").verdict()
 * }</pre>
 *
 * <p>A comparison is decided where the interval of the difference, on resamples that both rows
 * share, does not hold 0, or a margin that is asked for. The claim agrees if every comparison is
 * decided for it, disagrees if one is decided against it, and is not testable otherwise: what is
 * not clear confirms nothing.
 */
public record Claims(MetricTable table, List<Part> parts) {
  /** On fewer answers an interval from resamples is too narrow to decide anything. */
  static final int FEWEST = 10;

  /**
   * One comparison.
   *
   * @param larger whether the figure of {@code row} is claimed to be the larger one
   * @param margin by how much at least, 0 for any difference
   */
  public record Part(String column, String row, String other, boolean larger, double margin) {
    /** From this many answers on an interval may say that the margin is missed. */
    private int enough() {
      // Where all answers agree resamples have no spread; the rule of three bounds what was missed.
      return margin == 0 ? FEWEST : Math.max(FEWEST, (int) Math.ceil(3 / margin));
    }
  }

  private enum State {
    FOR,
    AGAINST,
    OPEN
  }

  public Claims {
    parts = List.copyOf(parts);
  }

  /** No comparison yet. */
  public static Claims of(MetricTable table) {
    return new Claims(table, List.of());
  }

  /** The same, and a column is larger on a row than on each of the others. */
  public Claims larger(String column, String row, String... others) {
    return with(column, row, true, 0, others);
  }

  /**
   * The same, and a share is larger on a row than on each of the others by a margin at least: what
   * a paper's "by far" is taken to mean. It is contradicted where the whole interval is below the
   * margin, of at least 3 / margin answers; two rows of equal shares confirm no margin.
   *
   * @param margin above 0
   */
  public Claims largerBy(double margin, String column, String row, String... others) {
    if (!(margin > 0)) {
      throw new IllegalArgumentException(
          "a margin is above 0, but was " + margin + "; use larger(...) for any difference");
    }
    return with(column, row, true, margin, others);
  }

  /** The same, and a column is smaller on a row than on each of the others. */
  public Claims smaller(String column, String row, String... others) {
    return with(column, row, false, 0, others);
  }

  private Claims with(String column, String row, boolean larger, double margin, String... others) {
    List<Part> more = new ArrayList<>(parts);
    for (String other : others) {
      more.add(new Part(column, row, other, larger, margin));
    }
    return new Claims(table, more);
  }

  /**
   * One sentence, with every difference.
   *
   * @throws IllegalArgumentException if nothing is claimed, or of a row or column that is not there
   */
  public Verdict verdict() {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException(
          "a claim compares at least 2 rows, but nothing was compared; add larger(...) or"
              + " smaller(...)");
    }
    List<State> states = parts.stream().map(this::state).toList();
    String reason = parts.stream().map(this::words).collect(Collectors.joining("; "));
    if (states.contains(State.AGAINST)) {
      return new Verdict(Verdict.Answer.DISAGREES, reason);
    }
    return states.contains(State.OPEN)
        ? Verdict.notTestable(reason)
        : new Verdict(Verdict.Answer.AGREES, reason);
  }

  private State state(Part part) {
    Optional<Interval> found = difference(part).interval();
    if (n(part) < FEWEST || found.isEmpty()) {
      return State.OPEN;
    }
    Interval interval = found.get();
    double low = part.larger() ? interval.low() : -interval.high();
    double high = part.larger() ? interval.high() : -interval.low();
    if (high < part.margin() && n(part) >= part.enough()) {
      return State.AGAINST;
    }
    return low > part.margin() ? State.FOR : State.OPEN;
  }

  private RowDifference difference(Part part) {
    return table.difference(part.row(), part.other(), part.column());
  }

  private int n(Part part) {
    return Math.min(table.n(part.row(), part.column()), table.n(part.other(), part.column()));
  }

  private static String asked(Part part, int n) {
    if (part.margin() == 0) {
      return "";
    }
    String asked = String.format(Locale.ROOT, ", asked is more than %.2g", part.margin());
    return n < part.enough() ? asked + ", which " + n + " answers cannot refute" : asked;
  }

  private String words(Part part) {
    int n = n(part);
    String few = n < FEWEST ? String.format(Locale.ROOT, ", n = %d is too few", n) : "";
    RowDifference difference = difference(part);
    String number = Double.isNaN(difference.value()) ? "no figure" : difference.toString();
    return "%s of %s less %s %s%s%s"
        .formatted(part.column(), part.row(), part.other(), number, asked(part, n), few);
  }
}
