package io.otherwise.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a paper says of the rows of a table, a comparison each, and what becomes of it. An immutable
 * value:
 *
 * <pre>{@code
 * Claims.of(table).larger("FR", "DiME", "Direct", "Naive").smaller("BKL", "DiME", "Naive").verdict()
 * }</pre>
 *
 * <p>A comparison is decided where the interval of the difference, on resamples that both rows
 * share, does not hold 0. The claim agrees if every comparison is decided for it, disagrees if one
 * is decided against it, and is not testable otherwise: what is not clear confirms nothing.
 */
public record Claims(MetricTable table, List<Part> parts) {
  /** On fewer answers an interval from resamples is too narrow to decide anything. */
  static final int FEWEST = MetricValidity.FEWEST_IMAGES;

  /**
   * One comparison.
   *
   * @param larger whether the figure of {@code row} is claimed to be the larger one
   */
  public record Part(String column, String row, String other, boolean larger) {}

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
    return with(column, row, true, others);
  }

  /** The same, and a column is smaller on a row than on each of the others. */
  public Claims smaller(String column, String row, String... others) {
    return with(column, row, false, others);
  }

  private Claims with(String column, String row, boolean larger, String... others) {
    List<Part> more = new ArrayList<>(parts);
    for (String other : others) {
      more.add(new Part(column, row, other, larger));
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
          "a claim compares at least 2 rows, but nothing was compared; add larger(...) or smaller(...)");
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
    RowDifference difference = difference(part);
    if (n(part) < FEWEST || !difference.clear()) {
      return State.OPEN;
    }
    return difference.value() > 0 == part.larger() ? State.FOR : State.AGAINST;
  }

  private RowDifference difference(Part part) {
    return table.difference(part.row(), part.other(), part.column());
  }

  private int n(Part part) {
    return Math.min(table.n(part.row(), part.column()), table.n(part.other(), part.column()));
  }

  private String words(Part part) {
    int n = n(part);
    String few = n < FEWEST ? String.format(Locale.ROOT, ", n = %d is too few", n) : "";
    RowDifference difference = difference(part);
    String number = Double.isNaN(difference.value()) ? "no figure" : difference.toString();
    return "%s of %s less %s %s%s"
        .formatted(part.column(), part.row(), part.other(), number, few);
  }
}
