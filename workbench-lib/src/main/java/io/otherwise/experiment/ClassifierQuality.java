package io.otherwise.experiment;

import io.otherwise.artifact.Quality;
import io.otherwise.explain.Image;
import io.otherwise.explain.Scores;
import io.otherwise.metric.Wilson;
import io.otherwise.model.AttributeOracle;
import io.otherwise.model.Classifier;
import io.otherwise.model.Images;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import io.otherwise.training.L2Attack;
import io.otherwise.world.Attribute;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.Knobs;
import io.otherwise.world.Scene;
import io.otherwise.world.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * How good the classifiers of rendered faces are, and what they lean on: the figures their
 * manifests state, measured on test scenes.
 *
 * @param firstScene test scenes from here on, apart from those that notebooks show
 */
public record ClassifierQuality(FaceWorld world, int firstScene) {
  private static final int CHUNK = 64;
  private static final double Z = 1.959963984540054;

  /** On scenes that no notebook shows. */
  public static ClassifierQuality onTestScenes() {
    return new ClassifierQuality(FaceWorld.v1(), 200_000);
  }

  private List<Scene> scenes(Knobs knobs, int n) {
    List<Scene> scenes = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      scenes.add(world.scene(Split.TEST, firstScene + i, knobs));
    }
    return scenes;
  }

  /** Accuracy where the picture shows the label, and over all scenes of a world. */
  public List<Quality> accuracy(Classifier classifier, Attribute attribute, Knobs knobs, int n) {
    List<Scene> scenes = scenes(knobs, n);
    double[] scores = scores(classifier, attribute, scenes);
    List<Scene> clear = new ArrayList<>();
    int clearRight = 0;
    int right = 0;
    for (int i = 0; i < n; i++) {
      Scene scene = scenes.get(i);
      int correct = scores[i] >= 0.5 == scene.label(attribute) ? 1 : 0;
      right += correct;
      if (!scene.ambiguous(attribute)) {
        clear.add(scene);
        clearRight += correct;
      }
    }
    String where = " in the world " + describe(knobs);
    return List.of(
        quality("accuracy on unambiguous faces" + where, Wilson.of(clearRight, clear.size())),
        quality("accuracy on all faces" + where, Wilson.of(right, n)));
  }

  /**
   * Accuracy on unambiguous faces of the clean world that were changed to mislead this very
   * classifier. The attack climbs the logit, whose gradient has the direction of the
   * cross-entropy's and does not vanish where the classifier is sure.
   *
   * @param classifier of a two-sided decision
   */
  public Quality attacked(Classifier classifier, Attribute attribute, L2Attack attack, int n) {
    List<Scene> clear =
        scenes(Knobs.clean(), n).stream().filter(s -> !s.ambiguous(attribute)).toList();
    int right = 0;
    for (int from = 0; from < clear.size(); from += CHUNK) {
      List<Scene> chunk = clear.subList(from, Math.min(clear.size(), from + CHUNK));
      right += withstood(classifier, attribute, attack, chunk);
    }
    String figure =
        String.format(
            Locale.ROOT,
            "accuracy of %s under an L2 attack of radius %.3f in %d steps",
            classifier.name(),
            attack.radius(),
            attack.steps());
    return quality(figure, Wilson.of(right, clear.size()));
  }

  private static int withstood(
      Classifier classifier, Attribute attribute, L2Attack attack, List<Scene> scenes) {
    boolean[] positive = new boolean[scenes.size()];
    float[] sides = new float[positive.length];
    for (int i = 0; i < positive.length; i++) {
      String label = scenes.get(i).label(attribute) ? attribute.positive() : attribute.negative();
      positive[i] = classifier.indexOf(label) == 1;
      sides[i] = positive[i] ? -1 : 1;
    }
    try (Scope scope = Scope.open()) {
      Tensor wrong = Tensor.of(sides, sides.length);
      Tensor images = Images.tensor(scenes.stream().map(Scene::image).toList());
      Tensor misled = attack.on(images, x -> classifier.logits(x).times(wrong).sum());
      float[] logits = classifier.logits(misled).floats();
      return (int)
          IntStream.range(0, logits.length).filter(i -> logits[i] >= 0 == positive[i]).count();
    }
  }

  private static String describe(Knobs knobs) {
    return "age->glasses " + knobs.ageGlasses() + ", ambiguity " + knobs.ambiguity();
  }

  /**
   * How much a classifier leans on an attribute: the average change of its probability when that
   * attribute alone is put on instead of off, in scenes where neither depends on the other.
   */
  public List<Quality> effect(Classifier classifier, Attribute told, Attribute cause, int n) {
    List<Scene> scenes = scenes(Knobs.clean(), n);
    double[] on = scores(classifier, told, edited(scenes, cause, 1));
    double[] off = scores(classifier, told, edited(scenes, cause, 0));
    double sum = 0;
    double squares = 0;
    int flips = 0;
    for (int i = 0; i < n; i++) {
      double change = on[i] - off[i];
      sum += change;
      squares += change * change;
      flips += on[i] >= 0.5 != off[i] >= 0.5 ? 1 : 0;
    }
    double mean = sum / n;
    double half = Z * Math.sqrt(Math.max(0, squares / n - mean * mean) / n);
    String what = "do(" + cause.key() + ") on p(" + told.positive() + ")";
    return List.of(
        new Quality("average effect of " + what, mean, mean - half, mean + half, n),
        quality("decisions changed by do(" + cause.key() + ")", Wilson.of(flips, n)));
  }

  private static List<Scene> edited(List<Scene> scenes, Attribute cause, double value) {
    return scenes.stream().map(s -> s.with(cause, value)).toList();
  }

  private static double[] scores(Classifier classifier, Attribute attribute, List<Scene> scenes) {
    double[] found = new double[scenes.size()];
    for (int from = 0; from < found.length; from += CHUNK) {
      List<Scene> chunk = scenes.subList(from, Math.min(found.length, from + CHUNK));
      List<Image> images = chunk.stream().map(Scene::image).toList();
      List<Scores> scores = classifier.score(images);
      for (int i = 0; i < chunk.size(); i++) {
        found[from + i] = scores.get(i).of(attribute.positive());
      }
    }
    return found;
  }

  /** Accuracy of an oracle per attribute: where the picture shows it, and where it hardly does. */
  public List<Quality> oracle(AttributeOracle oracle, int n) {
    return oracle(oracle, n, "faces", UnaryOperator.identity());
  }

  /**
   * Accuracy of an oracle on changed pictures, such as decoded ones.
   *
   * @param pictures what to call them
   */
  public List<Quality> oracle(
      AttributeOracle oracle, int n, String pictures, UnaryOperator<List<Image>> change) {
    List<Scene> scenes = scenes(Knobs.clean(), n);
    List<Image> images = change.apply(scenes.stream().map(Scene::image).toList());
    float[][] seen = oracle.probabilities(images);
    List<Quality> figures = new ArrayList<>();
    for (Attribute attribute : Attribute.values()) {
      Predicate<Scene> ambiguous = s -> s.ambiguous(attribute);
      figures.add(
          share("on unambiguous " + pictures, oracle, attribute, scenes, seen, ambiguous.negate()));
      if (scenes.stream().anyMatch(ambiguous)) {
        figures.add(share("on ambiguous " + pictures, oracle, attribute, scenes, seen, ambiguous));
      }
    }
    return figures;
  }

  private static Quality share(
      String where,
      AttributeOracle oracle,
      Attribute attribute,
      List<Scene> scenes,
      float[][] seen,
      Predicate<Scene> counted) {
    int column = oracle.indexOf(attribute.key());
    int n = 0;
    int right = 0;
    for (int i = 0; i < scenes.size(); i++) {
      Scene scene = scenes.get(i);
      if (counted.test(scene)) {
        n++;
        right += seen[i][column] >= 0.5 == scene.label(attribute) ? 1 : 0;
      }
    }
    return quality(attribute.key() + " right " + where, Wilson.of(right, n));
  }

  private static Quality quality(String figure, Wilson share) {
    return new Quality(figure, share.share(), share.low(), share.high(), share.n());
  }
}
