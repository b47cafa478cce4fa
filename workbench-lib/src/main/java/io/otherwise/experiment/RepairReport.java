package io.otherwise.experiment;

import io.otherwise.metric.Bootstrap;
import io.otherwise.metric.Interval;
import io.otherwise.metric.Resamples;
import io.otherwise.metric.Sample;
import io.otherwise.metric.Wilson;
import io.otherwise.show.Figure;
import io.otherwise.show.Html;
import io.otherwise.show.Shown;
import io.otherwise.show.Tables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * A classifier before its repair, after it under several seeds, and one that never had the fault,
 * all on the same faces.
 *
 * @param after a repair each
 */
public record RepairReport(GroupAccuracy before, List<GroupAccuracy> after, GroupAccuracy clean)
    implements Shown {
  private record Row(String name, Figure mean, Figure worst) {}

  public RepairReport {
    after = List.copyOf(after);
    List<GroupAccuracy> others = new ArrayList<>(after);
    others.add(clean);
    for (GroupAccuracy other : others) {
      if (!Arrays.equals(other.group(), before.group())) {
        throw new IllegalArgumentException(
            "a report compares classifiers on the same faces, but the groups differ; measure all on one AuditFaces");
      }
    }
    if (after.isEmpty()) {
      throw new IllegalArgumentException(
          "a report has at least 1 repair, but got none; repair with some seeds");
    }
  }

  /** By how much the worst group lies below that of the clean classifier, mean over the seeds. */
  public double gap() {
    return clean.worstSample().value() - mean(GroupAccuracy::worstSample).value();
  }

  /** Its interval over resampled faces. */
  public Interval gapInterval() {
    return apart(clean.worstSample(), mean(GroupAccuracy::worstSample));
  }

  /** By how much mean accuracy has fallen, mean over the seeds; negative where it rose. */
  public double loss() {
    return before.meanSample().value() - mean(GroupAccuracy::meanSample).value();
  }

  /** Its interval over resampled faces. */
  public Interval lossInterval() {
    return apart(before.meanSample(), mean(GroupAccuracy::meanSample));
  }

  /**
   * Whether the worst group comes within a margin of the clean classifier's: decided where the
   * interval lies on one side of it.
   *
   * @param margin such as .03
   */
  public Verdict worstWithin(double margin) {
    return within(
        "worst group below that of the clean classifier", gap(), gapInterval(), margin);
  }

  /** Whether mean accuracy falls by a margin at most. */
  public Verdict lossWithin(double margin) {
    return within("mean accuracy lost", loss(), lossInterval(), margin);
  }

  private Verdict within(String what, double value, Interval interval, double margin) {
    String reason =
        String.format(
            Locale.ROOT,
            "%s by %.3f [%.3f, %.3f], mean of %d seeds, %d faces, allowed %.2g",
            what,
            value,
            interval.low(),
            interval.high(),
            after.size(),
            before.right().length,
            margin);
    return interval.low() <= margin && interval.high() > margin
        ? Verdict.notTestable(reason)
        : Verdict.of(interval.high() <= margin, "%s", reason);
  }

  private Interval apart(Sample a, Sample b) {
    return Bootstrap.difference(a, b, Resamples.of(before.right().length));
  }

  private Sample mean(Function<GroupAccuracy, Sample> figure) {
    List<Sample> all = after.stream().map(figure).toList();
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
    List<Row> rows = new ArrayList<>();
    rows.add(row("before", before));
    for (int i = 0; i < after.size(); i++) {
      rows.add(row("repaired, seed " + i, after.get(i)));
    }
    rows.add(
        new Row(
            "repaired, mean of " + after.size(),
            figure(mean(GroupAccuracy::meanSample)).best(true),
            figure(mean(GroupAccuracy::worstSample)).best(true)));
    rows.add(row("clean", clean));
    return Tables.rows(rows)
        .column("classifier", Row::name)
        .column("accuracy on all", Row::mean)
        .column("worst group", Row::worst)
        .toHtml();
  }

  private Figure figure(Sample sample) {
    return Figure.of(sample.value())
        .interval(Bootstrap.percentile(sample, Resamples.of(before.right().length)));
  }

  private static Row row(String name, GroupAccuracy measured) {
    Wilson worst = measured.worst();
    return new Row(
        name,
        Audit.share(measured.mean()).remark("n = " + measured.mean().n()),
        Audit.share(worst).remark(measured.worstGroup() + ", n = " + worst.n()));
  }

  @Override
  public String toString() {
    return toHtml().text();
  }
}
