package io.otherwise.metric;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.explain.Interrupt;
import io.otherwise.explain.Progress;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Query;
import io.otherwise.explain.Scores;
import io.otherwise.model.Classifier;
import io.otherwise.world.EditMask;
import io.otherwise.world.Factor;
import io.otherwise.world.ModelTruth;
import io.otherwise.world.Scene;
import io.otherwise.world.TargetScore;
import io.otherwise.world.TruthFolder;
import io.otherwise.world.TruthKey;
import io.otherwise.world.World;
import io.otherwise.world.WorldScene;
import io.otherwise.world.WorldTruth;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/**
 * What a world knows about queries, each thing found once and kept: the scene behind a picture, its
 * world truth, the mask of the true edit, and for each classifier its model truth and the true
 * effects. Metrics and controls that share one object share what it found, so that a table of many
 * methods pays for every query once.
 *
 * <p>A search for model truth renders some 200 pictures and never more than {@link
 * ModelTruth#BUDGET}: about two seconds on one slow core. What is kept of a query takes about 0.3
 * MB. {@link #keptIn} keeps searches in files, for all sessions that follow.
 */
public final class KnownTruth {
  private final World world;
  private final Optional<TruthFolder> folder;
  private final Map<Image, WorldScene> scenes = new ConcurrentHashMap<>();
  private final Map<Question, WorldTruth> edits = new ConcurrentHashMap<>();
  private final Map<Question, EditMask> masks = new ConcurrentHashMap<>();
  private final Map<Opinion, Optional<ModelTruth>> searches = new ConcurrentHashMap<>();
  private final Map<Opinion, double[]> effects = new ConcurrentHashMap<>();

  private record Question(WorldScene scene, String target) {}

  private record Opinion(Classifier classifier, Question question) {}

  private KnownTruth(World world, Optional<TruthFolder> folder) {
    this.world = world;
    this.folder = folder;
  }

  /** Knows nothing yet; give it to every metric and control of one table. */
  public static KnownTruth of(World world) {
    return new KnownTruth(world, Optional.empty());
  }

  /**
   * The same world with its searches for model truth kept in a folder: what was searched there once
   * is read back, whoever asks, and renders nothing. A classifier that does not say its {@link
   * Classifier#sha256()} is searched anew by every session.
   *
   * @throws java.io.UncheckedIOException if the folder cannot be made or written
   */
  public KnownTruth keptIn(Path newFolder) {
    return new KnownTruth(world, Optional.of(TruthFolder.at(newFolder)));
  }

  /** One sentence for every stored search that was damaged and done again. */
  public List<String> notes() {
    return folder.map(TruthFolder::notes).orElse(List.of());
  }

  /** The world whose pictures it knows. */
  public World world() {
    return world;
  }

  /**
   * The scene behind a factual picture.
   *
   * @throws IllegalArgumentException if its id or its pixels are not of this world
   */
  public WorldScene scene(Image factual) {
    return scenes.computeIfAbsent(factual, this::recognised);
  }

  private WorldScene recognised(Image factual) {
    WorldScene scene;
    try {
      scene = world.scene(factual.id());
    } catch (IllegalArgumentException notAScene) {
      throw refused(factual, "whose id names no scene", notAScene);
    }
    if (!scene.image().samePixels(factual)) {
      throw refused(factual, "whose pixels are not those of the scene it names", null);
    }
    return scene;
  }

  private IllegalArgumentException refused(Image factual, String why, Exception cause) {
    return new IllegalArgumentException(
        "truth is known of pictures as their world renders them at side "
            + Scene.SIDE
            + ", but the factual image was "
            + factual
            + ", "
            + why
            + "; ask about "
            + world.getClass().getSimpleName()
            + ".queries(...) of the same world",
        cause);
  }

  /** What the world would look like as the target; see {@link WorldTruth#towards}. */
  public WorldTruth worldTruth(Query query) {
    return edits.computeIfAbsent(question(query), q -> WorldTruth.towards(q.scene(), q.target()));
  }

