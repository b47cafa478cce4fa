package io.otherwise.metric;

import io.otherwise.attribution.Concepts;
import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.metric.ConceptTruth.Finding;
import io.otherwise.world.Attribute;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/**
 * Do the concepts of an answer fit what is true of its picture? One number an answer, the mean over
 * its concepts: see {@link Reading}. Random concepts of the same answers are the control.
 *
 * @param truth what concepts really are; share it between metrics
 * @param reader tells which attributes a picture shows
 * @param concepts of the queries that are answered
 * @param population all answers by default
 */
public record ConceptAgreement(
    ConceptTruth truth,
    AttributeProbabilities reader,
    List<Concepts> concepts,
    Reading reading,
    Population population)
    implements PairMetric {
  /** What is asked of a concept. */
  public enum Reading {
    /** Intersection over union of its places with the mask of the true edit, in [0, 1]. */
    PLACES("concept places, IoU"),
    /** 1 if the factor that decides the target moves it most, else 0. */
    ASKED("concepts of the asked factor"),
    /** 1 if the answer changed the factor that moves it most, as the oracle reads it, else 0. */
    CHANGED("concepts that were changed");

    private final String words;

    Reading(String words) {
      this.words = words;
    }
  }

  public ConceptAgreement {
    concepts = List.copyOf(concepts);
  }

  /** Over all answers. */
  public static ConceptAgreement of(
      Reading reading, ConceptTruth truth, AttributeProbabilities reader, List<Concepts> concepts) {
    return new ConceptAgreement(truth, reader, concepts, reading, Population.ALL);
  }

  public ConceptAgreement population(Population value) {
    return new ConceptAgreement(truth, reader, concepts, reading, value);
  }

  @Override
  public String name() {
    return reading.words;
  }

  @Override
  public Direction direction() {
    return Direction.HIGHER;
  }

  @Override
  public String citation() {
    return "intervention on a rendered factor and Jaccard (1901) with its mask";
  }

  /**
   * Renders what is not known of a picture yet.
   *
   * @throws IllegalArgumentException if a picture is not of the world, or no concepts are known of
   *     its query
   */
  @Override
  public Values sample(Counterfactuals answers) {
    return switch (reading) {
      case PLACES -> mean(answers, this::overlap);
      case ASKED ->
          mean(
              answers,
              (a, f) -> f.mover().equals(Attribute.ofClass(a.query().target()).key()) ? 1 : 0);
      case CHANGED -> changed(answers);
    };
  }

  private double overlap(Counterfactual answer, Finding finding) {
    return truth
        .places(answer.factual(), finding.concept())
        .overlap(truth.known().mask(answer.query()));
  }

  private Values mean(
      Counterfactuals answers, ToDoubleBiFunction<Counterfactual, Finding> agreement) {
    return Values.of(
        answers,
        population,
        answer ->
            findings(answer).stream()
                .mapToDouble(f -> agreement.applyAsDouble(answer, f))
                .average()
                .orElse(Double.NaN));
  }

  private Values changed(Counterfactuals answers) {
    int[] positions = population.positions(answers);
    Counterfactuals members = population.of(answers);
    double[][] before = reader.of(members.stream().map(Counterfactual::factual).toList());
    double[][] after = reader.of(members.stream().map(Counterfactual::edited).toList());
    double[] shares = new double[positions.length];
    for (int i = 0; i < shares.length; i++) {
      double[] was = before[i];
      double[] is = after[i];
      shares[i] =
          findings(members.get(i)).stream()
              .mapToInt(f -> reader.indexOf(f.mover()))
              .mapToDouble(column -> Mnac.shown(was[column]) != Mnac.shown(is[column]) ? 1 : 0)
              .average()
              .orElse(Double.NaN);
    }
    return new Values(positions, shares);
  }

  private List<Finding> findings(Counterfactual answer) {
    return truth.of(answer.query(), Concepts.of(concepts, answer.query().id()));
  }
}
