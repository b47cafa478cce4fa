package io.otherwise.method;

import io.otherwise.explain.Cost;
import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Explainer;
import io.otherwise.explain.Image;
import io.otherwise.explain.Interrupt;
import io.otherwise.explain.Method;
import io.otherwise.explain.Outcome;
import io.otherwise.explain.Progress;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Query;
import io.otherwise.explain.Scores;
import io.otherwise.explain.Seed;
import io.otherwise.explain.StepRecord;
import io.otherwise.model.Classifier;
import io.otherwise.model.Images;
import io.otherwise.tensor.Gradients;
import io.otherwise.tensor.MemoryPlan;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.PeakResident;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * A method bound to its models: lays queries out in micro-batches, gives each its own noise, scores
 * before and after, keeps time, and hands back heap data, so that a method is only its mathematics.
 */
public final class Batched implements Explainer {
  /**
   * What the mathematics of a method makes of a batch.
   *
   * @param edited N x 3 x H x W in [0, 1]
   * @param traces one a query
   * @param costs one a query: calls only, time and memory are measured here
   */
  public record Answer(
      Tensor edited, List<List<StepRecord>> traces, Optional<Tensor> keptMask, List<Cost> costs) {
    /** All queries cost the same. */
    public Answer(
        Tensor edited, List<List<StepRecord>> traces, Optional<Tensor> keptMask, Cost each) {
      this(edited, traces, keptMask, Collections.nCopies(traces.size(), each));
    }

    /** All queries cost the same, and no mask was kept. */
    public Answer(Tensor edited, Traces traces, Cost each) {
      this(edited, traces.lists(), Optional.empty(), each);
    }
  }

  /** The mathematics of a method. */
  @FunctionalInterface
  public interface Mathematics {
    Answer explain(Batch batch, Watch watch);
  }

  /** Micro-batches keep memory bounded; the size may change last bits, so it is a run's key. */
  public static final int MICRO_BATCH = 10;

  private final Method method;
  private final Classifier classifier;
  private final Consumer<Query> check;
  private final Mathematics mathematics;
  private final BiFunction<Seed, List<String>, Noise> noise;
  private final int microBatch;
  private final Watch watch;
  private final List<String> networks;
  private final boolean pictured;

  private Batched(
      Method method,
      Classifier classifier,
      Consumer<Query> check,
      Mathematics mathematics,
      BiFunction<Seed, List<String>, Noise> noise,
      int microBatch,
      Watch watch,
      List<String> networks,
      boolean pictured) {
    this.method = method;
    this.classifier = classifier;
    this.check = check;
    this.mathematics = mathematics;
    this.noise = noise;
    this.microBatch = microBatch;
    this.watch = watch;
    this.networks = List.copyOf(networks);
    this.pictured = pictured;
  }

  /**
   * Binds a method of one's own; its draws depend on seed and query alone.
   *
   * <pre>{@code
   * Batched on(Classifier classifier, LatentDiffusion model) {
   *   return Batched.of(this, classifier, query -> {}, (batch, watch) -> walk(batch, model))
   *       .using(model.name());
   * }
   * }</pre>
   *
   * @param check refuses a query before any work starts, in one sentence
   * @param mathematics gets a batch inside an open scope and opens one of its own for each step
   */
  public static Batched of(
      Method method, Classifier classifier, Consumer<Query> check, Mathematics mathematics) {
    return of(method, classifier, check, Noise::counted, mathematics);
  }

  /**
   * Binds a method.
   *
   * @param check refuses a query before any work starts
   * @param noise where a batch's draws come from
   */
  static Batched of(
      Method method,
      Classifier classifier,
      Consumer<Query> check,
      BiFunction<Seed, List<String>, Noise> noise,
      Mathematics mathematics) {
    return new Batched(
        method, classifier, check, mathematics, noise, MICRO_BATCH, Watch.NONE, List.of(), false);
  }

  /** The same explainer with other micro-batches. */
  public Batched microBatch(int size) {
    if (size < 1) {
      throw new IllegalArgumentException(
          "a micro-batch holds at least 1 query, but was " + size + "; 10 fits most machines");
    }
    return new Batched(
        method, classifier, check, mathematics, noise, size, watch, networks, pictured);
  }

  /** The same explainer in batches that fit, with networks that forget where the plan says so. */
  public Batched planned(MemoryPlan plan) {
    Mathematics planned = plan.forgetting() ? forgetting(mathematics) : mathematics;
    return new Batched(
        method, classifier, check, planned, noise, plan.batch(), watch, networks, pictured);
  }

  private static Mathematics forgetting(Mathematics inner) {
    return (batch, watch) -> {
      try (Gradients.Forgetting on = Gradients.forgetting()) {
        return inner.explain(batch, watch);
      }
    };
  }

  /** The same explainer, watched. */
  public Batched watched(Watch listener) {
    return new Batched(
        method, classifier, check, mathematics, noise, microBatch, listener, networks, pictured);
  }

  /**
   * The same explainer, whose traces keep what the classifier saw in each step. Ask it directly: a
   * store hands back an answer it has, with or without pictures.
   */
  public Batched pictured() {
    return new Batched(
        method, classifier, check, mathematics, noise, microBatch, watch, networks, true);
  }

