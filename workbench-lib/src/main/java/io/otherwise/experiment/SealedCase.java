package io.otherwise.experiment;

import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Scores;
import io.otherwise.metric.Wilson;
import io.otherwise.model.Classifier;
import io.otherwise.world.Attribute;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A classifier whose cause is to be found. Nobody wrote down what it leans on: an answer is graded
 * by asking the classifier about faces that were rendered with each attribute and without. Only a
 * right answer opens the seal.
 */
public final class SealedCase {
  /** New pictures come from here on, far from those that questions are put about. */
  private static final int NEW = 100_000;

  /** Pictures looked at for each new one, before the suspect is said to know one class only. */
  private static final int PATIENCE = 50;

  private final Classifier suspect;
  private final Map<Attribute, Double> effects;

  /**
   * Asks the suspect about every intervention.
   *
   * @param suspect a classifier of the two classes of an attribute
   * @param known faces with every attribute put on and off
   */
  public SealedCase(Classifier suspect, Interventions known) {
    if (suspect.classes().size() != 2) {
      throw new IllegalArgumentException(
          "a sealed case is about a classifier of 2 classes, but %s has %d; choose another suspect"
              .formatted(suspect.name(), suspect.classes().size()));
    }
    this.suspect = suspect;
    this.effects = known.effects(suspect, claim().positive());
    effects.remove(claim());
  }

  /** The classifier to be explained. */
  public Classifier suspect() {
    return suspect;
  }

  /** What the suspect is said to tell. */
  public Attribute claim() {
    return Attribute.ofClass(suspect.classes().get(1));
  }

  private Attribute cause() {
    return Detective.most(effects);
  }

  /** Whether an attribute is what moves the suspect most, the claimed one left aside. */
  public boolean caused(Attribute guess) {
    return cause() == guess;
  }

  /**
   * Grades an answer in one sentence.
   *
   * @param guess an attribute such as {@code beard}
   * @throws IllegalArgumentException if it is none, or the claimed one
   */
  public String answer(String guess) {
    Attribute named = Attribute.of(guess);
    if (named == claim()) {
      throw new IllegalArgumentException(
          "the answer is what hides behind the claim, but was %s, the claim itself; name another attribute"
              .formatted(guess));
    }
    String moves =
        String.format(
            Locale.ROOT, "%s moves p(%s) by %+.2f", guess, claim().positive(), effects.get(named));
    double strongest = Math.abs(effects.get(cause()));
    return named == cause()
        ? "Yes: " + moves + ", more than anything else. The seal of " + suspect.name() + " is open."
        : String.format(
            Locale.ROOT,
            "No: %s, and something else by %.2f. The seal stays closed.",
            moves,
            strongest);
  }

  /**
   * How much of the cause some changes show, in the direction in which the suspect uses it.
   *
   * @param changes as {@link Detective#changes} counts them
   */
  public double shows(Map<Attribute, Double> changes) {
    return Math.signum(effects.get(cause())) * changes.get(cause());
  }

  /**
   * Answers that leave no doubt: the cause alone is put on or taken off, as the target needs it.
   *
   * @param queries about pictures of the world
   */
  public Counterfactuals confession(Queries queries) {
    boolean along = effects.get(cause()) > 0;
    return Controls.constructed(
        "the cause alone",
        queries,
        suspect,
        q -> {
          boolean on = q.target().equals(claim().positive()) == along;
          return FaceWorld.v1().scene(q.factual().id()).with(cause(), on ? 1 : 0).image();
        });
  }

  /**
   * Pictures to predict the suspect's word about: half of those it takes for each class, in the
   * world's order.
   *
   * @param n an even number
   * @throws IllegalStateException if it says nearly always the same
   */
  public List<Image> newPictures(int n) {
    List<Image> pictures = new ArrayList<>();
    int[] left = {n / 2, n / 2};
    for (int i = 0; pictures.size() < n; i++) {
      if (i >= n * PATIENCE) {
        throw new IllegalStateException(
            "%s is asked about %d pictures of each class, but among %d it found only %d of both; choose another suspect"
                .formatted(suspect.name(), n / 2, i, pictures.size()));
      }
      Image picture = FaceWorld.v1().scene(Split.TEST, NEW + i).image();
      int said = suspect.indexOf(suspect.score(picture).best());
      if (left[said] > 0) {
        left[said]--;
        pictures.add(picture);
      }
    }
    return pictures;
  }

  /**
   * The share of pictures whose class was predicted.
   *
   * @param predicted one class a picture
   */
  public Wilson right(List<Image> pictures, List<String> predicted) {
    if (pictures.size() != predicted.size()) {
      throw new IllegalArgumentException(
          "every picture has one prediction, but there were %d for %d pictures; predict each once"
              .formatted(predicted.size(), pictures.size()));
    }
    List<Scores> said = Controls.scores(suspect, pictures);
    int right = 0;
    for (int i = 0; i < predicted.size(); i++) {
      suspect.indexOf(predicted.get(i));
      right += said.get(i).best().equals(predicted.get(i)) ? 1 : 0;
    }
    return Wilson.of(right, pictures.size());
  }

  /** Names the suspect and nothing else. */
  @Override
  public String toString() {
    return "SealedCase[" + suspect.name() + "]";
  }
}
