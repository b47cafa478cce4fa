package io.otherwise.experiment;

import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Seed;
import io.otherwise.metric.Metric;
import io.otherwise.metric.PairMetric;
import io.otherwise.show.Html;
import io.otherwise.show.PointChart;
import io.otherwise.show.Shown;
import io.otherwise.show.TableView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import tech.tablesaw.api.Table;

/**
 * Methods below each other, metrics side by side. An immutable value; nothing is measured before it
 * is shown or exported, and then once:
 *
 * <pre>{@code
 * MetricTable.of(new FlipRatio(), new L1())
 *     .row("LDCE", ldce)
 *     .row("DiME", dime)
 *     .reported("LDCE-cls (paper)", Map.of("FR", 83.1))
 *     .tunedOn(tuningIds)
 * }</pre>
 *
 * <p>Every figure has a 95 % interval, its population and its n. Queries are resampled, the same
 * for all rows, unless the metric has an interval in closed form. A figure on fewer answers than
 * its metric needs is withheld, or shown beside what two real sets of that size are apart. The best
 * of a column is bold, if the metric has a direction. What papers report stands apart and is never
 * ranked.
 */
public final class MetricTable implements Shown {
  private final TablePlan plan;
  private final Samples samples;
  private Measured measured;

  private MetricTable(TablePlan plan, Samples samples) {
    this.plan = plan;
    this.samples = samples;
  }

  /**
   * A table without rows.
   *
   * @throws IllegalArgumentException if two metrics have one name and one population
   */
  public static MetricTable of(Metric... metrics) {
    return new MetricTable(TablePlan.of(List.of(metrics)), new Samples());
  }

  private MetricTable with(TablePlan next) {
    return new MetricTable(next, samples);
  }

  public MetricTable title(String words) {
    return with(plan.title(words));
  }

  /**
   * The same with one more measured row. A query may be answered several times, under several
   * seeds: its answers are resampled together.
   *
   * @throws IllegalArgumentException if its queries are not those of the other rows, or were used
   *     for tuning
   */
  public MetricTable row(String name, Counterfactuals answers) {
    return with(plan.row(name, answers));
  }

  /**
   * The same with one more row for each setting of a sweep, its seeds together, such as {@code
   * consensusDegrees 45}; see {@link Sweep#presets} for settings with names of their own.
   *
   * @throws IllegalArgumentException as {@link #row}
   */
  public MetricTable rows(Runs runs) {
    MetricTable table = this;
    for (Map.Entry<String, Counterfactuals> one : runs.bySetting().entrySet()) {
      table = table.row(one.getKey(), one.getValue());
    }
    return table;
  }

  /**
   * The same with one more row of figures that a paper prints, in the units of the columns.
   *
   * @param figures by column: the metric's name, with {@code (population)} where two columns share
   *     it; columns may be missing
   */
  public MetricTable reported(String name, Map<String, ? extends Number> figures) {
    return with(plan.reported(name, figures));
  }

  /**
   * The same with a column's floor: its value between two real sets. Below its minimum n the column
   * is then shown beside the floor instead of being withheld.
   *
   * @param realAgainstReal the metric between two sets of n real images
   */
  public MetricTable floor(String column, IntToDoubleFunction realAgainstReal) {
    return with(plan.floor(column, realAgainstReal));
  }

  /**
   * The same, refusing some queries.
   *
   * @param queryIds that settings of any row were chosen on
   * @throws IllegalArgumentException if a row answers one of them
   */
  public MetricTable tunedOn(Set<String> queryIds) {
    return with(plan.tunedOn(queryIds));
  }

  /** The same with the mean rank over all columns that have a direction. */
  public MetricTable averageRank() {
    return with(plan.withRanks());
  }

  /**
   * The same with other resamples; 1,000 at seed 0 by default.
   *
   * @param count 1,000 or more
   */
  public MetricTable resamples(int count, Seed seed) {
    return with(plan.resampled(count, seed));
  }

  /** The same without resampling some columns: a distance between large sets takes seconds. */
  public MetricTable withoutResamples(String... columns) {
    return with(plan.plain(List.of(columns)));
  }

  /**
   * A metric on one row less the metric on another, on the same resamples: narrower than the two
   * intervals suggest, since the rows share their queries.
   */
  public RowDifference difference(String row, String other, String column) {
    plan.checkColumn(column);
    return RowDifference.of(plan.columns().get(column), cell(row, column), cell(other, column));
  }

  /**
   * Two columns against each other, a point with intervals for each measured row; rows that lack
   * one of the figures are left out.
   */
  public PointChart tradeOff(String xColumn, String yColumn) {
    plan.checkColumn(xColumn);
    plan.checkColumn(yColumn);
    return MetricTableLook.tradeOff(
        measured().column(xColumn), measured().column(yColumn), plan.rows().keySet());
  }

  /**
   * How well the other columns order the answers of this table, by what one of them says is better.
   *
   * @param yardstick one of the columns, such as a distance to the truth over valid answers
   * @throws IllegalArgumentException if it is no column, or has no direction
   */
  public MetricValidity validity(PairMetric yardstick) {
    return new ValidityMeasure(plan, samples, measured()).against(plan.titleOf(yardstick));
  }

  /**
   * A constructed case: which answers do the metrics prefer, those of one row that is right by
   * construction, or those of others that are wrong?
   */
  public Preferences preferences(String right, String... wrong) {
    Map<String, List<Preferences.Preference>> all = new LinkedHashMap<>();
    for (String row : List.of(wrong)) {
      Contest contest =
          new Contest(plan, samples, measured(), plan.checkRow(right), plan.checkRow(row));
      all.put(row, contest.preferences());
    }
    return new Preferences(right, all);
  }

  /** On how many answers a column is defined in a row. */
  int n(String row, String column) {
    plan.checkColumn(column);
    return cell(row, column).n();
  }

  private MeasuredColumn.Cell cell(String row, String column) {
    int at = List.copyOf(plan.rows().keySet()).indexOf(plan.checkRow(row));
    return measured().column(column).cells().get(at);
  }

  private synchronized Measured measured() {
    if (measured == null) {
      measured = Measured.of(plan, samples);
    }
    return measured;
  }

  /** As it is printed; columns can be added. */
  public TableView view() {
    return MetricTableLook.view(plan, measured());
  }

  /** For sorting, grouping and export: value, ends of the interval, n and population of each. */
  public Table table() {
    return MetricTableData.table(plan, measured());
  }

  /** One row an answer, one column a metric that has a number for it. */
  public Table perImage() {
    return MetricTableData.perImage(plan, samples);
  }

  /** {@link #table} in full precision. */
  public String csv() {
    return MetricTableData.csv(table());
  }

  /** For {@code \input}: a tabular with the rules of booktabs, and what it holds in comments. */
  public String latex() {
    return MetricTableLook.comments(notes()) + view().latex();
  }

  /** A table in GitHub's Markdown. */
  public String markdown() {
    return view().markdown() + "\n" + String.join(" ", notes()) + "\n";
  }

  /** What a reader must know, a sentence each. */
  public List<String> notes() {
    return MetricTableLook.notes(plan, measured());
  }

  /** The title, which may be empty. */
  public String title() {
    return plan.title();
  }

  @Override
  public Html toHtml() {
    return Html.stacked(view(), Html.note(String.join(" ", notes())));
  }

  @Override
  public String toString() {
    return toHtml().text();
  }
}
