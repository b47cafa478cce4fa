package io.otherwise.target;

import io.otherwise.attribution.ConceptGradients;
import io.otherwise.attribution.RelevanceNetwork;
import io.otherwise.explain.Image;
import io.otherwise.model.Classifier;
import io.otherwise.model.Images;
import io.otherwise.model.LayeredClassifier;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How a classifier perceives an image: kappa(x) of CoLa-DCE's Eq. 6, one number a channel of a
 * layer, summed over space; of a transformer what the class token holds.
 *
 * @param classifier whose perception it is
 * @param layer one of the classifier's
 * @param how names the attribution in files: {@code activation}, or the attribution's name and
 *     settings
 * @param attribution what is summed; empty for the layer's own output
 */
public record Perception(
    LayeredClassifier classifier, String layer, String how, Optional<Attribution> attribution) {
  /** What each unit of a layer contributes to a class, such as LRP's relevance. */
  @FunctionalInterface
  public interface Attribution {
    /**
     * Attributes.
     *
     * @param images N x 3 x H x W in [0, 1]
     * @param predicted N class indices
     * @return the shape of the layer's output
     */
    Tensor of(Tensor images, String layer, long... predicted);
  }

  /**
   * What was perceived.
   *
   * @param vectors [image][channel]
   * @param predicted one class index an image
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Perceived(float[][] vectors, int[] predicted) {}

  public Perception {
    if (!classifier.layers().contains(layer)) {
      throw new IllegalArgumentException(
          "a classifier perceives at one of its layers, but %s has no %s; choose one of %s"
              .formatted(classifier.name(), layer, classifier.layers()));
    }
  }

  /** The layer's output: Table 1's "Act". */
  public static Perception activation(LayeredClassifier classifier, String layer) {
    return new Perception(classifier, layer, "activation", Optional.empty());
  }

  /** Another attribution of the predicted class. */
  public static Perception attribution(
      LayeredClassifier classifier, String layer, String how, Attribution attribution) {
    return new Perception(classifier, layer, how, Optional.of(attribution));
  }

  /**
   * Layer-wise relevance of the predicted class: Table 1's "Attr".
   *
   * @param network the same classifier's; stays open as long as this is used
   */
  public static Perception relevance(
      LayeredClassifier classifier, String layer, RelevanceNetwork network) {
    return attribution(
        classifier,
        layer,
        "relevance",
        (images, at, predicted) ->
            network.at(
                at,
                images,
                Arrays.stream(predicted)
                    .mapToObj(c -> classifier.classes().get((int) c))
                    .toList()));
  }

  /** What files of encoded references are known by; empty where nobody can tell the classifier. */
  Optional<String> key() {
    return classifier
        .sha256()
        .map(hash -> "%s at %s of %s sha256 %s".formatted(how, layer, classifier.name(), hash));
  }

  /** Perceives images of one size, a chunk of them at a time. */
  Perceived of(List<Image> images) {
    float[][] vectors = new float[images.size()][];
    int[] predicted = new int[images.size()];
    for (int from = 0; from < images.size(); from += Predictions.CHUNK) {
      int to = Math.min(images.size(), from + Predictions.CHUNK);
      Perceived chunk = chunk(images.subList(from, to));
      System.arraycopy(chunk.vectors, 0, vectors, from, to - from);
      System.arraycopy(chunk.predicted, 0, predicted, from, to - from);
    }
    return new Perceived(vectors, predicted);
  }

  private Perceived chunk(List<Image> images) {
    try (Scope scope = Scope.open()) {
      Tensor batch = Images.tensor(images);
      LayeredClassifier.Layered seen = classifier.layered(batch, layer);
      int[] predicted = predicted(seen.logits(), images.size());
      long[] classes = Arrays.stream(predicted).asLongStream().toArray();
      Tensor unit = attribution.map(a -> a.of(batch, layer, classes)).orElse(seen.activations());
      return new Perceived(ConceptGradients.perChannel(unit), predicted);
    }
  }

  private static int[] predicted(Tensor logits, int images) {
    float[] all = logits.floats();
    int classes = all.length / images;
    int[] predicted = new int[images];
    Arrays.setAll(predicted, i -> Predictions.best(all, i * classes, classes));
    return predicted;
  }

  /** Refuses another classifier than the one whose perception this is. */
  void check(Classifier asked) {
    if (!asked.identity().equals(classifier.identity())) {
      throw new IllegalArgumentException(
          ("a near miss is told by the explained classifier's own perception, which is that of %s,"
                  + " but %s was to be explained; encode the references with it")
              .formatted(classifier.name(), asked.name()));
    }
  }
}