  /** Where becoming the target can change pixels: {@link WorldScene#mask}. */
  public EditMask mask(Query query) {
    return masks.computeIfAbsent(question(query), q -> q.scene().mask(q.target()));
  }

  /**
   * The nearest scenes that change a classifier's mind.
   *
   * @return empty where the classifier calls the factual picture the target already
   * @throws CancellationException if the thread is interrupted; what was found is kept
   */
  public Optional<ModelTruth> modelTruth(Query query, Classifier classifier) {
    return searches.computeIfAbsent(
        new Opinion(classifier, question(query)), opinion -> found(opinion, query.factual()));
  }

  private Optional<ModelTruth> found(Opinion opinion, Image factual) {
    Interrupt.check("before the search about " + factual.id());
    Optional<String> hash = folder.isEmpty() ? Optional.empty() : opinion.classifier().sha256();
    if (hash.isEmpty()) {
      return searched(opinion);
    }
    TruthKey key = new TruthKey(world, factual, opinion.question().target(), hash.get());
    return folder.get().get(key, () -> searched(opinion));
  }

  private static Optional<ModelTruth> searched(Opinion opinion) {
    WorldScene scene = opinion.question().scene();
    TargetScore score = score(opinion.classifier(), opinion.question().target());
    boolean already = score.score(List.of(scene.image()))[0] > ModelTruth.DECISION;
    return already ? Optional.empty() : Optional.of(ModelTruth.of(scene, score));
  }

  /** Searches the model truth of many queries ahead of time, telling how far it is. */
  public void search(Queries queries, Classifier classifier, Progress progress) {
    queries.forEach(this::question);
    for (int i = 0; i < queries.size(); i++) {
      progress.at(i, queries.size(), queries.get(i).id());
      modelTruth(queries.get(i), classifier);
    }
    progress.at(queries.size(), queries.size(), "model truth");
  }

  /**
   * The true effect of every factor on p(target) in this scene: with the factor put to 1 minus with
   * it put to 0, all others held fixed.
   *
   * @return one number in [-1, 1] for each of {@link WorldScene#factors()}
   */
  public double[] effects(Query query, Classifier classifier) {
    return effects
        .computeIfAbsent(new Opinion(classifier, question(query)), KnownTruth::rendered)
        .clone();
  }

  private static double[] rendered(Opinion opinion) {
    List<Image> images = new ArrayList<>();
    WorldScene scene = opinion.question().scene();
    for (Factor factor : scene.factors()) {
      images.add(scene.with(factor.key(), 1).image());
      images.add(scene.with(factor.key(), 0).image());
    }
    float[] p = score(opinion.classifier(), opinion.question().target()).score(images);
    double[] effects = new double[images.size() / 2];
    for (int i = 0; i < effects.length; i++) {
      effects[i] = (double) p[2 * i] - p[2 * i + 1];
    }
    return effects;
  }

  private Question question(Query query) {
    WorldScene scene = scene(query.factual());
    scene.towards(query.target());
    return new Question(scene, query.target());
  }

  /** One number an answer; refuses what is not of this world before the first is computed. */
  Values values(
      Counterfactuals answers, Population population, ToDoubleFunction<Counterfactual> metric) {
    check(answers, population);
    return Values.of(answers, population, metric);
  }

  /** Refuses answers of a population that are not about this world. */
  void check(Counterfactuals answers, Population population) {
    for (int position : population.positions(answers)) {
      question(answers.get(position).query());
    }
  }

  private static TargetScore score(Classifier classifier, String target) {
    return images -> {
      List<Scores> scores = InChunks.map(images, classifier::score);
      float[] p = new float[scores.size()];
      for (int i = 0; i < p.length; i++) {
        p[i] = (float) scores.get(i).of(target);
      }
      return p;
    };
  }

  /** Two that know the same world are worth the same. */
  @Override
  public boolean equals(Object o) {
    return o instanceof KnownTruth other && world.equals(other.world);
  }

  @Override
  public int hashCode() {
    return world.hashCode();
  }

  @Override
  public String toString() {
    return "KnownTruth[" + scenes.size() + " scenes, " + searches.size() + " searches]";
  }
}
