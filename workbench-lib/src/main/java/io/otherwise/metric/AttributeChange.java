package io.otherwise.metric;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;

/**
 * How much more of one attribute an oracle reads in the edited image than in the factual one, in
 * [-1, 1]: what an explanation says about the attribute. Answers towards any other class than
 * {@code towards} count the other way round, so a method that puts glasses on for old and takes
 * them off for young is at 1, and one that leaves them alone at 0.
 *
 * <p>It is the answer's own share of what {@link CausalEffect} calls revealed, and a description:
 * which number is right depends on what the classifier uses.
 *
 * @param reader tells attributes
 * @param attribute the column that is read
 * @param towards the class that the attribute is said to go along with
 * @param population all answers by default
 */
public record AttributeChange(
    AttributeProbabilities reader, String attribute, String towards, Population population)
    implements PairMetric {
  public AttributeChange {
    reader.indexOf(attribute);
  }

  /** Over all answers, as a reader sees them. */
  public AttributeChange(AttributeProbabilities reader, String attribute, String towards) {
    this(reader, attribute, towards, Population.ALL);
  }

  public AttributeChange population(Population value) {
    return new AttributeChange(reader, attribute, towards, value);
  }

  @Override
  public String name() {
    return "more " + attribute + " towards " + towards;
  }

  @Override
  public Direction direction() {
    return Direction.NONE;
  }

  @Override
  public String citation() {
    return "difference of an oracle's probabilities";
  }

  @Override
  public Values sample(Counterfactuals answers) {
    int[] positions = population.positions(answers);
    Counterfactuals members = population.of(answers);
    double[][] before = reader.of(members.stream().map(Counterfactual::factual).toList());
    double[][] after = reader.of(members.stream().map(Counterfactual::edited).toList());
    int column = reader.indexOf(attribute);
    double[] changes = new double[positions.length];
    for (int i = 0; i < changes.length; i++) {
      double change = after[i][column] - before[i][column];
      changes[i] = members.get(i).query().target().equals(towards) ? change : -change;
    }
    return new Values(positions, changes);
  }
}
