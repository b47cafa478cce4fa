package io.otherwise.experiment;

import io.otherwise.explain.Progress;
import io.otherwise.metric.Wilson;
import io.otherwise.model.Classifier;
import io.otherwise.show.BarChart;
import io.otherwise.show.Figure;
import io.otherwise.show.Html;
import io.otherwise.show.Shown;
import io.otherwise.show.Tables;
import io.otherwise.world.Attribute;
import io.otherwise.world.FaceWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a classifier of rendered faces really looks at, on one page: for every factor of the world
 * the effect of putting it on and off, its interval and n, the worst group, a control, and what
 * would refute the finding.
 *
 * <p>The effect is exact but for the sample of faces: the same scene is rendered twice and nothing
 * else differs. Goyal et al. (2019), <a href="https://arxiv.org/abs/1907.07165">Explaining
 * Classifiers with Causal Concept Effect</a>. The control is two other photos of the same face with
 * the same attributes: its effect is 0 by construction, and its changed decisions tell how often
 * things without a name change the classifier's mind.
 *
 * @param classifier its name
 * @param target the positive class
 * @param rows a factor each, and the control last
 * @param faces that were shown to it
 */
public record Audit(String classifier, String target, List<AuditRow> rows, AuditFaces faces)
    implements Shown {
  /** Effects on a probability up to this, on either side, count as none. */
  public static final double MARGIN = 0.05;

  private static final int FACES = 1000;
  private static final int EDITED = 100;

  public Audit {
    rows = List.copyOf(rows);
  }

  /** On 1000 faces, 100 of them edited, of which rendering takes half a minute. */
  public static Audit of(Classifier classifier, FaceWorld world) {
    AuditFaces.asked(classifier);
    return of(classifier, AuditFaces.of(world, FACES, EDITED));
  }

  /** On given faces. */
  public static Audit of(Classifier classifier, AuditFaces faces) {
    return of(classifier, faces, Progress.NONE);
  }

  /**
   * The same, telling the factors.
   *
   * @throws IllegalArgumentException unless the classes are the two of an attribute
   */
  public static Audit of(Classifier classifier, AuditFaces faces, Progress progress) {
    String target = AuditFaces.asked(classifier).positive();
    boolean[] right = faces.right(classifier);
    List<AuditRow> rows = new ArrayList<>();
    for (Attribute factor : Attribute.values()) {
      progress.at(rows.size(), Attribute.values().length + 1, factor.key());
      rows.add(AuditRow.of(classifier, faces, factor, right));
    }
    rows.add(AuditRow.control(classifier, faces));
    progress.at(rows.size(), rows.size(), "audited");
    return new Audit(classifier.name(), target, rows, faces);
  }

  /** The row of a factor, such as {@code glasses}. */
  public AuditRow row(String factor) {
    return rows.stream()
        .filter(r -> r.name().equals(factor))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "an audit has a row for each factor, but none for %s; choose one of %s"
                        .formatted(factor, rows.stream().map(AuditRow::name).toList())));
  }

  /** The row whose truth is 0. */
  public AuditRow control() {
    return rows.get(rows.size() - 1);
  }

  /** The factors that move the classifier and should not. */
  public List<String> shortcuts() {
    return rows.stream().filter(AuditRow::shortcut).map(AuditRow::name).toList();
  }

  /** Whether it finds these shortcuts and no others, with a control that does not move. */
  public Verdict finds(String... expected) {
    String found =
        shortcuts().isEmpty()
            ? "no factor but the asked one moves p(%s) beyond \u00b1%.2f".formatted(target, MARGIN)
            : shortcuts().stream().map(this::told).collect(Collectors.joining("; "));
    String reason = found + "; " + told(AuditRow.CONTROL);
    if (control().finding() != AuditRow.Finding.NOTHING) {
      boolean open = control().finding() == AuditRow.Finding.OPEN;
      return Verdict.notTestable(reason + (open ? ", of too few faces" : ", which should be 0"));
    }
    boolean same =
        shortcuts().size() == expected.length && shortcuts().containsAll(List.of(expected));
    List<String> open =
        rows.stream()
            .filter(r -> r.role() == AuditRow.Role.OTHER)
            .filter(r -> r.finding() == AuditRow.Finding.OPEN)
            .map(AuditRow::name)
            .toList();
    return same && !open.isEmpty()
        ? Verdict.notTestable(reason + "; open " + open)
        : Verdict.of(same, "%s", reason);
  }

  private String told(String factor) {
    AuditRow row = row(factor);
    return String.format(
        Locale.ROOT,
        "%s %+.3f [%.3f, %.3f], n = %d",
        factor,
        row.mean(),
        row.interval().low(),
        row.interval().high(),
        row.n());
  }

  /** How often the classifier is right on all faces. */
  public Wilson accuracy() {
    return rows.stream().flatMap(r -> r.groups().stream()).findFirst().orElseThrow().mean();
  }

  /** How it was done, in sentences. */
  public String words() {
    return "Effect: mean of p(%s) with the factor at 1 less that at 0, of %d scenes rendered both ways; changed: share of decisions that differ; intervals 95 %% (BCa, Wilson). Beyond \u00b1%s a factor counts as used. Control: two other photos of the same face, whose true effect is 0. Worst group: least accuracy among label x factor, of %d faces, %s right on all. Faces of %s."
        .formatted(
            target,
            faces.edited(),
            MARGIN,
            faces.scenes().size(),
            Figure.of(accuracy().share()),
            faces.world().knobs());
  }

  /** The page for a file: {@code audit.report().writeTo(folder)}. */
  public Report report() {
    return Report.of("Audit of " + classifier).chart(chart()).part(this).part(faces);
  }

  /** The effects with their intervals. */
  public BarChart chart() {
    BarChart chart = BarChart.of("what moves " + classifier, "effect on p(" + target + ")");
    for (AuditRow row : rows) {
      String name = row.role() == AuditRow.Role.CONTROL ? "control" : row.name();
      chart = chart.bar(name, row.mean(), row.interval().low(), row.interval().high());
    }
    return chart;
  }

  @Override
  public Html toHtml() {
    return Html.stacked(
        Tables.rows(rows)
            .title("What moves " + classifier)
            .column("factor", AuditRow::name)
            .column("effect on p(" + target + ")", AuditRow::effectFigure)
            .column("decisions changed", r -> Figure.of(r.changed()))
            .column("worst group", Audit::worst)
            .column("finding", AuditRow::words)
            .column("would be refuted by", AuditRow::refutation),
        Html.note(words()));
  }

  private static Figure worst(AuditRow row) {
    return row.groups().map(GroupAccuracy::worstFigure).orElse(null);
  }

  @Override
  public String toString() {
    return toHtml().text();
  }
}
