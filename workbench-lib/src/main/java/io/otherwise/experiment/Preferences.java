package io.otherwise.experiment;

import io.otherwise.explain.Names;
import io.otherwise.metric.Interval;
import io.otherwise.metric.Metric;
import io.otherwise.metric.Wilson;
import io.otherwise.show.Figure;
import io.otherwise.show.Html;
import io.otherwise.show.Shown;
import io.otherwise.show.TableView;
import io.otherwise.show.Tables;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A constructed case: one row of a table is right by construction, others are wrong, and every
 * metric says which it prefers, picture by picture.
 *
 * @param right the name of the right row
 * @param all by the name of the wrong row, one a metric with a direction
 */
public record Preferences(String right, Map<String, List<Preference>> all) implements Shown {

  /**
   * What one metric prefers.
   *
   * @param right its figure on the right row
   * @param wrong its figure on the wrong one
   * @param difference of the figures, right less wrong, on paired resamples
   * @param won images on which it prefers the right answer; a metric of sets has none
   * @param tied images on which both are worth the same to it
   * @param lost images on which it prefers the wrong answer
   */
  public record Preference(
      String title,
      Metric metric,
      double right,
      double wrong,
      RowDifference difference,
      int won,
      int tied,
      int lost) {

    /** The images on which it has a number for both. */
    public int n() {
      return won + tied + lost;
    }

    /** Whether its figure is better on the right row. */
    public boolean prefersRight() {
      return metric.direction().better(right, wrong);
    }

    /** Whether its figure is better on the wrong row. */
    public boolean prefersWrong() {
      return metric.direction().better(wrong, right);
    }

    private Figure figure() {
      if (n() == 0) {
        String words = prefersRight() ? "right" : prefersWrong() ? "wrong" : "\u2013";
        return Figure.given(words).remark("as a set" + (difference.clear() ? "" : ", not clear"));
      }
      Wilson share = Wilson.of(won, n());
      String ties = tied == 0 ? "" : ", " + tied + " tied";
      return Figure.of(share.share())
          .interval(new Interval(share.low(), share.high()))
          .remark(won + " of " + n() + ties);
    }
  }

  public Preferences {
    all = Collections.unmodifiableMap(new LinkedHashMap<>(all));
  }

  /**
   * What a metric prefers to one of the wrong rows.
   *
   * @throws IllegalArgumentException if there is no such row or metric
   */
  public Preference of(Metric metric, String wrong) {
    if (!all.containsKey(wrong)) {
      throw new IllegalArgumentException(
          "a preference is asked for by the name of a wrong row, but there is no %s; did you mean %s?"
              .formatted(wrong, Names.suggestion(wrong, all.keySet())));
    }
    return all.get(wrong).stream()
        .filter(one -> one.metric().equals(metric))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a preference belongs to a column with a direction, but %s is none of these %s; add it to MetricTable.of(...)"
                        .formatted(metric.name(), all.get(wrong).size())));
  }

  /** As it is printed: the share of images on which a metric prefers the right answer. */
  public TableView view() {
    List<Preference> first = all.values().iterator().next();
    TableView view =
        Tables.empty("Share of images on which a metric prefers: " + right)
            .column("metric", first.stream().map(Preferences::label).toList());
    for (Map.Entry<String, List<Preference>> one : all.entrySet()) {
      List<Object> cells = new ArrayList<>();
      one.getValue().forEach(preference -> cells.add(preference.figure()));
      view = view.column("to " + one.getKey(), cells);
    }
    return view;
  }

  private static String label(Preference one) {
    return one.title() + " " + one.metric().direction().arrow();
  }

  @Override
  public Html toHtml() {
    return Html.stacked(
        view(),
        Html.note(
            "Brackets: Wilson's 95 % intervals. A tie is no preference. A metric of sets prefers"
                + " one row as a whole, and is clear where the interval of the difference does not"
                + " hold 0."));
  }

  @Override
  public String toString() {
    return toHtml().text();
  }
}
