package io.otherwise.metric;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.explain.Query;
import java.util.Objects;
import java.util.function.Function;

/**
 * How much an answer's change looks like a change whose cause is known: the cosine of (answer -
 * factual) and (intervention - factual), all values of all pixels, in [-1, 1]. Where the world can
 * set one factor and hold all else fixed, the factor whose picture is the likest gives the
 * explanation a name. An intervention or an answer that changes no pixel is like nothing: 0.
 *
 * @param factor what the intervention sets, for the column's name
 * @param intervention the factual picture of a query with that factor alone set, of the same size
 */
public record EditLikeness(
    String factor, Function<Query, Image> intervention, Population population)
    implements PairMetric {
  public EditLikeness {
    Objects.requireNonNull(factor, "factor");
    Objects.requireNonNull(intervention, "intervention");
    Objects.requireNonNull(population, "population");
  }

  /** Over all answers. */
  public EditLikeness(String factor, Function<Query, Image> intervention) {
    this(factor, intervention, Population.ALL);
  }

  public EditLikeness population(Population value) {
    return new EditLikeness(factor, intervention, value);
  }

  @Override
  public String name() {
    return "like " + factor;
  }

  @Override
  public Direction direction() {
    return Direction.NONE;
  }

  @Override
  public String citation() {
    return "this workbench (2026), the embedded world: interventions on single factors";
  }

  @Override
  public Values sample(Counterfactuals answers) {
    return Values.of(answers, population, this::of);
  }

  /** The cosine of one answer. */
  public double of(Counterfactual answer) {
    Image factual = answer.factual();
    return cosine(factual, answer.edited(), intervention.apply(answer.query()));
  }

  /**
   * The cosine of two changes of a picture.
   *
   * @throws IllegalArgumentException if the pictures differ in size
   */
  static double cosine(Image factual, Image one, Image other) {
    int values = factual.values().length;
    if (one.values().length != values || other.values().length != values) {
      throw new IllegalArgumentException(
          "changes of a picture are compared at its size, but "
              + factual
              + " became "
              + one
              + " and "
              + other
              + "; render the intervention as large as the factual picture");
    }
    return CosineSimilarity.of(
        ModelTruthDirection.difference(factual, one),
        ModelTruthDirection.difference(factual, other));
  }
}
