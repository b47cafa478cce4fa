package io.otherwise.metric;

import io.otherwise.explain.Image;
import io.otherwise.explain.Names;
import io.otherwise.model.AttributeOracle;
import io.otherwise.model.Images;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import io.otherwise.world.Attribute;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.Photograph;
import io.otherwise.world.Photographs;
import io.otherwise.world.Scene;
import io.otherwise.world.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Which attributes do pictures show? What metrics of attributes ask, be it an oracle network or a
 * table.
 *
 * @param name the name it goes by in tables
 * @param attributes one a column
 * @param reader probabilities [image][attribute] in [0, 1] of at most 64 images
 */
public record AttributeProbabilities(
    String name, List<String> attributes, Function<List<Image>, float[][]> reader) {

  /** How an oracle is fed; the shipped evaluations of two papers feed it a wrong range. */
  public enum Input {
    /** As the oracle was trained. */
    PLAIN(1, 0),
    /** DiME's {@code OracleMetrics} maps [-1, 1] to [0, 1], and so does the network inside. */
    DIME(0.5, 0.5),
    /** ACE's MNAC on CelebA-HQ normalises images that are in [-1, 1] already. */
    ACE_CELEBA_HQ(2, -1);

    private final double scale;
    private final double shift;

    Input(double scale, double shift) {
      this.scale = scale;
      this.shift = shift;
    }
  }

  public AttributeProbabilities {
    attributes = List.copyOf(attributes);
  }

  /** What an oracle tells of images as it was trained to see them. */
  public static AttributeProbabilities of(AttributeOracle oracle) {
    return of(oracle, Input.PLAIN);
  }

  /** The same, fed as a reference's code does. */
  public static AttributeProbabilities of(AttributeOracle oracle, Input input) {
    return new AttributeProbabilities(
        oracle.name(), oracle.attributes(), images -> read(oracle, input, images));
  }

  private static float[][] read(AttributeOracle oracle, Input input, List<Image> images) {
    if (input == Input.PLAIN) {
      return oracle.probabilities(images);
    }
    try (Scope scope = Scope.open()) {
      Tensor fed = Images.tensor(images).times(input.scale).plus(input.shift);
      float[] all = oracle.logits(fed).sigmoid().floats();
      int width = oracle.attributes().size();
      float[][] rows = new float[images.size()][];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = Arrays.copyOfRange(all, i * width, (i + 1) * width);
      }
      return rows;
    }
  }

  /**
   * Probabilities of any number of images.
   *
   * @return [image][attribute]
   * @throws IllegalArgumentException if the reader answers another number of columns
   */
  public double[][] of(List<Image> images) {
    List<double[]> rows =
        InChunks.map(images, batch -> Arrays.stream(reader.apply(batch)).map(this::row).toList());
    return rows.toArray(double[][]::new);
  }

  /**
   * The true labels of the first scenes of a split, in these columns.
   *
   * @return [scene][attribute]
   * @throws IllegalArgumentException if one of the attributes is none of the world's
   */
  public boolean[][] labels(FaceWorld world, Split split, int n) {
    List<Attribute> columns = attributes.stream().map(Attribute::of).toList();
    boolean[][] labels = new boolean[n][columns.size()];
    for (int i = 0; i < n; i++) {
      Scene scene = world.scene(split, i);
      for (int a = 0; a < columns.size(); a++) {
        labels[i][a] = scene.label(columns.get(a));
      }
    }
    return labels;
  }

  /**
   * The labels of the first photographs of a part, in these columns; no picture is read.
   *
   * @param n at most as many as the part has
   * @return [photograph][attribute]
   * @throws IllegalArgumentException if one of the attributes was never labelled
   */
  public boolean[][] labels(Photographs world, Split split, int n) {
    boolean[][] labels = new boolean[n][attributes.size()];
    for (int i = 0; i < n; i++) {
      Photograph photograph = world.scene(split, i);
      for (int a = 0; a < attributes.size(); a++) {
        labels[i][a] = photograph.shown(attributes.get(a)) > 0.5;
      }
    }
    return labels;
  }

  /**
   * One number a column by the attributes' names, as charts want them.
   *
   * @param columns one number an attribute, such as a correlation
   * @param without attributes to leave out, such as the one that the others are compared with
   */
  public Map<String, Double> named(double[] columns, String... without) {
    List<String> left = List.of(without);
    left.forEach(this::indexOf);
    Map<String, Double> named = new LinkedHashMap<>();
    for (int a = 0; a < attributes.size(); a++) {
      if (!left.contains(attributes.get(a))) {
        named.put(attributes.get(a), columns[a]);
      }
    }
    return Collections.unmodifiableMap(named);
  }

  private double[] row(float... values) {
    if (values.length != attributes.size()) {
      throw new IllegalArgumentException(
          name
              + " tells "
              + attributes.size()
              + " attributes, but answered "
              + values.length
              + " probabilities; name each column once");
    }
    double[] row = new double[values.length];
    for (int a = 0; a < row.length; a++) {
      row[a] = values[a];
    }
    return row;
  }

  /**
   * The column of an attribute.
   *
   * @throws IllegalArgumentException if it does not know it
   */
  public int indexOf(String attribute) {
    int index = attributes.indexOf(attribute);
    if (index < 0) {
      throw new IllegalArgumentException(
          "an attribute must be one of the "
              + attributes.size()
              + " that "
              + name
              + " tells, but was "
              + attribute
              + "; did you mean "
              + Names.suggestion(attribute, new ArrayList<>(attributes))
              + "?");
    }
    return index;
  }
}