  /**
   * The same explainer playing recorded draws, whatever the seed: for comparing with another
   * implementation. A recording fits one micro-batch.
   */
  public Batched drawing(Noise recorded) {
    return new Batched(
        method,
        classifier,
        check,
        mathematics,
        (seed, ids) -> recorded,
        microBatch,
        watch,
        networks,
        pictured);
  }

  /**
   * The same explainer, saying what makes its answers besides method and classifier: networks by
   * name, and words such as {@code "draft 2"} for what no manifest tells, since a store cannot see
   * that a method's code has changed.
   */
  public Batched using(String... others) {
    List<String> all = new ArrayList<>(List.of(classifier.identity()));
    all.addAll(List.of(others));
    return new Batched(
        method, classifier, check, mathematics, noise, microBatch, watch, all, pictured);
  }

  @Override
  public int microBatch() {
    return microBatch;
  }

  /** Empty until the method has said what it uses. */
  @Override
  public List<String> networks() {
    return networks;
  }

  @Override
  public Counterfactual explain(Query query, Seed seed) {
    return explain(new Queries(List.of(query)), seed).get(0);
  }

  /**
   * The answers in the order of the queries.
   *
   * @throws IllegalStateException if one ends at values that are no numbers
   */
  @Override
  public Counterfactuals explain(Queries queries, Seed seed, Progress progress) {
    List<Counterfactual> answers = new ArrayList<>();
    each(queries, seed, progress, outcome -> answers.add(outcome.orThrow()));
    return new Counterfactuals(answers);
  }

  /** An answer that ends at values that are no numbers costs its micro-batch no other answer. */
  @Override
  public List<Outcome> attempt(Queries queries, Seed seed) {
    List<Outcome> outcomes = new ArrayList<>();
    each(queries, seed, Progress.NONE, outcomes::add);
    return outcomes;
  }

  private void each(Queries queries, Seed seed, Progress progress, Consumer<Outcome> heard) {
    List<Query> all = queries.all();
    for (Query query : all) {
      classifier.indexOf(query.target());
      check.accept(query);
    }
    progress.at(0, all.size(), method.name());
    for (int from = 0; from < all.size(); from += microBatch) {
      Interrupt.check("after %d of %d queries".formatted(from, all.size()));
      int to = Math.min(all.size(), from + microBatch);
      some(all.subList(from, to), seed).forEach(heard);
      progress.at(to, all.size(), method.name());
    }
  }

  private List<Outcome> some(List<Query> queries, Seed seed) {
    long start = System.nanoTime();
    PeakResident.mark();
    try (Scope scope = Scope.open()) {
      Noise draws = noise.apply(seed, queries.stream().map(Query::id).toList());
      Answer answer =
          mathematics.explain(Batch.of(queries, classifier, draws).pictured(pictured), watch);
      checkOneEach(answer, queries.size());
      float[] means = answer.edited().mean(1, 2, 3).floats();
      // What is no picture is scored too, as zeros: last bits depend on the size of a batch.
      List<Image> edited =
          Images.list(answer.edited(), queries.stream().map(q -> q.id() + "/edited").toList());
      List<Scores> before = classifier.score(queries.stream().map(Query::factual).toList());
      List<Scores> after = classifier.score(edited);
      Duration each = Duration.ofNanos((System.nanoTime() - start) / queries.size());
      long peak = PeakResident.bytes();
      List<Outcome> outcomes = new ArrayList<>();
      for (int i = 0; i < queries.size(); i++) {
        if (!Float.isFinite(means[i])) {
          outcomes.add(Outcome.failed(queries.get(i), noPicture(queries.get(i))));
          continue;
        }
        Counterfactual plain =
            Counterfactual.of(queries.get(i), edited.get(i), before.get(i), after.get(i))
                .by(method, seed)
                .trace(answer.traces().get(i))
                .cost(answer.costs().get(i).time(each).peakBytes(peak));
        int at = i;
        outcomes.add(
            Outcome.answered(
                answer.keptMask().map(m -> plain.keptMask(grey(m, at, plain))).orElse(plain)));
      }
      return outcomes;
    }
  }

  private void checkOneEach(Answer answer, int queries) {
    if (answer.traces().size() != queries || answer.costs().size() != queries) {
      throw new IllegalStateException(
          "a method gives one trace and one cost a query, but %s gave %s and %s for %s; start with new Traces(batch.size())"
              .formatted(method.name(), answer.traces().size(), answer.costs().size(), queries));
    }
  }

  private IllegalStateException noPicture(Query query) {
    return new IllegalStateException(
        "an answer is a picture, but %s ended at values that are no numbers for %s; its steps are too large, so lower its scales"
            .formatted(method.name(), query.id()));
  }

  /** Row {@code i} of an N x 1 x h x w mask as a grey image of the query's size. */
  private static Image grey(Tensor mask, int i, Counterfactual answer) {
    int height = answer.factual().height();
    int width = answer.factual().width();
    int h = (int) mask.size(2);
    int w = (int) mask.size(3);
    float[] small = mask.narrow(0, i, 1).floats();
    float[] values = new float[Image.CHANNELS * height * width];
    for (int k = 0; k < values.length; k++) {
      int y = k / width % height;
      int x = k % width;
      values[k] = small[y * h / height * w + x * w / width];
    }
    return Image.clamped(answer.query().id() + "/mask", height, width, values);
  }
}
