package io.otherwise.experiment;

import io.otherwise.metric.Metric;
import io.otherwise.show.Html;
import io.otherwise.show.Shown;
import io.otherwise.show.TableView;
import io.otherwise.show.Tables;
import java.util.List;

/**
 * Metrics ranked by how well they order answers, held against a yardstick that knows the truth.
 * Both sides are turned so that larger is better, as their arrows say: a rank correlation of 1
 * means that the published arrow points to the truth, -1 that it points away from it.
 *
 * <p>What is compared are the answers that both read, so a yardstick over valid answers compares
 * methods where they flip and nowhere else.
 *
 * @param yardstick its column
 * @param population whose answers the yardstick reads
 * @param rows one a metric, best first; a metric that orders nothing comes last
 */
public record MetricValidity(String yardstick, String population, List<Row> rows) implements Shown {
  /** All of five images have one sign by chance more often than once in twenty tries. */
  public static final int FEWEST_IMAGES = 6;

  /** What became of a published arrow. */
  public enum Arrow {
    /** The interval of the rank correlation lies above 0. */
    SURVIVES("survives"),
    /** It lies below 0. */
    REVERSED("reversed"),
    /** It holds 0, there is none, or fewer than six images had an order. */
    OPEN("open"),
    /** The metric is constant on these answers, or not defined. */
    SILENT("orders nothing");

    private final String words;

    Arrow(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /**
   * One metric.
   *
   * @param withinImage over the answers to one image, averaged over images: what a user sees who
   *     compares methods on a picture; n counts images
   * @param perImage over all pairs of a method and an image: easy and hard pictures mix; n counts
   *     pairs
   * @param perMethod over methods, each with its figure in the table; n counts methods
   */
  public record Row(
      String title,
      Metric metric,
      Correlated withinImage,
      Correlated perImage,
      Correlated perMethod) {
    /** Judged within images, where nothing but the answer differs. */
    public Arrow arrow() {
      if (Double.isNaN(withinImage.rho())) {
        return Arrow.SILENT;
      }
      if (withinImage.n() < FEWEST_IMAGES) {
        return Arrow.OPEN;
      }
      if (withinImage.positive()) {
        return Arrow.SURVIVES;
      }
      return withinImage.negative() ? Arrow.REVERSED : Arrow.OPEN;
    }

    String label() {
      return (title + " " + metric.direction().arrow()).strip();
    }
  }

  public MetricValidity {
    rows = List.copyOf(rows);
  }

  /**
   * What is said of one metric.
   *
   * @throws IllegalArgumentException if it was not ranked
   */
  public Row of(Metric metric) {
    return rows.stream()
        .filter(row -> row.metric().equals(metric))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a metric is ranked if it is another column of the table and has a direction, but %s is none of these %s; add it to MetricTable.of(...)"
                        .formatted(metric.name(), rows.size())));
  }

  /** The titles of the metrics whose arrow ended this way, best first. */
  public List<String> titles(Arrow arrow) {
    return rows.stream().filter(row -> row.arrow() == arrow).map(Row::title).toList();
  }

  /** As it is printed. */
  public TableView view() {
    return Tables.empty("Rank correlation with: " + yardstick + ", " + population)
        .column("metric", rows.stream().map(Row::label).toList())
        .column("within an image", rows.stream().map(row -> row.withinImage().figure()).toList())
        .column("per image", rows.stream().map(row -> row.perImage().figure()).toList())
        .column("per method", rows.stream().map(row -> row.perMethod().figure()).toList())
        .column("published arrow", rows.stream().map(Row::arrow).toList());
  }

  @Override
  public Html toHtml() {
    return Html.stacked(view(), Html.note(NOTE));
  }

  private static final String NOTE =
      "Spearman's rho, larger being better on both sides: 1 where the arrow points to the truth, -1"
          + " where it points away. Within an image: over the answers to it, then the mean over"
          + " images (n); per image: over all pairs of method and image; per method: over the"
          + " methods' figures. Brackets: 95 % intervals over resampled queries, the same for every"
          + " metric; methods are not resampled, and nothing"
          + " is corrected for the number of metrics.";

  @Override
  public String toString() {
    return toHtml().text();
  }
}
