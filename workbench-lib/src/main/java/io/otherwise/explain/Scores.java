package io.otherwise.explain;

import java.util.Arrays;
import java.util.List;

/**
 * A classifier's answer for one image: a probability in [0, 1] for each named class, in the
 * classifier's order. A binary classifier has two classes, the negative one first.
 */
public record Scores(List<String> classes, float[] probabilities) {
  public Scores {
    classes = List.copyOf(classes);
    probabilities = probabilities.clone();
    if (classes.isEmpty() || classes.size() != probabilities.length) {
      throw new IllegalArgumentException(
          ("scores need one probability per class, but there are %s classes and %s "
                  + "probabilities; name every output of the classifier")
              .formatted(classes.size(), probabilities.length));
    }
    for (int i = 0; i < probabilities.length; i++) {
      if (!(probabilities[i] >= 0f && probabilities[i] <= 1f)) {
        throw new IllegalArgumentException(
            "a probability lies in [0, 1], but %s has %s; apply softmax or sigmoid to logits first"
                .formatted(classes.get(i), probabilities[i]));
      }
    }
  }

  /** A classifier with one output: the probability of its positive class. */
  public static Scores binary(String negative, String positive, float positiveProbability) {
    float[] both = {1f - positiveProbability, positiveProbability};
    return new Scores(List.of(negative, positive), both);
  }

  /** A copy, in the order of {@link #classes}. */
  @Override
  public float[] probabilities() {
    return probabilities.clone();
  }

  /**
   * The probability of one class.
   *
   * @throws IllegalArgumentException if the classifier does not know the class
   */
  public double of(String name) {
    return probabilities[indexOf(name)];
  }

  /** The position of a class. */
  public int indexOf(String name) {
    int index = classes.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          "a target must be one of the classifier's %s classes, but was %s; did you mean %s?"
              .formatted(classes.size(), name, Names.suggestion(name, classes)));
    }
    return index;
  }

  /**
   * The class with the highest probability; the later one of a tie, as "logit >= 0" would have it.
   */
  public String best() {
    int best = 0;
    for (int i = 1; i < probabilities.length; i++) {
      if (probabilities[i] >= probabilities[best]) {
        best = i;
      }
    }
    return classes.get(best);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Scores other
        && classes.equals(other.classes)
        && Arrays.equals(probabilities, other.probabilities);
  }

  @Override
  public int hashCode() {
    return 31 * classes.hashCode() + Arrays.hashCode(probabilities);
  }

  @Override
  public String toString() {
    return "Scores[" + best() + " " + of(best()) + ", " + classes.size() + " classes]";
  }
}
