package io.otherwise.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.otherwise.explain.Image;
import io.otherwise.model.Classifier;
import io.otherwise.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The input images of an algorithm file, and which class each is to become. */
final class FormulaImages {
  private final long[] shape;
  private final float[] pixels;

  FormulaImages(GoldenFile file) {
    this(file, "input:image");
  }

  FormulaImages(GoldenFile file, String name) {
    JsonNode sizes = file.settings().get("image_shape");
    this.shape = GoldenFile.longs(sizes);
    int size = FormulaTensors.size(GoldenFile.shape(sizes));
    this.pixels = FormulaTensors.image(name, file.run(), size);
  }

  int batch() {
    return Math.toIntExact(shape[0]);
  }

  int each() {
    return pixels.length / batch();
  }

  float[] pixels() {
    return pixels.clone();
  }

  long[] shape() {
    return shape.clone();
  }

  List<Image> list() {
    return list(pixels);
  }

  /** Other values as images of the same sizes. */
  List<Image> list(float... values) {
    List<Image> images = new ArrayList<>();
    for (int i = 0; i < batch(); i++) {
      float[] one = Arrays.copyOfRange(values, i * each(), (i + 1) * each());
      images.add(Image.of("image" + i, (int) shape[2], (int) shape[3], one));
    }
    return images;
  }

  /** Values in the shape of the images. */
  Tensor tensor(float... values) {
    return Tensor.of(values, shape);
  }

  double[] logits(Classifier classifier, float... values) {
    return Stored.widened(classifier.logits(tensor(values)).floats());
  }

  /** The files' rule: the other side, or the next class but i. */
  long[] targets(Classifier classifier, double... logits) {
    return classifier.binary()
        ? Arrays.stream(logits).mapToLong(logit -> logit >= 0 ? 0 : 1).toArray()
        : nextClasses(logits);
  }

  /** The files' rule for many classes: the next class but i. */
  long[] nextClasses(double... logits) {
    int classes = logits.length / batch();
    long[] targets = new long[batch()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = (best(logits, i * classes, classes) + 1 + i) % (long) classes;
    }
    return targets;
  }

  /** The class that each image is taken for. */
  long[] predicted(double... logits) {
    int classes = logits.length / batch();
    return IntStream.range(0, batch()).mapToLong(i -> best(logits, i * classes, classes)).toArray();
  }

  private static int best(double[] logits, int from, int classes) {
    return IntStream.range(0, classes)
        .reduce((a, b) -> logits[from + b] > logits[from + a] ? b : a)
        .getAsInt();
  }
}
