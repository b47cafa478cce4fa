package io.otherwise.experiment;

import io.otherwise.explain.Cost;
import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Query;
import io.otherwise.explain.Scores;
import io.otherwise.explain.Seed;
import io.otherwise.method.PixelAttack;
import io.otherwise.metric.KnownTruth;
import io.otherwise.model.Classifier;
import io.otherwise.world.EditMask;
import io.otherwise.world.ModelTruth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Rows that no method fills: what every metric says of answers whose worth is known beforehand. A
 * metric that ranks noise above the truth says nothing of methods. Every control answers every
 * query, in order, so that rows can be paired; each is signed with a name that tables can print.
 */
public final class Controls {
  private static final int CHUNK = 64;

  private Controls() {}

  /**
   * Any answer that can be constructed, such as another person's picture.
   *
   * @param name signs the answers
   * @param answer the edited picture for a query
   */
  public static Counterfactuals constructed(
      String name, Queries queries, Classifier classifier, Function<Query, Image> answer) {
    return answered(name, queries, classifier, answer);
  }

  /** The factual picture itself: nothing flips, nothing is spent. */
  public static Counterfactuals noEdit(Queries queries, Classifier classifier) {
    return answered("no edit", queries, classifier, Query::factual);
  }

  /**
   * World truth: the scene rendered again with the target's attribute, whatever the classifier
   * thinks of it.
   *
   * @throws IllegalArgumentException if a factual image or a target is not of the world
   */
  public static Counterfactuals trueCounterfactual(
      Queries queries, Classifier classifier, KnownTruth truth) {
    return answered("world truth", queries, classifier, q -> truth.worldTruth(q).counterfactual());
  }

  /**
   * Model truth: the nearest rendered scene that changes this classifier's mind. The factual
   * picture stands where it is the target already, and where no scene changes its mind.
   *
   * @throws IllegalArgumentException if a factual image or a target is not of the world
   */
  public static Counterfactuals modelTruth(
      Queries queries, Classifier classifier, KnownTruth truth) {
    return answered(
        "model truth",
        queries,
        classifier,
        q -> truth.modelTruth(q, classifier).flatMap(Controls::nearest).orElse(q.factual()));
  }

  private static Optional<Image> nearest(ModelTruth truth) {
    return truth.members().stream().findFirst().map(ModelTruth.Member::image);
  }

  /**
   * Adversarial noise: the classifier flips and nothing in the picture does. See {@link
   * PixelAttack#paper}.
   */
  public static Counterfactuals adversarialNoise(Queries queries, Classifier classifier) {
    Counterfactuals answers = PixelAttack.paper().on(classifier).explain(queries, Seed.seed(0));
    return new Counterfactuals(
        answers.stream()
            .map(
                c ->
                    signed("adversarial noise", c, c.edited(), c.after(), c.cost())
                        .trace(c.trace()))
            .toList());
  }

  /**
   * Each answer's edit under a region of the same area and shape at a random place alone: what a
   * method's choice of region is worth. The region is the mask moved by a random step, from one
   * side of the picture round to the other.
   *
   * @param masks one an answer, in order: those of {@link #editMasks} or of {@link #trueMasks}
   * @param seed the place depends on it and on the query alone
   */
  public static Counterfactuals randomMask(
      Counterfactuals answers, List<EditMask> masks, Classifier classifier, Seed seed) {
    return masked(
        "under a random mask",
        answers,
        masks,
        classifier,
        (query, mask) -> moved(query, mask, seed));
  }

  /**
   * Each answer's edit outside its mask alone: an answer that still flips there did not need what
   * the mask holds.
   *
   * @param masks one an answer, in order: those of {@link #trueMasks}
   */
  public static Counterfactuals inverseMask(
      Counterfactuals answers, List<EditMask> masks, Classifier classifier) {
    return masked("outside the mask", answers, masks, classifier, (query, mask) -> mask.inverse());
  }

  /** Where each answer moves a channel by more than a threshold in [0, 1). */
  public static List<EditMask> editMasks(Counterfactuals answers, double threshold) {
    return answers.stream().map(c -> EditMask.between(c.factual(), c.edited(), threshold)).toList();
  }

  /**
   * Where the target's attribute can change pixels, for each answer.
   *
   * @param dilation pixels by which the masks are widened, 0 or more
   * @throws IllegalArgumentException if a factual image or a target is not of the world
   */
  public static List<EditMask> trueMasks(Counterfactuals answers, KnownTruth truth, int dilation) {
    return answers.stream().map(c -> truth.mask(c.query()).dilated(dilation)).toList();
  }

  /** Any place but the mask's own. */
  private static EditMask moved(Query query, EditMask mask, Seed seed) {
    int side = mask.side();
    double draw = Seed.uniform(seed.key(query.id(), "random mask", 0), 0);
    int step = 1 + (int) (draw * (side * side - 1));
    return mask.moved(step / side, step % side);
  }

  private static Counterfactuals masked(
      String how,
      Counterfactuals answers,
      List<EditMask> masks,
      Classifier classifier,
      BiFunction<Query, EditMask, EditMask> region) {
    if (masks.size() != answers.size()) {
      throw new IllegalArgumentException(
          "every answer has a mask of its own, but there were "
              + masks.size()
              + " masks for "
              + answers.size()
              + " answers; make them from the same answers");
    }
    List<Image> edited = new ArrayList<>();
    for (int i = 0; i < masks.size(); i++) {
      Counterfactual c = answers.get(i);
      String id = c.query().id() + " " + how;
      edited.add(region.apply(c.query(), masks.get(i)).applied(c.factual(), c.edited(), id));
    }
    List<Scores> after = scores(classifier, edited);
    List<Counterfactual> made = new ArrayList<>();
    for (int i = 0; i < edited.size(); i++) {
      Counterfactual c = answers.get(i);
      String name = c.method().isEmpty() ? how : c.method() + " " + how;
      made.add(signed(name, c, edited.get(i), after.get(i), c.cost()));
    }
    return new Counterfactuals(made);
  }

  private static Counterfactuals answered(
      String name, Queries queries, Classifier classifier, Function<Query, Image> answer) {
    queries.forEach(query -> classifier.indexOf(query.target()));
    List<Image> edited = queries.stream().map(answer).toList();
    List<Scores> before = scores(classifier, queries.stream().map(Query::factual).toList());
    List<Scores> after = scores(classifier, edited);
    List<Counterfactual> answers = new ArrayList<>();
    for (int i = 0; i < edited.size(); i++) {
      Counterfactual plain =
          Counterfactual.of(queries.get(i), edited.get(i), before.get(i), after.get(i));
      answers.add(signed(name, plain, edited.get(i), after.get(i), Cost.ZERO));
    }
    return new Counterfactuals(answers);
  }

  /** An answer under another name; a trace and a mask would belong to another picture. */
  private static Counterfactual signed(
      String name, Counterfactual c, Image edited, Scores after, Cost cost) {
    return new Counterfactual(
        c.query(),
        edited,
        c.before(),
        after,
        List.of(),
        cost,
        Optional.empty(),
        name,
        c.hyperparameters(),
        c.seed());
  }

  /** Scores in chunks, in order. */
  static List<Scores> scores(Classifier classifier, List<Image> images) {
    List<Scores> scores = new ArrayList<>();
    for (int from = 0; from < images.size(); from += CHUNK) {
      scores.addAll(classifier.score(images.subList(from, Math.min(images.size(), from + CHUNK))));
    }
    return scores;
  }
}
