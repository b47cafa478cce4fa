package io.otherwise.experiment;

import io.otherwise.explain.Method;
import io.otherwise.show.Figure;
import io.otherwise.show.Html;
import io.otherwise.show.Shown;
import io.otherwise.show.Tables;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What tuning chose, and all that it was chosen from.
 *
 * @param candidates all that were tried, in the order of the sweep
 * @param queryIds the queries used, for {@link MetricTable#tunedOn}
 * @param budget network calls that were allowed
 * @param untried how many candidates came after the budget was spent
 */
public record Tuned<M extends Method>(
    Candidate<M> chosen,
    List<Candidate<M>> candidates,
    Objective objective,
    Set<String> queryIds,
    long budget,
    int untried)
    implements Shown {
  public Tuned {
    candidates = List.copyOf(candidates);
    queryIds = Collections.unmodifiableSet(new LinkedHashSet<>(queryIds));
  }

  /** The chosen method. */
  public M method() {
    return chosen.method();
  }

  /** Network calls of all that were tried. */
  public long calls() {
    return candidates.stream().mapToLong(Candidate::calls).sum();
  }

  /** How it was chosen, in sentences for a caption or an appendix. */
  public String words() {
    String rule =
        String.format(
            Locale.ROOT,
            "Chosen: %s, by %s = %.3f on %s tuning queries; %s of %s candidates were tried with %,d of %,d network calls.",
            chosen.words(),
            objective.name(),
            chosen.score(),
            queryIds.size(),
            candidates.size(),
            candidates.size() + untried,
            calls(),
            budget);
    long close = candidates.stream().filter(this::close).count();
    return close == 0
        ? rule
        : rule + " Its score lies in the interval of " + close + " more: they may be as good.";
  }

  private boolean close(Candidate<M> other) {
    return other != chosen
        && other.eligible()
        && other.interval().map(i -> i.high() >= chosen.score()).orElse(false);
  }

  /** One row a candidate, the chosen one bold. */
  @Override
  public Html toHtml() {
    return Html.stacked(
        Tables.rows(candidates)
            .column("candidate", Candidate::words)
            .column("score ↑", this::figure)
            .column(objective.gain().name(), Candidate::gain)
            .column(objective.price().name(), Candidate::price)
            .column("network calls", Candidate::calls)
            .column("remark", Tuned::remark),
        Html.note(words()));
  }

  private Figure figure(Candidate<M> candidate) {
    Figure figure = Figure.of(candidate.score()).best(candidate == chosen);
    return candidate.interval().map(figure::interval).orElse(figure);
  }

  private static String remark(Candidate<?> candidate) {
    if (candidate.failures() > 0) {
      return candidate.failures() + " failed";
    }
    return candidate.affordable() ? "" : "beyond the budget";
  }

  @Override
  public String toString() {
    return words();
  }
}
