package io.otherwise.experiment;

import io.otherwise.explain.Scores;
import io.otherwise.metric.Values;
import io.otherwise.metric.Wilson;
import io.otherwise.model.Classifier;
import io.otherwise.show.Figure;
import io.otherwise.target.Labelled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a classifier gets wrong among pictures of which the class is known, and which class it takes
 * for which: where the search for a systematic error begins.
 *
 * @param images each with its label
 * @param seen the class that the classifier sees, one a picture
 */
public record Mistakes(List<Labelled> images, List<String> seen) {
  /**
   * Pictures of one class that are all taken for one other class.
   *
   * @param images in the order in which they were given
   */
  public record Confusion(String truth, String seen, List<Labelled> images) {
    public Confusion {
      images = List.copyOf(images);
    }

    public int size() {
      return images.size();
    }

    /** Such as {@code dog rose seen as common daisy}. */
    @Override
    public String toString() {
      return truth + " seen as " + seen;
    }
  }

  public Mistakes {
    images = List.copyOf(images);
    seen = List.copyOf(seen);
  }

  /**
   * Asks the classifier.
   *
   * @param images at least 1, of one size, each with its label
   * @throws IllegalArgumentException if a picture has no label, or the classifier no such class
   */
  public static Mistakes of(Classifier classifier, List<Labelled> images) {
    if (images.isEmpty()) {
      throw new IllegalArgumentException(
          "mistakes are counted among at least 1 picture, but there were none; give pictures with"
              + " their classes");
    }
    images.forEach(image -> classifier.indexOf(truth(image)));
    List<Scores> scores =
        Controls.scores(classifier, images.stream().map(Labelled::image).toList());
    return new Mistakes(images, scores.stream().map(Scores::best).toList());
  }

  private static String truth(Labelled image) {
    return image.known("a mistake");
  }

  private boolean wrong(int i) {
    return !truth(images.get(i)).equals(seen.get(i));
  }

  /** How many are wrong. */
  public int count() {
    return (int) IntStream.range(0, images.size()).filter(this::wrong).count();
  }

  /** The share that is wrong with Wilson's interval, for a table. */
  public Figure figure() {
    return Figure.of(Wilson.of(count(), images.size()));
  }

  /** One a picture, 1 where it is wrong: for comparing classifiers on the same pictures. */
  public Values sample() {
    int[] positions = IntStream.range(0, images.size()).toArray();
    double[] values = Arrays.stream(positions).mapToDouble(i -> wrong(i) ? 1 : 0).toArray();
    return new Values(positions, values, true);
  }

  /** These and those of other pictures, or of another classifier on them, as one. */
  public Mistakes and(Mistakes others) {
    List<Labelled> allImages = new ArrayList<>(images);
    List<String> allSeen = new ArrayList<>(seen);
    allImages.addAll(others.images);
    allSeen.addAll(others.seen);
    return new Mistakes(allImages, allSeen);
  }

  /** Which class is taken for which, the most frequent first; of equal ones the earlier seen. */
  public List<Confusion> confusions() {
    Map<List<String>, List<Labelled>> pairs = new LinkedHashMap<>();
    for (int i = 0; i < images.size(); i++) {
      if (wrong(i)) {
        pairs
            .computeIfAbsent(List.of(truth(images.get(i)), seen.get(i)), p -> new ArrayList<>())
            .add(images.get(i));
      }
    }
    return pairs.entrySet().stream()
        .map(e -> new Confusion(e.getKey().get(0), e.getKey().get(1), e.getValue()))
        .sorted(Comparator.comparingInt(c -> -c.size()))
        .toList();
  }

  /** The most frequent confusion of each class, the most frequent first. */
  public List<Confusion> worstOfEachClass() {
    Map<String, Confusion> worst = new LinkedHashMap<>();
    confusions().forEach(c -> worst.putIfAbsent(c.truth(), c));
    return List.copyOf(worst.values());
  }

  @Override
  public String toString() {
    return "%d of %d pictures are wrong".formatted(count(), images.size());
  }
}
