package io.otherwise.training;

import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.Training;
import io.otherwise.model.EmbeddedClassifiers;
import io.otherwise.model.WordTokenizer;
import io.otherwise.model.ZeroShotClassifiers;
import io.otherwise.network.OpenClip;
import io.otherwise.world.flower.FlowerCaptions;
import io.otherwise.world.flower.FlowerKnobs;
import io.otherwise.world.flower.Species;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A shipped classifier of flowers that was never told of classes: it learnt which caption belongs
 * to which picture, and a class is a prompt. The role of OpenCLIP on Oxford Pets in LDCE.
 *
 * <p>32 million operations a flower and its caption, 6 billion a step of 64, 6 trillion in all.
 *
 * @param name of its weights
 * @param flowers how many it learns from
 */
public record ClipClassifier(String name, int flowers, long seed) {
  /** Steps that leave a training of some minutes. */
  public static final int STEPS = 1000;

  private static final int BATCH = 64;

  /** Words of the longest caption, its begin and its end. */
  private static final int TOKENS = 16;

  public static final List<ClipClassifier> ALL =
      List.of(new ClipClassifier("flowers-clip", 8_000, 36));

  /**
   * The classifier of a name such as {@code flowers-clip}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ClipClassifier of(String name) {
    return ByName.find("a classifier by prompts", ALL, ClipClassifier::name, name);
  }

  /** The names of all. */
  public static List<String> names() {
    return ByName.names(ALL, ClipClassifier::name);
  }

  /** Both halves, each a small transformer. */
  public OpenClip architecture() {
    return new OpenClip(
        48,
        new OpenClip.Vision(64, 8, 64, 4, 4),
        new OpenClip.Text(TOKENS, tokenizer().vocabulary(), 48, 2, 4),
        false);
  }

  /** Every word of the captions of usual flowers. */
  static WordTokenizer tokenizer() {
    Set<String> words = new LinkedHashSet<>();
    for (String prompt : prompts().values()) {
      words.addAll(List.of(prompt.replace(",", "").split(" ")));
    }
    words.addAll(List.of("on", "dry", "earth", "in", "garden"));
    return new WordTokenizer(List.copyOf(words), TOKENS);
  }

  /** The prompt of every class. */
  static Map<String, String> prompts() {
    Map<String, String> prompts = new LinkedHashMap<>();
    for (Species species : Species.values()) {
      prompts.put(species.label(), FlowerCaptions.of(species));
    }
    return prompts;
  }

  /** The recipe for a number of steps. */
  public ClipRecipe recipe(int steps) {
    LearningRate rate = new LearningRate(1e-3, Math.min(100, steps), steps);
    return new ClipRecipe(
        architecture(), tokenizer(), seed, BATCH, new Stage(steps, rate, 0.02, 0.995));
  }

  /** The manifest of trained weights, without measured figures. */
  public Manifest manifest(Path weights, List<Training.Stage> stages) {
    return Manifest.shipped(
            name,
            "classifier",
            "OpenClip",
            ZeroShotClassifiers.config(architecture(), tokenizer(), prompts()),
            weights)
        .labels(Species.labels())
        .keyLayout("open_clip")
        .preprocessing(EmbeddedClassifiers.preprocessing().describe())
        .notes("It learnt from captions; a class is a prompt. It never saw a rare form.")
        .training(
            new Training(
                "ClipRecipe",
                "flowers, version 1",
                FlowerClassifier.edges(FlowerKnobs.clean()),
                seed,
                stages));
  }
}
