package io.otherwise.explain;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The answer to one query: the edited image and how it came about.
 *
 * @param edited as large as the factual image
 * @param before the classifier's scores for the factual image
 * @param after its scores for the edited one
 * @param trace one record a step, in the order run; empty where the method keeps none
 * @param keptMask 1 where the last masked step let guidance through, at the mask's own size
 * @param method the name of the method
 * @param hyperparameters {@link Method#hyperparameters} in order
 */
public record Counterfactual(
    Query query,
    Image edited,
    Scores before,
    Scores after,
    List<StepRecord> trace,
    Cost cost,
    Optional<Image> keptMask,
    String method,
    Map<String, Object> hyperparameters,
    Seed seed) {
  public Counterfactual {
    Objects.requireNonNull(cost, "cost");
    Objects.requireNonNull(keptMask, "keptMask");
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(seed, "seed");
    trace = List.copyOf(trace);
    hyperparameters = Collections.unmodifiableMap(new LinkedHashMap<>(hyperparameters));
    Image factual = query.factual();
    if (edited.height() != factual.height() || edited.width() != factual.width()) {
      throw new IllegalArgumentException(
          ("a counterfactual is as large as its factual image, but %s became %s; decode "
                  + "to the factual's size")
              .formatted(factual, edited));
    }
    if (!before.classes().equals(after.classes())) {
      throw new IllegalArgumentException(
          ("scores before and after come from one classifier, but the classes are %s and "
                  + "%s; score both with the same one")
              .formatted(before.classes(), after.classes()));
    }
    before.indexOf(query.target());
  }

  /** An answer without trace, mask and cost; the withers add what the method knows. */
  public static Counterfactual of(Query query, Image edited, Scores before, Scores after) {
    return new Counterfactual(
        query,
        edited,
        before,
        after,
        List.of(),
        Cost.ZERO,
        Optional.empty(),
        "",
        Map.of(),
        Seed.seed(0));
  }

  /** The same answer, signed by the method that gave it. */
  public Counterfactual by(Method author, Seed newSeed) {
    Map<String, Object> settings = author.hyperparameters();
    return new Counterfactual(
        query, edited, before, after, trace, cost, keptMask, author.name(), settings, newSeed);
  }

  public Counterfactual trace(List<StepRecord> steps) {
    return new Counterfactual(
        query, edited, before, after, steps, cost, keptMask, method, hyperparameters, seed);
  }

  public Counterfactual cost(Cost spent) {
    return new Counterfactual(
        query, edited, before, after, trace, spent, keptMask, method, hyperparameters, seed);
  }

  public Counterfactual keptMask(Image mask) {
    return new Counterfactual(
        query,
        edited,
        before,
        after,
        trace,
        cost,
        Optional.of(mask),
        method,
        hyperparameters,
        seed);
  }

  public Image factual() {
    return query.factual();
  }

  /** True when the classifier now answers the target class. */
  public boolean flipped() {
    return after.best().equals(query.target());
  }

  /** p(target) on the factual image. */
  public double targetBefore() {
    return before.of(query.target());
  }

  /** p(target) on the edited image. */
  public double targetAfter() {
    return after.of(query.target());
  }

  /** |edited - factual| for each channel, in [0, 1]. */
  public Image difference() {
    float[] a = factual().values();
    float[] b = edited.values();
    for (int i = 0; i < a.length; i++) {
      a[i] = Math.abs(b[i] - a[i]);
    }
    return Image.of(query.id() + " difference", edited.height(), edited.width(), a);
  }

  @Override
  public String toString() {
    return "Counterfactual[%s, %s, p(%s) %s -> %s, %s]"
        .formatted(
            query.id(),
            method,
            query.target(),
            (float) targetBefore(),
            (float) targetAfter(),
            flipped() ? "flipped" : "not flipped");
  }
}
