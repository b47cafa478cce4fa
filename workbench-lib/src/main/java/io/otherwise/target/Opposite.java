package io.otherwise.target;

import io.otherwise.explain.Queries;
import io.otherwise.explain.Query;
import io.otherwise.model.Classifier;
import java.util.ArrayList;
import java.util.List;

/**
 * The other class of two.
 *
 * @param of what the other one is other than
 */
public record Opposite(Of of) implements TargetRule {
  /** Papers differ in whose opposite is meant. */
  public enum Of {
    /** 1 - prediction: DiME and ACE. A misclassified image is asked to become its true class. */
    PREDICTION,
    /** 1 - true label: LDCE on CelebA-HQ. A misclassified image has its target already. */
    TRUE_LABEL
  }

  /** As DiME and ACE ask. */
  public static Opposite ofPrediction() {
    return new Opposite(Of.PREDICTION);
  }

  /** As LDCE asks. */
  public static Opposite ofTrueLabel() {
    return new Opposite(Of.TRUE_LABEL);
  }

  @Override
  public Queries queries(Classifier classifier, List<Labelled> images) {
    List<String> classes = classifier.classes();
    if (classes.size() != 2) {
      throw new IllegalArgumentException(
          ("an opposite is the other one of 2 classes, but %s has %s; choose the near miss or a"
                  + " neighbour instead")
              .formatted(classifier.name(), classes.size()));
    }
    List<String> from =
        of == Of.PREDICTION
            ? Predictions.of(classifier, images)
            : images.stream().map(image -> image.known("the opposite of the truth")).toList();
    List<Query> queries = new ArrayList<>();
    for (int i = 0; i < from.size(); i++) {
      queries.add(images.get(i).towards(classes.get(1 - classifier.indexOf(from.get(i)))));
    }
    return new Queries(queries);
  }
}
