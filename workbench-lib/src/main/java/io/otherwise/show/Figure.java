package io.otherwise.show;

import io.otherwise.metric.Interval;
import io.otherwise.metric.Wilson;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleFunction;

/**
 * A measured number in the cell of a table: its value with an interval, whether it is the best of
 * its column, and what must be said with it. A column of figures has equal decimals. Immutable.
 *
 * @param value NaN where there is none
 * @param low lower end of the interval; NaN without one
 * @param high upper end
 * @param best set in bold
 * @param remark in small print after it, may be empty
 * @param given words that stand in place of the number, such as a paper's own digits; may be empty
 */
public record Figure(
    double value, double low, double high, boolean best, String remark, String given)
    implements Shown {
  private static final String SMALL = "<span style=\"font-size:11px;color:#57606a\">";
  private static final String MISSING = "\u2013";

  public Figure {
    Objects.requireNonNull(remark, "remark");
    Objects.requireNonNull(given, "given");
  }

  /** A number without interval. */
  public static Figure of(double value) {
    return new Figure(value, Double.NaN, Double.NaN, false, "", "");
  }

  /** A share with its interval. */
  public static Figure of(Wilson share) {
    return of(share.share()).interval(new Interval(share.low(), share.high()));
  }

  /** Words where a number would stand: a figure as its paper prints it, or why there is none. */
  public static Figure given(String words) {
    return new Figure(Double.NaN, Double.NaN, Double.NaN, false, "", words);
  }

  public Figure interval(Interval interval) {
    return new Figure(value, interval.low(), interval.high(), best, remark, given);
  }

  /** The same, in bold where {@code isBest}. */
  public Figure best(boolean isBest) {
    return new Figure(value, low, high, isBest, remark, given);
  }

  public Figure remark(String words) {
    return new Figure(value, low, high, best, words, given);
  }

  /** True where a number decides how many decimals its column has. */
  boolean numeric() {
    return given.isEmpty() && Double.isFinite(value);
  }

  private String number(DoubleFunction<String> format) {
    if (!given.isEmpty()) {
      return given;
    }
    return Double.isNaN(value) ? MISSING : format.apply(value);
  }

  private String interval(DoubleFunction<String> format) {
    return Double.isNaN(low) || Double.isNaN(high) || !numeric()
        ? ""
        : "[" + format.apply(low) + ", " + format.apply(high) + "]";
  }

  /** Interval and remark, each where there is one. */
  private List<String> asides(DoubleFunction<String> format) {
    List<String> asides = new ArrayList<>(List.of(interval(format), remark));
    asides.removeIf(String::isEmpty);
    return asides;
  }

  /** The best one has a star, since plain text has no bold. */
  String text(DoubleFunction<String> format) {
    String number = number(format) + (best ? "*" : "");
    List<String> all = new ArrayList<>(List.of(number));
    all.addAll(asides(format));
    return String.join(" ", all);
  }

  String html(DoubleFunction<String> format) {
    String number = Html.escaped(number(format));
    StringBuilder html = new StringBuilder(best ? "<b>" + number + "</b>" : number);
    asides(format)
        .forEach(
            aside ->
                html.append("<br>").append(SMALL).append(Html.escaped(aside)).append("</span>"));
    return html.toString();
  }

  String latex(DoubleFunction<String> format) {
    String number = Latex.escaped(number(format));
    String asides = Latex.escaped(String.join(" ", asides(format)));
    return (best ? "\\textbf{" + number + "}" : number)
        + (asides.isEmpty() ? "" : " {\\scriptsize " + asides + "}");
  }

  String markdown(DoubleFunction<String> format) {
    String number = TableMarkdown.escaped(number(format));
    List<String> all = new ArrayList<>(List.of(best ? "**" + number + "**" : number));
    asides(format).forEach(aside -> all.add(TableMarkdown.escaped(aside)));
    return String.join(" ", all);
  }

  @Override
  public Html toHtml() {
    DoubleFunction<String> format = v -> Numbers.significant(v, 3);
    return new Html(html(format), text(format));
  }

  @Override
  public String toString() {
    return toHtml().text();
  }
}
