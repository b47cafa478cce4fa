package io.otherwise.experiment;

import io.otherwise.metric.Bootstrap;
import io.otherwise.metric.Interval;
import io.otherwise.metric.Resamples;
import io.otherwise.metric.Sample;
import io.otherwise.show.Figure;
import io.otherwise.show.Html;
import io.otherwise.show.Shown;
import io.otherwise.show.Tables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A classifier before the repair of a shortcut, after it under several seeds, after as many new
 * pictures at random, and one that never had the fault: the same factor on the same faces.
 *
 * @param after a targeted repair each
 * @param random the control, a repair with random pictures each
 * @param clean what was trained without the correlation
 */
public record RepairReport(
    AuditRow before, List<AuditRow> after, List<AuditRow> random, AuditRow clean) implements Shown {
  private record Row(String name, Figure mean, Figure worst, Figure effect, Figure changed) {}

  public RepairReport {
    after = List.copyOf(after);
    random = List.copyOf(random);
    if (after.isEmpty() || random.isEmpty()) {
      throw new IllegalArgumentException(
          "a report has at least 1 repair of each kind, but had %s and %s; repair with some seeds"
              .formatted(after.size(), random.size()));
    }
    for (AuditRow row : Stream.of(List.of(clean), after, random).flatMap(List::stream).toList()) {
      if (!Arrays.equals(groups(row).group(), groups(before).group())) {
        throw new IllegalArgumentException(
            "a report compares classifiers on the same faces, but the groups differ; measure all on"
                + " one AuditFaces");
      }
    }
  }

  private static GroupAccuracy groups(AuditRow row) {
    return row.groups()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a repair concerns a factor that parts faces into groups, but %s does not; take the row of the shortcut"
                        .formatted(row.name())));
  }

  /**
   * Whether the worst group, mean over the seeds, comes within a margin of the clean classifier's.
   * This and what follows is decided where the interval over resampled faces lies on one side.
   *
   * @param margin such as .03
   */
  public Verdict worstWithin(double margin) {
    Sample goal = groups(clean).worstSample();
    long seeds =
        after.stream()
            .filter(r -> goal.value() - groups(r).worstSample().value() <= margin)
            .count();
    String what =
        "worst group of the clean classifier less that of the repaired, %d of %d seeds within"
            .formatted(seeds, after.size());
    return within(what, goal, mean(after, GroupAccuracy::worstSample), margin);
  }

  /** Whether mean accuracy falls by a margin at most, on faces as they are. */
  public Verdict lossWithin(double margin) {
    return within(
        "mean accuracy lost",
        groups(before).meanSample(),
        mean(after, GroupAccuracy::meanSample),
        margin);
  }

  /** The same where the factor tells the label as it did in training. */
  public Verdict lossWithin(double margin, double correlation) {
    return within(
        "mean accuracy lost at correlation " + correlation,
        groups(before).meanSample(correlation),
        mean(after, g -> g.meanSample(correlation)),
        margin);
  }

  /** Whether it is the choice that helps: the worst group is better than with random pictures. */
  public Verdict choiceHelps() {
    Sample chosen = mean(after, GroupAccuracy::worstSample);
    Sample drawn = mean(random, GroupAccuracy::worstSample);
    Interval apart = apart(chosen, drawn);
    String reason =
        reason("worst group with targeted less that with random pictures", chosen, drawn);
    return apart.low() <= 0 && apart.high() >= 0
        ? Verdict.notTestable(reason)
        : Verdict.of(apart.low() > 0, "%s", reason);
  }

  private Verdict within(String what, Sample from, Sample to, double margin) {
    Interval apart = apart(from, to);
    String reason = reason(what, from, to) + ", allowed " + margin;
    return apart.low() <= margin && apart.high() > margin
        ? Verdict.notTestable(reason)
        : Verdict.of(apart.high() <= margin, "%s", reason);
  }

  private String reason(String what, Sample a, Sample b) {
    Interval apart = apart(a, b);
    return String.format(
        Locale.ROOT,
        "%s: %+.3f [%.3f, %.3f], mean of %d seeds, %d faces",
        what,
        a.value() - b.value(),
        apart.low(),
        apart.high(),
        after.size(),
        faces());
  }

  private int faces() {
    return groups(before).mean().n();
  }

  private Interval apart(Sample a, Sample b) {
    return Bootstrap.difference(a, b, Resamples.of(faces()));
  }

  private static Sample mean(List<AuditRow> rows, Function<GroupAccuracy, Sample> figure) {
    List<Sample> all = rows.stream().map(RepairReport::groups).map(figure).toList();
    return new Sample() {
      @Override
      public int[] positions() {
        return all.get(0).positions();
      }

      @Override
      public double value(int... members) {
        return all.stream().mapToDouble(s -> s.value(members)).average().orElse(Double.NaN);
      }
    };
  }

  @Override
  public Html toHtml() {
    List<Row> rows = new ArrayList<>(List.of(row("before", before)));
    rows.addAll(rows("targeted", after));
    rows.addAll(rows("random", random));
    rows.add(row("clean", clean));
    return Html.stacked(
        Tables.rows(rows)
            .title("Repairs of " + before.name())
            .column("classifier", Row::name)
            .column("accuracy", Row::mean)
            .column("worst group", Row::worst)
            .column("effect of " + before.name(), Row::effect)
            .column("decisions changed", Row::changed),
        Html.note(
            "Accuracy on %d faces, effects on %d. Brackets: 95 %% intervals; of means over seeds, from 1000 resamples of the faces."
                .formatted(faces(), before.n())));
  }

  private List<Row> rows(String name, List<AuditRow> repairs) {
    List<Row> rows = new ArrayList<>();
    for (int seed = 0; seed < repairs.size(); seed++) {
      rows.add(row(name + ", seed " + seed, repairs.get(seed)));
    }
    double effect = repairs.stream().mapToDouble(AuditRow::mean).average().orElseThrow();
    double changed = repairs.stream().mapToDouble(r -> r.changed().share()).average().orElseThrow();
    rows.add(
        new Row(
            name + ", mean",
            figure(mean(repairs, GroupAccuracy::meanSample)),
            figure(mean(repairs, GroupAccuracy::worstSample)),
            Figure.of(effect).best(true),
            Figure.of(changed).best(true)));
    return rows;
  }

  private Figure figure(Sample sample) {
    return Figure.of(sample.value())
        .interval(Bootstrap.percentile(sample, Resamples.of(faces())))
        .best(true);
  }

  private static Row row(String name, AuditRow row) {
    return new Row(
        name,
        Figure.of(groups(row).mean()),
        groups(row).worstFigure(),
        Figure.of(row.mean()).interval(row.interval()),
        Figure.of(row.changed()));
  }

  @Override
  public String toString() {
    return toHtml().text();
  }
}
