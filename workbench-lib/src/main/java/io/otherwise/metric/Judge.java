package io.otherwise.metric;

import io.otherwise.explain.Image;
import io.otherwise.model.AttributeOracle;
import io.otherwise.model.Classifier;
import io.otherwise.world.Attribute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Somebody who has not been explained and says what a picture shows: a network with other weights,
 * a person, or the truth of a rendered world.
 */
@FunctionalInterface
public interface Judge {
  /**
   * What a class name claims of an attribute.
   *
   * @param attribute as the oracle names it
   * @param present whether the class is that of the pictures which show it
   */
  record Claim(String attribute, boolean present) {}

  /**
   * Whether each picture shows the class named for it.
   *
   * @param images of any sizes
   * @param classes one name an image
   * @return one answer an image
   */
  boolean[] shows(List<Image> images, List<String> classes);

  /** The name it goes by in tables. */
  default String name() {
    return "a judge";
  }

  /** The same judge under another name. */
  default Judge named(String newName) {
    return new Named(newName, this);
  }

  /**
   * Another classifier of the same classes, which decides as it always does: for its best class.
   */
  static Judge of(Classifier classifier) {
    Judge judge =
        (images, classes) -> {
          classes.forEach(classifier::indexOf);
          List<String> seen =
              InChunks.map(
                  images, chunk -> classifier.score(chunk).stream().map(s -> s.best()).toList());
          return each(images, i -> seen.get(i).equals(classes.get(i)));
        };
    return judge.named(classifier.name());
  }

  /**
   * An oracle of attributes: an attribute is shown from a probability of 0.5.
   *
   * @param claim what each class name claims, such as {@code young} the absence of age
   */
  static Judge of(AttributeOracle oracle, Function<String, Claim> claim) {
    Judge judge =
        (images, classes) -> {
          List<Claim> claims = classes.stream().map(claim).toList();
          int[] columns = claims.stream().mapToInt(c -> oracle.indexOf(c.attribute())).toArray();
          List<float[]> p =
              InChunks.map(images, chunk -> Arrays.asList(oracle.probabilities(chunk)));
          return each(images, i -> p.get(i)[columns[i]] >= 0.5 == claims.get(i).present());
        };
    return judge.named(oracle.name());
  }

  /** An oracle of the rendered faces, which are called {@code old}, {@code smiling} and so on. */
  static Judge faces(AttributeOracle oracle) {
    return of(
        oracle,
        name -> {
          Attribute attribute = Attribute.ofClass(name);
          return new Claim(attribute.key(), attribute.positive().equals(name));
        });
  }

  private static boolean[] each(List<Image> images, java.util.function.IntPredicate shows) {
    boolean[] answers = new boolean[images.size()];
    for (int i = 0; i < answers.length; i++) {
      answers[i] = shows.test(i);
    }
    return answers;
  }

  /** A judge with a name. */
  record Named(String name, Judge judge) implements Judge {
    @Override
    public boolean[] shows(List<Image> images, List<String> classes) {
      if (images.size() != classes.size()) {
        throw new IllegalArgumentException(
            "a judge is asked for one class an image, but had "
                + classes.size()
                + " classes for "
                + images.size()
                + " images; name one for each");
      }
      return judge.shows(images, new ArrayList<>(classes));
    }
  }
}
