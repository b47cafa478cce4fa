package io.otherwise.experiment;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.metric.AttributeProbabilities;
import io.otherwise.world.Attribute;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Names what a classifier leans on, and predicts what it will say, from counterfactuals alone: it
 * sees neither the classifier nor the world. It is as blind as a reader, and never tires of
 * counting.
 *
 * @param reader the oracle through which it sees pictures
 * @param claim what the classifier is said to tell; no answer to the question what is hidden
 */
public record Detective(AttributeProbabilities reader, Attribute claim) {

  /**
   * How much more of each attribute but the claimed one the answers show, towards the positive
   * class, in [-1, 1].
   *
   * @throws IllegalArgumentException if there are no answers
   */
  public Map<Attribute, Double> changes(Counterfactuals answers) {
    if (answers.size() == 0) {
      throw new IllegalArgumentException(
          "a detective looks at 1 counterfactual or more, but had none; explain some pictures");
    }
    double[][] before = reader.of(answers.stream().map(Counterfactual::factual).toList());
    double[][] after = reader.of(answers.stream().map(Counterfactual::edited).toList());
    Map<Attribute, Double> changes = new TreeMap<>();
    for (Attribute attribute : Attribute.values()) {
      int column = reader.indexOf(attribute.key());
      double sum = 0;
      for (int i = 0; i < answers.size(); i++) {
        double change = after[i][column] - before[i][column];
        sum += answers.get(i).query().target().equals(claim.positive()) ? change : -change;
      }
      changes.put(attribute, sum / answers.size());
    }
    changes.remove(claim);
    return changes;
  }

  /**
   * What is particular to one classifier: its changes less the average of others that make the same
   * claim. What a generator does for anyone who asks for a smile falls out.
   *
   * @param others changes of the others' answers, at least one
   */
  public static Map<Attribute, Double> beyond(
      Map<Attribute, Double> own, List<Map<Attribute, Double>> others) {
    Map<Attribute, Double> beyond = new TreeMap<>();
    own.forEach(
        (attribute, change) ->
            beyond.put(
                attribute,
                change
                    - others.stream().mapToDouble(o -> o.get(attribute)).average().orElseThrow()));
    return beyond;
  }

  /** The attribute that changed most, up or down; of equal ones the first. */
  public static Attribute most(Map<Attribute, Double> changes) {
    return changes.entrySet().stream()
        .max(
            Comparator.comparingDouble(
                (Map.Entry<Attribute, Double> change) -> Math.abs(change.getValue())))
        .orElseThrow()
        .getKey();
  }

  /**
   * What a classifier that looks at one attribute alone would say of pictures.
   *
   * @param cause what it looks at
   * @param along whether the attribute speaks for the positive class, or against it
   * @return the class of each picture
   */
  public List<String> predict(List<Image> pictures, Attribute cause, boolean along) {
    int column = reader.indexOf(cause.key());
    return Arrays.stream(reader.of(pictures))
        .map(row -> row[column] >= 0.5 == along ? claim.positive() : claim.negative())
        .toList();
  }
}
