package io.otherwise.experiment;

import io.otherwise.artifact.Quality;
import io.otherwise.explain.Scores;
import io.otherwise.metric.NormalInterval;
import io.otherwise.metric.Wilson;
import io.otherwise.model.Classifier;
import io.otherwise.world.Split;
import io.otherwise.world.flower.FlowerKnobs;
import io.otherwise.world.flower.FlowerScene;
import io.otherwise.world.flower.FlowerWorld;
import io.otherwise.world.flower.Trait;
import io.otherwise.world.flower.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How good the classifiers of the world flowers are, and what fools them: the figures their
 * manifests state, measured on test scenes.
 *
 * @param firstScene test scenes from here on, apart from those that notebooks show
 */
public record FlowerQuality(FlowerWorld world, int firstScene) {
  private static final int CHUNK = 64;

  /** On scenes that no notebook shows. */
  public static FlowerQuality onTestScenes() {
    return new FlowerQuality(FlowerWorld.v1(), 200_000);
  }

  /**
   * Accuracy where the picture shows the species, and how often such a flower is taken for its
   * look-alike.
   *
   * @param knobs the world that the flowers come from
   * @param which what to call them, such as {@code usual flowers}
   */
  public List<Quality> accuracy(Classifier classifier, FlowerKnobs knobs, String which, int n) {
    List<FlowerScene> clear =
        scenes(knobs, n).stream().filter(scene -> !scene.ambiguous()).toList();
    List<Scores> scores = scores(classifier, clear);
    int right = 0;
    int confused = 0;
    for (int i = 0; i < clear.size(); i++) {
      FlowerScene scene = clear.get(i);
      String seen = scores.get(i).best();
      right += seen.equals(scene.species().label()) ? 1 : 0;
      confused += seen.equals(scene.species().lookalike().label()) ? 1 : 0;
    }
    return List.of(
        quality("accuracy on " + which, Wilson.of(right, clear.size())),
        quality(which + " taken for their look-alike", Wilson.of(confused, clear.size())));
  }

  /** {@link #accuracy} on the same plants, every one of them in a rare form. */
  public List<Quality> rare(Classifier classifier, Variant variant, int n) {
    return accuracy(
        classifier, FlowerKnobs.only(variant), "flowers of the rare form " + variant.label(), n);
  }

  /**
   * How much a classifier leans on the ground: the average change of the true species' probability
   * when the ground alone is its habitat instead of the other one.
   *
   * @param n at least 2
   */
  public List<Quality> ground(Classifier classifier, int n) {
    List<FlowerScene> scenes = scenes(FlowerKnobs.clean(), n);
    List<Scores> home = scores(classifier, scenes.stream().map(s -> on(s, true)).toList());
    List<Scores> away = scores(classifier, scenes.stream().map(s -> on(s, false)).toList());
    double[] changes = new double[n];
    int flips = 0;
    for (int i = 0; i < n; i++) {
      String species = scenes.get(i).species().label();
      changes[i] = (double) home.get(i).of(species) - away.get(i).of(species);
      flips += home.get(i).best().equals(away.get(i).best()) ? 0 : 1;
    }
    NormalInterval effect = NormalInterval.of(changes);
    return List.of(
        new Quality(
            "average effect of do(ground = habitat) on p(species)",
            effect.mean(),
            effect.low(),
            effect.high(),
            n),
        quality("decisions changed by do(ground)", Wilson.of(flips, n)));
  }

  private static FlowerScene on(FlowerScene scene, boolean habitat) {
    int home = scene.species().habitat();
    return scene.with(Trait.GROUND, habitat ? home : 1.0 - home);
  }

  private List<FlowerScene> scenes(FlowerKnobs knobs, int n) {
    return IntStream.range(0, n)
        .mapToObj(i -> world.scene(Split.TEST, firstScene + i, knobs))
        .toList();
  }

  private static List<Scores> scores(Classifier classifier, List<FlowerScene> scenes) {
    List<Scores> found = new ArrayList<>();
    for (int from = 0; from < scenes.size(); from += CHUNK) {
      List<FlowerScene> chunk = scenes.subList(from, Math.min(scenes.size(), from + CHUNK));
      found.addAll(classifier.score(chunk.stream().map(FlowerScene::image).toList()));
    }
    return found;
  }

  private static Quality quality(String figure, Wilson share) {
    return new Quality(figure, share.share(), share.low(), share.high(), share.n());
  }
}
