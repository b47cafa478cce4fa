package io.otherwise.metric;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Correlation difference: do counterfactuals change the attributes that go along with the query
 * attribute, and only those? Sum over attributes of |correlation - reference|; 0 is best.
 *
 * <p>Jeanneret et al. (2022), <a href="https://arxiv.org/abs/2203.15636">Diffusion Models for
 * Counterfactual Explanations</a>, Sec. 4.3. The reference is read off the labels of a training
 * set. The factor 1/N that LDCE and ECED write changes nothing, since no summand depends on i.
 *
 * @param oracle tells attributes
 * @param query the attribute that the target class is about
 * @param reference correlation of every attribute with it in the labels; Eq. 19 does not read it
 * @param formula what is correlated
 * @param undefined what becomes of an attribute that is constant somewhere
 */
public record CorrelationDifference(
    AttributeProbabilities oracle,
    String query,
    List<Double> reference,
    Formula formula,
    Undefined undefined,
    Population population)
    implements SetMetric {
  /** Below this, correlations are mostly noise. */
  private static final int FEWEST = 30;

  /** What is correlated. */
  public enum Formula {
    /** DiME: changes of binary attributes, against the labels. */
    CHANGES,
    /**
     * LDCE, Eq. 19: differences of probabilities over all ordered pairs of counterfactuals, against
     * the same of the factual images.
     */
    ALL_PAIRS,
    /** Eq. 19 read as a mean over i, each time over the pairs (i, j). */
    LEAVE_ONE_OUT,
    /** Eq. 19 over pairs i < j alone; it depends on the order of the images. */
    UNORDERED_PAIRS
  }

  /** What becomes of a correlation with a constant. */
  public enum Undefined {
    /** It counts as 0: what never changes goes along with nothing. */
    ZERO,
    /** It stays NaN, and so does the sum. */
    KEEP,
    /** The attribute is left out; NaN where none is left. */
    SKIP
  }

  /** Whose code or formula. */
  public enum Source {
    DIME,
    ACE,
    LDCE
  }

  public CorrelationDifference {
    oracle.indexOf(query);
    reference = List.copyOf(reference);
    if (reference.size() != oracle.attributes().size()) {
      throw new IllegalArgumentException(
          "the reference has one correlation for each of the oracle's "
              + oracle.attributes().size()
              + " attributes, but has "
              + reference.size()
              + "; make it from labels with the oracle's columns");
    }
  }

  /**
   * DiME's definition, a constant attribute counted as 0, over answers that reached their target.
   *
   * @param labels [image][attribute] of a training set, columns as the oracle's
   */
  public static CorrelationDifference of(
      AttributeProbabilities oracle, boolean[][] labels, String query) {
    int width = oracle.attributes().size();
    for (boolean[] row : labels) {
      if (row.length != width) {
        throw new IllegalArgumentException(
            "labels have one column for each of the oracle's "
                + width
                + " attributes, but a row has "
                + row.length
                + "; order the columns as the oracle's");
      }
    }
    double[] reference = AttributeCorrelations.ofLabels(labels, oracle.indexOf(query));
    return new CorrelationDifference(
        oracle,
        query,
        Arrays.stream(reference).boxed().toList(),
        Formula.CHANGES,
        Undefined.ZERO,
        Population.VALID);
  }

  /** As a paper's code has it: DiME keeps NaN, ACE counts it as 0, LDCE prints Eq. 19. */
  public CorrelationDifference compat(Source source) {
    return switch (source) {
      case DIME -> formula(Formula.CHANGES).undefined(Undefined.KEEP);
      case ACE -> formula(Formula.CHANGES).undefined(Undefined.ZERO);
      case LDCE -> formula(Formula.ALL_PAIRS).undefined(Undefined.ZERO);
    };
  }

  public CorrelationDifference formula(Formula value) {
    return new CorrelationDifference(oracle, query, reference, value, undefined, population);
  }

  public CorrelationDifference undefined(Undefined value) {
    return new CorrelationDifference(oracle, query, reference, formula, value, population);
  }

  public CorrelationDifference population(Population value) {
    return new CorrelationDifference(oracle, query, reference, formula, undefined, value);
  }

  @Override
  public String name() {
    return "CD";
  }

  @Override
  public Direction direction() {
    return Direction.LOWER;
  }

  @Override
  public String citation() {
    return formula == Formula.CHANGES ? "Jeanneret et al. (2022)" : "Farid et al. (2023), Eq. 19";
  }

  @Override
  public int minimum() {
    return FEWEST;
  }

  @Override
  public Sample sample(Counterfactuals answers) {
    return new Probabilities(population.positions(answers), before(answers), after(answers));
  }

  /** The correlation of every attribute's change with the query attribute's: DiME's Figure 3. */
  public double[] changes(Counterfactuals answers) {
    return AttributeCorrelations.ofChanges(before(answers), after(answers), oracle.indexOf(query));
  }

  private double[][] before(Counterfactuals answers) {
    return oracle.of(population.of(answers).stream().map(Counterfactual::factual).toList());
  }

  private double[][] after(Counterfactuals answers) {
    return oracle.of(population.of(answers).stream().map(Counterfactual::edited).toList());
  }

  /**
   * The metric from probabilities.
   *
   * @param before on the factual images, [image][attribute]
   * @param after on the counterfactuals
   * @return NaN where there is no image
   */
  public double of(double[][] before, double[][] after) {
    if (before.length == 0) {
      return Double.NaN;
    }
    int q = oracle.indexOf(query);
    return switch (formula) {
      case CHANGES ->
          sum(
              AttributeCorrelations.ofChanges(before, after, q),
              reference.stream().mapToDouble(r -> r).toArray());
      case ALL_PAIRS ->
          sum(
              AttributeCorrelations.ofProbabilities(after, q),
              AttributeCorrelations.ofProbabilities(before, q));
      case LEAVE_ONE_OUT ->
          mean(
              AttributeCorrelations.leavingOneOut(after, q),
              AttributeCorrelations.leavingOneOut(before, q));
      case UNORDERED_PAIRS ->
          sum(
              AttributeCorrelations.ofUnorderedPairs(after, q),
              AttributeCorrelations.ofUnorderedPairs(before, q));
    };
  }

  private double sum(double[] found, double[] expected) {
    double sum = 0;
    int counted = 0;
    for (int a = 0; a < found.length; a++) {
      double difference = Math.abs(defined(found[a]) - defined(expected[a]));
      if (undefined != Undefined.SKIP || !Double.isNaN(difference)) {
        sum += difference;
        counted++;
      }
    }
    return counted == 0 ? Double.NaN : sum;
  }

  private double mean(double[][] found, double[][] expected) {
    return IntStream.range(0, found.length)
        .mapToDouble(i -> sum(found[i], expected[i]))
        .average()
        .orElse(Double.NaN);
  }

  private double defined(double correlation) {
    return undefined == Undefined.ZERO && Double.isNaN(correlation) ? 0 : correlation;
  }

  /** What the oracle saw of every member. */
  private final class Probabilities implements Sample {
    private final int[] positions;
    private final double[][] before;
    private final double[][] after;

    Probabilities(int[] positions, double[][] before, double[][] after) {
      this.positions = positions;
      this.before = before;
      this.after = after;
    }

    @Override
    public int[] positions() {
      return positions.clone();
    }

    @Override
    public double value(int... members) {
      return of(drawn(before, members), drawn(after, members));
    }

    private static double[][] drawn(double[][] rows, int... members) {
      return Arrays.stream(members).mapToObj(m -> rows[m]).toArray(double[][]::new);
    }
  }
}
