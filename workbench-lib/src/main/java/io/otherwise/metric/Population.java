package io.otherwise.metric;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Which answers a number reads. Columns of published tables read different ones without saying so;
 * here every value carries its population's name.
 *
 * @param name as tables print it
 * @param members which answers belong to it
 */
public record Population(String name, Predicate<Counterfactual> members) {
  /** Every answer, failures included. */
  public static final Population ALL = new Population("all", c -> true);

  /** Answers that reached their target. */
  public static final Population VALID = new Population("valid", Counterfactual::flipped);

  /** Answers to images that the classifier had right; queries must know their true label. */
  public static final Population CORRECT_INPUT =
      new Population("correct input", Population::correct);

  /** A population of one's own, such as the queries whose cue is unambiguous. */
  public static Population where(String name, Predicate<Counterfactual> members) {
    return new Population(name, members);
  }

  /** The answers that belong to both. */
  public Population and(Population other) {
    return new Population(name + " and " + other.name, members.and(other.members));
  }

  /** Where its members stand among some answers, ascending. */
  public int[] positions(Counterfactuals answers) {
    return IntStream.range(0, answers.size()).filter(i -> members.test(answers.get(i))).toArray();
  }

  /** Its members among some answers, in order. */
  public Counterfactuals of(Counterfactuals answers) {
    return answers.where(members);
  }

  private static boolean correct(Counterfactual c) {
    String truth =
        c.query()
            .trueLabel()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "the population 'correct input' needs the true label of every query, but "
                            + c.query().id()
                            + " has none; give it by query.trueLabel(...)"));
    return c.before().best().equals(truth);
  }
}
