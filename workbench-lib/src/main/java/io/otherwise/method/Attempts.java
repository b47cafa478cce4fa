package io.otherwise.method;

import io.otherwise.explain.Cost;
import io.otherwise.explain.Image;
import io.otherwise.explain.Interrupt;
import io.otherwise.guidance.Masks;
import io.otherwise.model.Ancestral;
import io.otherwise.model.Classifier;
import io.otherwise.model.PixelDiffusion;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The outer loop of DiME and its successors: attempts with one classifier scale after the other,
 * each for the queries that are still undecided for their target. Images inside are in the
 * diffusion model's range.
 */
final class Attempts {
  /** What one attempt makes of its queries; {@code free} is 1 where they may change, or null. */
  record Edit(Tensor image, Tensor free) {}

  /**
   * Where attempts begin.
   *
   * @param position the noise level of the factual image
   * @param shared whether all attempts begin with the same noisy image
   */
  record Start(Ancestral sampler, int position, boolean shared) {}

  /**
   * Where attempts of a number of reverse steps begin.
   *
   * @param oneNoisier whether one position above the first step, as in the authors' code
   * @throws IllegalArgumentException if the sampler has no such noise level
   */
  static Start start(Ancestral sampler, int tau, boolean oneNoisier, boolean shared) {
    int position = oneNoisier ? tau : tau - 1;
    if (position >= sampler.size()) {
      throw new IllegalArgumentException(
          "tau + 1 noise levels are among those the sampler keeps, but tau was "
              + tau
              + " of "
              + sampler.size()
              + "; lower tau or keep more timesteps");
    }
    return new Start(sampler, position, shared);
  }

  private final Batch batch;
  private final Watch watch;
  private final Classifier classifier;
  private final List<Double> scales;
  private final int steps;
  private final Start start;
  private final Tensor zTau;
  private final Tensor[] edited;
  private final Tensor[] free;
  private final Traces traces;
  private final Cost[] costs;

  /**
   * Noises the factual images: all attempts begin with the same z_tau, unless told otherwise.
   *
   * @param scales of the classification loss, one an attempt
   * @param steps of one attempt
   */
  Attempts(
      Batch batch,
      Watch watch,
      Classifier classifier,
      List<Double> scales,
      int steps,
      Start start) {
    this.batch = batch;
    this.watch = watch;
    this.classifier = classifier;
    this.scales = scales;
    this.steps = steps;
    this.start = start;
    this.zTau = noised(batch, 0);
    this.edited = new Tensor[batch.size()];
    this.free = new Tensor[batch.size()];
    this.traces = new Traces(batch.size());
    this.costs = new Cost[batch.size()];
    Arrays.fill(costs, Cost.ZERO);
    watch.at(0, "zTau", zTau);
  }

  private Tensor noised(Batch some, int attempt) {
    Tensor x = PixelDiffusion.signed(some.factuals());
    Tensor noise = some.noise().draw("abduction", attempt, x.shape());
    return start.sampler().noised(x, noise, start.position());
  }

  /** Runs attempts until every query is decided for its target, or the scales are used up. */
  Batched.Answer explain(Function<Attempt, Edit> attempted) {
    int[] open = IntStream.range(0, batch.size()).toArray();
    for (int number = 0; number < scales.size() && open.length > 0; number++) {
      try (Scope scope = Scope.open()) {
        Attempt attempt = new Attempt(number, open);
        open = attempt.ended(scope, attempted.apply(attempt));
      }
    }
    return new Batched.Answer(
        PixelDiffusion.unsigned(Tensor.cat(List.of(edited), 0)).clamp(0, 1),
        traces.lists(),
        free[0] == null ? Optional.empty() : Optional.of(Tensor.cat(List.of(free), 0)),
        List.of(costs));
  }

  /** Some queries under one classifier scale. */
  final class Attempt {
    private final int number;
    private final int[] rows;
    private final Batch some;
    private final Tensor x;

    private Attempt(int number, int... rows) {
      this.number = number;
      this.rows = rows;
      this.some = batch.only(rows);
      this.x = PixelDiffusion.signed(some.factuals());
      Arrays.stream(rows).forEach(traces::clear);
    }

    /** The queries of this attempt. */
    Batch some() {
      return some;
    }

    /** Their factual images. */
    Tensor x() {
      return x;
    }

    /** lambda_c. */
    double scale() {
      return scales.get(number);
    }

    /** Their factual images with noise. */
    Tensor zTau() {
      return number == 0 || start.shared()
          ? zTau.select(0, Batch.rows(rows))
          : noised(some, number);
    }

    /** A draw of this attempt. */
    Tensor draw(String what, int step) {
      return some.noise().draw("attempt" + number + "/" + what, step, x.shape());
    }

    /** Names a quantity; steps of an attempt are counted from 1, its end is one more. */
    void heard(int step, String name, Tensor value) {
      watch.at(number * (steps + 1) + step, name, value);
    }

    /** Stops where the thread was told to. */
    void interruptible(int step) {
      Interrupt.check("at step %d of attempt %d".formatted(step, number + 1));
    }

    /** Counts network calls of every query. */
    void called(Cost calls) {
      for (int row : rows) {
        costs[row] = costs[row].plus(calls);
      }
    }

    /**
     * Adds a step to the traces.
     *
     * @param logits of clean images, null where the classifier saw none
     * @param seen what the classifier saw, in the diffusion model's range
     * @param free 1 where the images may change, null for everywhere
     */
    void saw(int step, int timestep, Tensor logits, Tensor seen, Tensor free) {
      float[] p = logits == null ? null : Targets.probabilities(some, logits, classifier);
      float[] share = free == null ? null : Masks.keptFraction(free).floats();
      List<Optional<Image>> pictures = some.pictures(step, PixelDiffusion.unsigned(seen));
      for (int k = 0; k < rows.length; k++) {
        double probability = p == null ? Double.NaN : p[k];
        double moving = share == null ? 1 : share[k];
        traces.add(rows[k], step, timestep, probability, moving, pictures.get(k));
      }
    }

    /** Keeps each query's answer, and tells which of them missed the target. */
    private int[] ended(Scope scope, Edit edit) {
      Tensor logits = classifier.logits(PixelDiffusion.unsigned(edit.image()));
      boolean[] reached = Targets.reached(some, logits, classifier);
      called(Cost.ZERO.classifier(1, 0));
      heard(steps + 1, "rows", Batch.rows(rows));
      heard(steps + 1, "edited", edit.image());
      heard(steps + 1, "logits", logits);
      for (int k = 0; k < rows.length; k++) {
        edited[rows[k]] = kept(scope, edited[rows[k]], edit.image(), k);
        if (edit.free() != null) {
          free[rows[k]] = kept(scope, free[rows[k]], edit.free(), k);
        }
      }
      return IntStream.range(0, rows.length).filter(k -> !reached[k]).map(k -> rows[k]).toArray();
    }

    private Tensor kept(Scope scope, Tensor before, Tensor all, int row) {
      return scope.keepInstead(before, all.narrow(0, row, 1).copy());
    }
  }
}
