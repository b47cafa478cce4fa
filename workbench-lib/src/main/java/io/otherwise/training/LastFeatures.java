package io.otherwise.training;

import io.otherwise.explain.Image;
import io.otherwise.explain.Interrupt;
import io.otherwise.model.Classifier;
import io.otherwise.model.Images;
import io.otherwise.model.NetworkClassifier;
import io.otherwise.network.ImageNetwork;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Script.Value;
import io.otherwise.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the last dense layer of a classifier sees of pictures, and the classes that it should tell:
 * all that {@link LastLayer} needs. The network runs once a picture, whatever is tuned on it.
 */
public final class LastFeatures {
  private static final int CHUNK = 64;

  private final NetworkClassifier classifier;
  private final Last last;
  private final List<float[]> rows;
  private final List<Integer> classes;

  /** The layer that gives the scores. */
  private record Last(Value input, Value scores, String weight, String bias) {}

  private LastFeatures(
      NetworkClassifier classifier, Last last, List<float[]> rows, List<Integer> classes) {
    this.classifier = classifier;
    this.last = last;
    this.rows = List.copyOf(rows);
    this.classes = List.copyOf(classes);
  }

  /**
   * Looks at pictures.
   *
   * @param classifier a network whose scores come straight out of a dense layer with bias
   * @param images at least 1, of one size
   * @param labels the class that each of them shows
   * @throws IllegalArgumentException if its layers are out of reach, its scores come from something
   *     else, or it has no class of a label
   */
  public static LastFeatures of(Classifier classifier, List<Image> images, List<String> labels) {
    if (images.isEmpty() || images.size() != labels.size()) {
      throw new IllegalArgumentException(
          "a layer is tuned on at least 1 picture, each with its class, but had %d pictures and %d classes; name the class of each"
              .formatted(images.size(), labels.size()));
    }
    NetworkClassifier network = network(classifier);
    List<Integer> classes = labels.stream().map(network::indexOf).toList();
    Script script = new Script();
    Last last = last(network, script);
    script.returns(last.input());
    List<float[]> rows = new ArrayList<>();
    try (Network before = network.rewritten(script)) {
      for (int from = 0; from < images.size(); from += CHUNK) {
        Interrupt.check("after %d of %d pictures".formatted(from, images.size()));
        int to = Math.min(images.size(), from + CHUNK);
        rows.addAll(look(network, before, images.subList(from, to)));
      }
    }
    return new LastFeatures(network, last, rows, classes);
  }

  private static NetworkClassifier network(Classifier classifier) {
    if (classifier instanceof NetworkClassifier network) {
      return network;
    }
    throw new IllegalArgumentException(
        "the last layer is tuned in a network written layer by layer, but %s is a %s; bind its weights to an ImageNetwork"
            .formatted(classifier.name(), classifier.getClass().getSimpleName()));
  }

  /** Writes the network, and notes its dense layers. */
  private static Last last(NetworkClassifier classifier, Script script) {
    List<Last> dense = new ArrayList<>();
    script.tell(
        (result, function, arguments) -> {
          if (function.equals("torch.linear") && arguments[2] != null) {
            dense.add(layer(script, (Value) arguments[0], result));
          }
        });
    ImageNetwork.Activations all =
        classifier.architecture().forward(script.layers(), script.input("image"));
    return dense.stream()
        .filter(layer -> layer.scores().equals(all.logits()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "scores come out of a last dense layer with bias, but those of %s come from something else; choose a network that ends in one"
                        .formatted(classifier.name())));
  }

  /** A dense layer's weight and bias are declared just before it is called. */
  private static Last layer(Script script, Value input, Value scores) {
    List<Script.Parameter> declared = script.parameters();
    int size = declared.size();
    return new Last(input, scores, declared.get(size - 2).key(), declared.get(size - 1).key());
  }

  private static List<float[]> look(
      NetworkClassifier classifier, Network before, List<Image> chunk) {
    try (Scope scope = Scope.open()) {
      Tensor images = Images.tensor(chunk);
      float[] all = before.run(classifier.preprocessing().apply(images)).floats();
      int width = all.length / chunk.size();
      List<float[]> rows = new ArrayList<>();
      for (int i = 0; i < chunk.size(); i++) {
        rows.add(Arrays.copyOfRange(all, i * width, (i + 1) * width));
      }
      return rows;
    }
  }

  /**
   * These and others of the same classifier, which count several times.
   *
   * @param times how often each of the others stands in one epoch, at least 1
   */
  public LastFeatures and(LastFeatures others, int times) {
    if (others.classifier != classifier || times < 1) {
      throw new IllegalArgumentException(
          "pictures are joined as one classifier sees them, each at least 1 time, but were seen by %s and by %s, %d times; look at both with the same one"
              .formatted(classifier.name(), others.classifier.name(), times));
    }
    List<float[]> allRows = new ArrayList<>(rows);
    List<Integer> allClasses = new ArrayList<>(classes);
    for (int i = 0; i < times; i++) {
      allRows.addAll(others.rows);
      allClasses.addAll(others.classes);
    }
    return new LastFeatures(classifier, last, allRows, allClasses);
  }

  /** How many pictures stand in one epoch. */
  public int size() {
    return rows.size();
  }

  NetworkClassifier classifier() {
    return classifier;
  }

  /** The key of the layer's weight. */
  String weight() {
    return last.weight();
  }

  /** The key of its bias. */
  String bias() {
    return last.bias();
  }

  /** What the layer sees of a picture: as many numbers as it has inputs. */
  float[] row(int picture) {
    return rows.get(picture);
  }

  /** The number of its class. */
  int label(int picture) {
    return classes.get(picture);
  }

  @Override
  public String toString() {
    return "LastFeatures[%s, %d pictures]".formatted(classifier.name(), size());
  }
}
