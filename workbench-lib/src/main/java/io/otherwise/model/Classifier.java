package io.otherwise.model;

import io.otherwise.explain.Image;
import io.otherwise.explain.Scores;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Work;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The model being explained: an image in [0, 1] to class scores, its own preprocessing inside.
 * Gradients flow through it while they are recorded.
 */
public interface Classifier extends AutoCloseable {
  /**
   * Your own classifier, saved as TorchScript; say its preprocessing by the methods that follow.
   *
   * @param classes one name an output; two names, the negative one first, for a single output
   * @throws java.io.UncheckedIOException if it is missing, broken or no TorchScript file
   */
  static TorchScriptClassifier torchScript(Path file, String... classes) {
    return TorchScriptClassifier.open(file, List.of(classes));
  }

  /** The name it goes by in tables. */
  String name();

  /** What tells its answers from any other's: the name where a manifest stands behind it. */
  default String identity() {
    return name();
  }

  /**
   * SHA-256 of all that decides its answers, weights and preprocessing, whatever its name. Empty
   * where nobody can tell: what is found about it is then kept in no file.
   */
  default Optional<String> sha256() {
    return Optional.empty();
  }

  /** The class names; for a two-sided decision the negative one first. */
  List<String> classes();

  /** True for one logit and a two-sided decision, where a logit of at least 0 is positive. */
  boolean binary();

  /**
   * Scores before any softmax.
   *
   * @param images N x 3 x H x W, nominally in [0, 1]; not clamped, so that gradients live outside
   * @return N x classes, or N if {@link #binary()}
   */
  Tensor logits(Tensor images);

  /** What scoring one image of this size takes, where it can be told before it runs. */
  default Optional<Work> work(int height, int width) {
    return Optional.empty();
  }

  /** Index of a class name. */
  default int indexOf(String target) {
    int index = classes().indexOf(target);
    if (index < 0) {
      throw new IllegalArgumentException(
          "the target must be a class of "
              + name()
              + ", but it was "
              + target
              + "; choose one of "
              + (classes().size() > 12 ? classes().subList(0, 12) + " ..." : classes()));
    }
    return index;
  }

  /** Probabilities of the classes: N x classes. */
  default Tensor probabilities(Tensor images) {
    Tensor logits = logits(images);
    refuseOtherThan(logits.shape(), images.size(0));
    if (!binary()) {
      return logits.softmax(1);
    }
    Tensor positive = logits.sigmoid().reshape(-1, 1);
    return Tensor.cat(List.of(positive.times(-1).plus(1), positive), 1);
  }

  private void refuseOtherThan(long[] shape, long n) {
    long[] expected = binary() ? new long[] {n} : new long[] {n, classes().size()};
    if (!Arrays.equals(expected, shape)) {
      throw new IllegalArgumentException(
          "logits are %s for %s images of a %s classifier, but %s answers with %s; %s"
              .formatted(
                  Arrays.toString(expected),
                  n,
                  binary() ? "binary" : classes().size() + "-class",
                  name(),
                  Arrays.toString(shape),
                  binary()
                      ? "return one logit an image, or let binary() be false"
                      : "return one logit a class"));
    }
  }

  /** Scores of images of one size. */
  default List<Scores> score(List<Image> images) {
    try (Scope scope = Scope.open()) {
      float[] all = probabilities(Images.tensor(images)).floats();
      int n = classes().size();
      List<Scores> scores = new ArrayList<>();
      for (int i = 0; i < images.size(); i++) {
        scores.add(new Scores(classes(), Arrays.copyOfRange(all, i * n, (i + 1) * n)));
      }
      return scores;
    }
  }

  /** Scores of one image. */
  default Scores score(Image image) {
    return score(List.of(image)).get(0);
  }

  @Override
  void close();
}
