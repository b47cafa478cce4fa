package io.otherwise.experiment;

import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Method;
import io.otherwise.explain.Progress;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Query;
import io.otherwise.explain.Seed;
import io.otherwise.metric.Interval;
import io.otherwise.metric.NetworkCalls;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One tuning on its way through the candidates. */
record TuningRun<M extends Method>(
    Tuning tuning, Sweep<M> sweep, Answering<M> answering, Progress progress) {

  /** Where the answers of one candidate come from: a store that computes them, or an archive. */
  @FunctionalInterface
  interface Answering<M extends Method> {
    Runs run(Sweep<M> candidate, Queries queries, Progress progress);
  }

  Tuned<M> choose() {
    List<Setting<M>> points = sweep.points();
    List<Candidate<M>> tried = new ArrayList<>();
    long spent = 0;
    for (int i = 0; i < points.size() && spent < tuning.budget(); i++) {
      Runs runs = run(points.get(i), i, points.size());
      spent += NetworkCalls.of(runs.answers().cost());
      tried.add(candidate(points.get(i), runs, spent <= tuning.budget()));
    }
    Set<String> ids = new LinkedHashSet<>(tuning.queries().stream().map(Query::id).toList());
    return new Tuned<>(
        best(tried), tried, tuning.objective(), ids, tuning.budget(), points.size() - tried.size());
  }

  private Runs run(Setting<M> point, int index, int count) {
    int each = sweep.seeds().size() * tuning.queries().size();
    Progress part =
        (done, total, note) ->
            progress.at(
                (long) index * each + done, (long) count * each, point.words() + ": " + note);
    Sweep<M> alone = new Sweep<>(point.method(), List.of(), sweep.seeds());
    Runs runs = answering.run(alone, tuning.queries(), part);
    if (!runs.complete()) {
      throw new IllegalStateException(
          "tuning needs every answer, but %s lacks some that other shards have; run the sweep's shards first, then tune with the whole store"
              .formatted(point.words()));
    }
    return runs;
  }

  private Candidate<M> candidate(Setting<M> point, Runs runs, boolean affordable) {
    Counterfactuals answers = runs.answers();
    Objective.Weighed seen = tuning.objective().sample(answers);
    return new Candidate<>(
        point.method(),
        point.values(),
        seen.value(),
        interval(seen, answers),
        seen.gain().value(),
        seen.price().value(),
        NetworkCalls.of(answers.cost()),
        runs.failures().size(),
        affordable,
        runs.hash(),
        runs.get(0).provenance());
  }

  private Optional<Interval> interval(Objective.Weighed seen, Counterfactuals answers) {
    List<String> queries = tuning.queries().stream().map(Query::id).toList();
    PairedResamples resamples =
        new PairedResamples(queries.size(), PairedResamples.FEWEST, Seed.seed(0));
    List<int[]> places = Measured.places(queries, answers);
    double[] values = resamples.values(seen, places);
    return Measured.interval(
            tuning.objective(), queries.size(), seen.value(), values, new double[0])
        .map(spread -> Measured.widened(spread, seen, places));
  }

  /** The highest score; the first of equals. */
  private Candidate<M> best(List<Candidate<M>> tried) {
    return tried.stream()
        .filter(Candidate::eligible)
        .sorted(Comparator.comparingDouble((Candidate<M> c) -> -c.score()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(none(tried)));
  }

  private String none(List<Candidate<M>> tried) {
    Candidate<M> first = tried.get(0);
    if (!first.affordable()) {
      return "a budget pays for at least one candidate, but %s took %s network calls of %s; raise budget(...) or ask fewer queries"
          .formatted(first.words(), first.calls(), tuning.budget());
    }
    return "a candidate can be chosen if it answers every query and has a score, but none of the %s tried did, and %s failed on %s of %s queries; look at store.run(...).failures()"
        .formatted(tried.size(), first.words(), first.failures(), tuning.queries().size());
  }
}
