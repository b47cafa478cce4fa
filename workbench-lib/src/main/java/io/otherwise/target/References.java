package io.otherwise.target;

import io.otherwise.artifact.DType;
import io.otherwise.artifact.FloatTensor;
import io.otherwise.artifact.SafeTensors;
import io.otherwise.artifact.Sha256;
import io.otherwise.explain.Image;
import io.otherwise.explain.Interrupt;
import io.otherwise.target.Perception.Perceived;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A reference set X' as a classifier perceives it, with what it takes each image for: encoded once,
 * searched often. In a folder it lies as parts of {@value #PART} images; each is written whole or
 * not at all, and only one is in memory at a time.
 */
public final class References {
  /** Images of a part: half a minute's work may be lost, and a search reads a few megabytes. */
  static final int PART = 512;

  private static final String VECTORS = "vectors";
  private static final String PREDICTED = "predicted";
  private static final String PERCEPTION = "perception";
  private static final String IMAGES = "images_sha256";

  private final Perception perception;
  private final int size;
  private final List<Supplier<Perceived>> parts;

  private References(Perception perception, int size, List<Supplier<Perceived>> parts) {
    this.perception = perception;
    this.size = size;
    this.parts = List.copyOf(parts);
  }

  /** The nearest reference. */
  record Match(int reference, int predicted, double distance) {
    /** Worse than any. */
    static final Match NONE = new Match(-1, -1, Double.POSITIVE_INFINITY);
  }

  /** References kept in memory. */
  public static References of(Perception perception, List<Image> images) {
    List<Supplier<Perceived>> parts = new ArrayList<>();
    for (int from = 0; from < images.size(); from += PART) {
      Perceived part = perception.of(images.subList(from, Math.min(images.size(), from + PART)));
      parts.add(() -> part);
    }
    return new References(perception, images.size(), parts);
  }

  /**
   * References kept in a folder. Parts that are there are not encoded again, so work that was
   * stopped goes on where it was, to the same bytes.
   *
   * @param ids of the images, such as file names or {@code faces/7}
   * @param read an image by its id; asked when its part is encoded
   * @throws IllegalArgumentException if the folder holds other references, or the classifier cannot
   *     be told from others
   */
  public static References in(
      Path folder, Perception perception, List<String> ids, Function<String, Image> read) {
    String key =
        perception
            .key()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        ("references in files are known by their classifier's hash, but %s has none;"
                                + " keep them in memory by References.of")
                            .formatted(perception.classifier().name())));
    List<Supplier<Perceived>> parts = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += PART) {
      List<String> some = ids.subList(from, Math.min(ids.size(), from + PART));
      Path file = folder.resolve("part-%05d.safetensors".formatted(from / PART));
      Map<String, String> about = Map.of(PERCEPTION, key, IMAGES, hash(some));
      if (Files.exists(file)) {
        check(file, about);
      } else {
        Interrupt.check("after %d of %d references".formatted(from, ids.size()));
        write(file, perception.of(some.stream().map(read).toList()), about);
      }
      parts.add(() -> read(file));
    }
    return new References(perception, ids.size(), parts);
  }

  private static String hash(List<String> ids) {
    return Sha256.of(String.join("\n", ids).getBytes(StandardCharsets.UTF_8));
  }

  private static void check(Path file, Map<String, String> about) {
    Map<String, String> found = SafeTensors.read(file).metadata();
    if (!found.equals(about)) {
      throw new IllegalArgumentException(
          ("a folder holds the references of one perception and one list of images, but %s holds %s"
                  + " instead of %s; choose another folder")
              .formatted(file, found, about));
    }
  }

  private static void write(Path file, Perceived part, Map<String, String> about) {
    int n = part.vectors().length;
    int width = part.vectors()[0].length;
    float[] vectors = new float[n * width];
    float[] predicted = new float[n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(part.vectors()[i], 0, vectors, i * width, width);
      // A float holds every index below 2^24 exactly.
      predicted[i] = part.predicted()[i];
    }
    SafeTensors.write(
        file,
        Map.of(VECTORS, FloatTensor.of(vectors, n, width), PREDICTED, FloatTensor.of(predicted, n)),
        DType.F32,
        about);
  }

  private static Perceived read(Path file) {
    SafeTensors tensors = SafeTensors.read(file);
    int width = (int) tensors.shape(VECTORS)[1];
    float[] vectors = tensors.floats(VECTORS);
    float[] predicted = tensors.floats(PREDICTED);
    float[][] rows = new float[predicted.length][width];
    int[] classes = new int[predicted.length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(vectors, i * width, rows[i], 0, width);
      classes[i] = (int) predicted[i];
    }
    return new Perceived(rows, classes);
  }

  /** Whose perception the references are in. */
  public Perception perception() {
    return perception;
  }

  /** How many references there are. */
  public int size() {
    return size;
  }

  /**
   * Of each image the nearest reference that is taken for another class: exact, Euclidean; of
   * equally near ones the first. {@link Match#NONE} where there is none.
   *
   * @param normalise whether vectors are scaled to length 1 first; zero ones stay
   */
  Match[] nearest(Perceived images, boolean normalise) {
    Match[] best = new Match[images.vectors().length];
    Arrays.fill(best, Match.NONE);
    int from = 0;
    for (Supplier<Perceived> some : parts) {
      Perceived part = some.get();
      double[] scales = scales(part.vectors(), normalise);
      double[] own = scales(images.vectors(), normalise);
      for (int i = 0; i < best.length; i++) {
        best[i] = nearer(best[i], images, own[i], i, part, scales, from);
      }
      from += scales.length;
    }
    return best;
  }

  private static Match nearer(
      Match best, Perceived images, double own, int i, Perceived part, double[] scales, int from) {
    Match nearest = best;
    for (int r = 0; r < scales.length; r++) {
      if (part.predicted()[r] != images.predicted()[i]) {
        double d = distance(images.vectors()[i], own, part.vectors()[r], scales[r]);
        if (d < nearest.distance()) {
          nearest = new Match(from + r, part.predicted()[r], d);
        }
      }
    }
    return nearest;
  }

  /** What each row is multiplied with. */
  private static double[] scales(float[][] rows, boolean normalise) {
    double[] scales = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      double norm = normalise ? distance(rows[i], 1, new float[rows[i].length], 1) : 1;
      scales[i] = norm > 0 ? 1 / norm : 1;
    }
    return scales;
  }

  private static double distance(float[] a, double scaleA, float[] b, double scaleB) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      double d = a[k] * scaleA - b[k] * scaleB;
      sum += d * d;
    }
    return Math.sqrt(sum);
  }
}
