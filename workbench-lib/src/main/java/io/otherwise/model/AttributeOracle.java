package io.otherwise.model;

import io.otherwise.artifact.Profile;
import io.otherwise.explain.Image;
import io.otherwise.network.ImageNetwork;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A network that judges counterfactuals: which attributes does a picture show? It tells several
 * independent attributes at once, and its features measure distances between sets of pictures. It
 * is never the model being explained.
 */
public final class AttributeOracle implements FeatureNetwork, AutoCloseable {
  private static final int CHUNK = 64;

  private final String name;
  private final List<String> attributes;
  private final Preprocessing preprocessing;
  private final Network network;
  private final float[] signs;

  /**
   * Binds weights.
   *
   * @param name the name it goes by in tables
   * @param attributes one an output
   * @param features name of the layer whose N x width output are the features
   * @param values row-major values of a weight by its key
   */
  public AttributeOracle(
      String name,
      List<String> attributes,
      Preprocessing preprocessing,
      ImageNetwork architecture,
      String features,
      Function<Script.Parameter, float[]> values) {
    this(name, attributes, preprocessing, architecture, features, values, Map.of());
  }

  /**
   * Binds weights, with other names for some outputs.
   *
   * @param called by the new name; a reversed one is shown where its label is not
   */
  AttributeOracle(
      String name,
      List<String> labels,
      Preprocessing preprocessing,
      ImageNetwork architecture,
      String features,
      Function<Script.Parameter, float[]> values,
      Map<String, Profile.Attribute> called) {
    this.name = name;
    List<String> names = new ArrayList<>(labels);
    this.signs = new float[names.size()];
    Arrays.fill(signs, 1);
    called.forEach(
        (newName, attribute) -> {
          int column = labels.indexOf(attribute.label());
          if (column >= 0) {
            names.set(column, newName);
            signs[column] = attribute.reversed() ? -1 : 1;
          }
        });
    this.attributes = List.copyOf(names);
    this.preprocessing = preprocessing;
    Script s = new Script();
    ImageNetwork.Activations made = architecture.forward(s.layers(), s.input("image"));
    s.returns(made.logits(), made.layers().get(features));
    this.network = new Network(s, Weights.from(s.parameters(), values));
  }

  @Override
  public String name() {
    return name;
  }

  /** What it tells, in the order of the columns. */
  public List<String> attributes() {
    return attributes;
  }

  /** Logits of images N x 3 x H x W in [0, 1]: N x attributes, at least 0 where one is shown. */
  public Tensor logits(Tensor images) {
    Tensor logits = network.runAll(preprocessing.apply(images)).get(0);
    return signed() ? logits.times(Tensor.of(signs, 1, signs.length)) : logits;
  }

  private boolean signed() {
    for (float sign : signs) {
      if (sign < 0) {
        return true;
      }
    }
    return false;
  }

  /** The features that Fréchet distances compare: N x width. */
  public Tensor features(Tensor images) {
    return network.runAll(preprocessing.apply(images)).get(1);
  }

  /** Probability of every attribute for every image: [image][attribute]. */
  public float[][] probabilities(List<Image> images) {
    return rows(images, batch -> logits(batch).sigmoid());
  }

  /** Probability that one image shows an attribute. */
  public double probability(Image image, String attribute) {
    return probabilities(List.of(image))[0][indexOf(attribute)];
  }

  @Override
  public float[][] features(List<Image> images) {
    return rows(images, this::features);
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
          "the oracle tells " + attributes + ", but was asked for " + attribute + "; choose one");
    }
    return index;
  }

  /** One row an image of what a network makes of chunks of images. */
  static float[][] rows(List<Image> images, Function<Tensor, Tensor> network) {
    float[][] rows = new float[images.size()][];
    for (int from = 0; from < rows.length; from += CHUNK) {
      List<Image> chunk = images.subList(from, Math.min(rows.length, from + CHUNK));
      try (Scope scope = Scope.open()) {
        Tensor answer = network.apply(Images.tensor(chunk));
        float[] all = answer.floats();
        int width = (int) answer.size(1);
        for (int i = 0; i < chunk.size(); i++) {
          rows[from + i] = Arrays.copyOfRange(all, i * width, (i + 1) * width);
        }
      }
    }
    return rows;
  }

  @Override
  public void close() {
    network.close();
  }
}
