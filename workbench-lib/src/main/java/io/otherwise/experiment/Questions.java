package io.otherwise.experiment;

import io.otherwise.explain.Queries;
import io.otherwise.explain.Query;
import io.otherwise.explain.Scores;
import io.otherwise.model.Classifier;
import io.otherwise.world.Split;
import io.otherwise.world.World;
import java.util.ArrayList;
import java.util.List;

/**
 * Questions that leave something to explain: the first clear pictures of a split that are not the
 * target, and that no explained classifier takes for the target already. The order is that of the
 * world, so fewer questions are the beginning of more.
 *
 * <p>DiME's target is always what the classifier does not say (its code has 1 - prediction), and
 * its metrics of correlations need answers in both directions.
 */
public final class Questions {
  /** Pictures looked at for one question, before the classifier is said to leave none. */
  private static final int PATIENCE = 50;

  private Questions() {}

  /**
   * Towards one class.
   *
   * @param n number of questions, 0 or more
   * @param explained the classifiers that the same questions are put to; none asks about all
   * @throws IllegalArgumentException if the world or a classifier has no such class, or nearly
   *     every picture is taken for the target
   */
  public static Queries towards(
      World world, String target, Split split, int n, Classifier... explained) {
    for (int looked = n + 8; ; looked *= 2) {
      Queries open = open(world.queries(target, split, looked), explained);
      if (open.size() >= n) {
        return open.take(n);
      }
      if (looked > PATIENCE * n) {
        throw new IllegalArgumentException(
            "a question has a picture that is not taken for its target already, but among the first %s only %s of %s were left for %s; explain another classifier"
                .formatted(looked, open.size(), n, target));
      }
    }
  }

  /**
   * Half of them towards each class of a two-sided classifier, in turns, the positive one first.
   *
   * @param n number of questions of both directions together, 0 or more
   * @param explained the classifier, and others with the same classes
   * @throws IllegalArgumentException if the classifier has more than two classes
   */
  public static Queries bothWays(
      World world, Split split, int n, Classifier explained, Classifier... others) {
    List<String> classes = explained.classes();
    if (classes.size() != 2) {
      throw new IllegalArgumentException(
          "questions both ways are put to a classifier of 2 classes, but %s has %s; ask towards(...) each target"
              .formatted(explained.name(), classes.size()));
    }
    Classifier[] all = new Classifier[others.length + 1];
    all[0] = explained;
    System.arraycopy(others, 0, all, 1, others.length);
    Queries up = towards(world, classes.get(1), split, n - n / 2, all);
    Queries down = towards(world, classes.get(0), split, n / 2, all);
    List<Query> turns = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      turns.add((i % 2 == 0 ? up : down).get(i / 2));
    }
    return new Queries(turns);
  }

  private static Queries open(Queries queries, Classifier... explained) {
    List<Query> open = queries.all();
    for (Classifier classifier : explained) {
      open = open(open, classifier);
    }
    return new Queries(open);
  }

  private static List<Query> open(List<Query> queries, Classifier classifier) {
    if (queries.isEmpty()) {
      return queries;
    }
    classifier.indexOf(queries.get(0).target());
    List<Scores> scores =
        Controls.scores(classifier, queries.stream().map(Query::factual).toList());
    List<Query> open = new ArrayList<>();
    for (int i = 0; i < queries.size(); i++) {
      if (!scores.get(i).best().equals(queries.get(i).target())) {
        open.add(queries.get(i));
      }
    }
    return open;
  }
}
