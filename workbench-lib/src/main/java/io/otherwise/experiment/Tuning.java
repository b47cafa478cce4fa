package io.otherwise.experiment;

import io.otherwise.explain.Explainer;
import io.otherwise.explain.Method;
import io.otherwise.explain.Progress;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Query;
import java.util.Objects;
import java.util.function.Function;

/**
 * How settings are chosen, the same for every method: which queries, by what, and how many network
 * calls a method may spend. An immutable value that computes nothing by itself:
 *
 * <pre>{@code
 * var tuning = Tuning.on(world.queries("old", Split.TUNING, 20), Objective.of(Judge.faces(oracle)));
 * var tuned  = lab.tune(tuning, Sweep.around(Ldce.world())
 *     .vary("classifierScale", Ldce::classifierScale, 4, 8, 16), m -> m.on(classifier, model));
 * tuned.method()
 * }</pre>
 *
 * <p>Candidates are tried in the order of the sweep until the budget is spent; one that goes beyond
 * it does not count, and those after it are not tried. Methods that take more calls an answer get
 * fewer candidates for the same budget, which is the point: tuning is part of what a method costs.
 *
 * @param queries of the tuning split; reported figures must come from others
 * @param budget network calls, counted as in {@link io.otherwise.metric.NetworkCalls}
 */
public record Tuning(Queries queries, Objective objective, long budget) {
  /** About twenty minutes of LDCE on two cores: 1,000 answers at 19 steps. */
  public static final long BUDGET = 200_000;

  private static final String WORLD = "faces/";
  private static final String TUNING_SPLIT = "faces/tuning/";

  public Tuning {
    Objects.requireNonNull(objective, "objective");
    if (queries.size() < objective.minimum()) {
      throw new IllegalArgumentException(
          "tuning asks at least as many queries as its objective needs, but %s needs %s and had %s; ask more"
              .formatted(objective.name(), objective.minimum(), queries.size()));
    }
    if (budget < 1) {
      throw new IllegalArgumentException(
          "a budget is at least 1 network call, but was %s; %s is the default"
              .formatted(budget, BUDGET));
    }
    queries.forEach(Tuning::check);
  }

  /**
   * Tuning within {@link #BUDGET}.
   *
   * @throws IllegalArgumentException if a query is of another split of the world faces
   */
  public static Tuning on(Queries queries, Objective objective) {
    return new Tuning(queries, objective, BUDGET);
  }

  /** The same with another budget. */
  public Tuning budget(long calls) {
    return new Tuning(queries, objective, calls);
  }

  private static void check(Query query) {
    String id = query.factual().id();
    if (id.startsWith(WORLD) && !id.startsWith(TUNING_SPLIT)) {
      throw new IllegalArgumentException(
          "settings are chosen on the tuning split, but %s is of another; ask for queries(\"%s\", Split.TUNING, n)"
              .formatted(id, query.target()));
    }
  }

  /**
   * Tries the settings of a sweep, each under all its seeds, and chooses the one with the highest
   * score, the first of equals. Every answer is stored as in {@link RunStore#run}: the same call
   * goes on where it was stopped, and chooses the same.
   *
   * @param bind the method with the models it needs: {@code m -> m.on(classifier, model)}
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   * @throws IllegalStateException if no candidate can be chosen: none fits into the budget, or each
   *     failed on some query
   */
  public <M extends Method> Tuned<M> choose(
      Sweep<M> sweep,
      Function<? super M, ? extends Explainer> bind,
      RunStore store,
      Session session,
      Progress progress) {
    return new TuningRun<>(
            this, sweep, (one, asked, told) -> store.run(one, bind, asked, session, told), progress)
        .choose();
  }

  /**
   * The same from answers that are committed with the project, as {@link Archive} says; no samples
   * are taken of them.
   */
  public <M extends Method> Tuned<M> choose(
      Sweep<M> sweep,
      Function<? super M, ? extends Explainer> bind,
      Archive archive,
      Session session,
      Progress progress) {
    Archive whole = archive.withoutSamples();
    return new TuningRun<>(
            this, sweep, (one, asked, told) -> whole.run(one, bind, asked, session, told), progress)
        .choose();
  }
}
