package io.otherwise.model;

import io.otherwise.explain.Image;
import io.otherwise.network.ImageNetwork;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Script.Value;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A network of which some numbers are features: a distance of pictures is measured there. */
public final class NetworkFeatures implements FeatureNetwork, PerceptualNetwork, AutoCloseable {
  private final String name;
  private final List<String> labels;
  private final Preprocessing preprocessing;
  private final Readout readout;
  private final Network network;

  /**
   * Binds weights.
   *
   * @param name the name it goes by in tables
   * @param labels what its outputs were trained to tell; empty where they tell nothing by
   *     themselves
   * @param readout which numbers are the features
   * @param values row-major values of a weight by its key
   */
  public NetworkFeatures(
      String name,
      List<String> labels,
      Preprocessing preprocessing,
      ImageNetwork architecture,
      Readout readout,
      Function<Script.Parameter, float[]> values) {
    this.name = name;
    this.labels = List.copyOf(labels);
    this.preprocessing = preprocessing;
    this.readout = readout;
    Script s = new Script();
    ImageNetwork.Activations made = architecture.forward(s.layers(), s.input("image"));
    List<Value> returned = new ArrayList<>(List.of(made.logits()));
    returned.addAll(readout.wanted(made));
    s.returns(returned.toArray(Value[]::new));
    this.network = new Network(s, Weights.from(s.parameters(), values));
  }

  @Override
  public String name() {
    return name;
  }

  /** What the columns of {@link #outputs} tell. */
  public List<String> labels() {
    return labels;
  }

  /** Features of images N x 3 x H x W in [0, 1]: N x width. */
  @Override
  public Tensor features(Tensor images) {
    List<Tensor> found = network.runAll(preprocessing.apply(images));
    return readout.rows(found.subList(1, found.size()));
  }

  @Override
  public float[][] features(List<Image> images) {
    return AttributeOracle.rows(images, this::features);
  }

  /** The network's own outputs: [image][output]; a logit where the label is an attribute. */
  public float[][] outputs(List<Image> images) {
    return AttributeOracle.rows(images, batch -> network.runAll(preprocessing.apply(batch)).get(0));
  }

  /**
   * One of its outputs as a classifier to explain, with the negative class first: {
   * classifier("lipstick", "no lipstick", "lipstick")}. It lives as long as this network.
   *
   * @throws IllegalArgumentException if no output was trained to tell the label
   */
  public Classifier classifier(String label, String negative, String positive) {
    int column = labels.indexOf(label);
    if (column < 0) {
      throw new IllegalArgumentException(
          "%s tells %s, but was asked for %s; choose one of these".formatted(name, labels, label));
    }
    return new LabelClassifier(
        name + ", " + label,
        List.of(negative, positive),
        column,
        network.sha256(),
        images -> network.runAll(preprocessing.apply(images)).get(0));
  }

  @Override
  public void close() {
    network.close();
  }
}
