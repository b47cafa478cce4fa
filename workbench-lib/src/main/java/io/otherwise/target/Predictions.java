package io.otherwise.target;

import io.otherwise.model.Classifier;
import java.util.ArrayList;
import java.util.List;

/** What a classifier takes images for. */
final class Predictions {
  /** Images that a network sees at once. */
  static final int CHUNK = 64;

  private Predictions() {}

  /** One class name an image. */
  static List<String> of(Classifier classifier, List<Labelled> images) {
    List<String> names = new ArrayList<>();
    for (int from = 0; from < images.size(); from += CHUNK) {
      List<Labelled> chunk = images.subList(from, Math.min(images.size(), from + CHUNK));
      classifier
          .score(chunk.stream().map(Labelled::image).toList())
          .forEach(scores -> names.add(scores.best()));
    }
    return names;
  }

  /** The class of each image that counts as its own: the true one where known, or the predicted. */
  static List<String> ownClasses(Classifier classifier, List<Labelled> images) {
    if (images.stream().allMatch(image -> image.label().isPresent())) {
      return images.stream().map(image -> image.label().orElseThrow()).toList();
    }
    List<String> predicted = of(classifier, images);
    List<String> own = new ArrayList<>();
    for (int i = 0; i < predicted.size(); i++) {
      own.add(images.get(i).label().orElse(predicted.get(i)));
    }
    return own;
  }

  /** Index of the largest score; the later one of a tie, as "logit >= 0" would have it. */
  static int best(float[] logits, int from, int classes) {
    if (classes == 1) {
      return logits[from] >= 0 ? 1 : 0;
    }
    int best = 0;
    for (int c = 1; c < classes; c++) {
      best = logits[from + c] >= logits[from + best] ? c : best;
    }
    return best;
  }
}
