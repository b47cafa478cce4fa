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
   * @param relation what the figure of {@code row} is claimed to be
   * @param margin by how much at least, 0 for any difference; if equal, by how much at most
   */
  public record Part(String column, String row, String other, Relation relation, double margin) {
    /** From this many answers on an interval may say that the margin is missed or kept. */
    private int enough() {
      // Where all answers agree resamples have no spread; the rule of three bounds what was missed.
      return margin == 0 ? FEWEST : Math.max(FEWEST, (int) Math.ceil(3 / margin));
    }
  }

  /** What one figure is to another. */
  public enum Relation {
    LARGER,
    SMALLER,
    EQUAL
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
    return with(column, row, Relation.LARGER, 0, others);
  }

  /**
   * The same, and a share is larger on a row than on each of the others by a margin at least: what
   * a paper's "by far" is taken to mean. It is contradicted where the whole interval is below the
   * margin, of at least 3 / margin answers; two rows of equal shares confirm no margin.
   *
   * @param margin above 0
   */
  public Claims largerBy(double margin, String column, String row, String... others) {
    return with(column, row, Relation.LARGER, checked(margin), others);
  }

  /**
   * The same, and a share is as large on a row as on each of the others: the whole interval of the
   * difference lies within the margin, of at least 3 / margin answers. It is contradicted where the
   * whole interval lies beyond it.
   *
   * @param margin above 0
   */
  public Claims equal(double margin, String column, String row, String... others) {
    return with(column, row, Relation.EQUAL, checked(margin), others);
  }

  private static double checked(double margin) {
    if (!(margin > 0)) {
      throw new IllegalArgumentException(
          "a margin is above 0, but was " + margin + "; use larger(...) for any difference");
    }
    return margin;
  }

  /** The same, and a column is smaller on a row than on each of the others. */
  public Claims smaller(String column, String row, String... others) {
    return with(column, row, Relation.SMALLER, 0, others);
  }

  private Claims with(
      String column, String row, Relation relation, double margin, String... others) {
    List<Part> more = new ArrayList<>(parts);
    for (String other : others) {
      more.add(new Part(column, row, other, relation, margin));
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
          "a claim compares at least 2 rows, but nothing was compared; add larger(...),"
              + " smaller(...) or equal(...)");
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
    boolean enough = n(part) >= part.enough();
    Interval interval = found.get();
    return switch (part.relation()) {
      case LARGER -> larger(interval, part.margin(), enough);
      case SMALLER ->
          larger(new Interval(-interval.high(), -interval.low()), part.margin(), enough);
      case EQUAL -> equal(interval, part.margin(), enough);
    };
  }

  private static State larger(Interval difference, double margin, boolean enough) {
    if (difference.high() < margin && enough) {
      return State.AGAINST;
    }
    return difference.low() > margin ? State.FOR : State.OPEN;
  }

  private static State equal(Interval difference, double margin, boolean enough) {
    if (difference.low() > margin || difference.high() < -margin) {
      return State.AGAINST;
    }
    boolean within = difference.low() >= -margin && difference.high() <= margin;
    return within && enough ? State.FOR : State.OPEN;
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
    boolean equal = part.relation() == Relation.EQUAL;
    String asked =
        String.format(
            Locale.ROOT, ", asked is %s than %.2g", equal ? "less" : "more", part.margin());
    String few = ", which " + n + " answers cannot " + (equal ? "confirm" : "refute");
    return n < part.enough() ? asked + few : asked;
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
