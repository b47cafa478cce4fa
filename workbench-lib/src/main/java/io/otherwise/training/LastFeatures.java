package io.otherwise.training;

import io.otherwise.explain.Interrupt;
import io.otherwise.model.Classifier;
import io.otherwise.model.Images;
import io.otherwise.model.LayeredClassifier;
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
  private final List<float[]> rows;
  private final List<Integer> classes;

  private LastFeatures(NetworkClassifier classifier, List<float[]> rows, List<Integer> classes) {
    this.classifier = classifier;
    this.rows = rows;
    this.classes = classes;
  }

  /**
   * Looks at examples.
   *
   * @param classifier a network whose scores come straight out of a dense layer with bias
   * @param examples at least 1, of one size
   * @throws IllegalArgumentException if its layers are out of reach, its scores come from something
   *     else, or it has no class of a label
   */
  public static LastFeatures of(Classifier classifier, List<Example> examples) {
    NetworkClassifier network = network(classifier);
    if (examples.isEmpty()) {
      throw new IllegalArgumentException(
          "a layer is tuned on at least 1 example, but there were none; give pictures with their"
              + " classes");
    }
    List<Integer> classes = examples.stream().map(e -> network.indexOf(e.label())).toList();
    List<float[]> rows = new ArrayList<>();
    Script script = new Script();
    script.returns(beforeLast(network, script));
    try (Network before = network.rewritten(script)) {
      for (int from = 0; from < examples.size(); from += CHUNK) {
        Interrupt.check("after %d of %d examples".formatted(from, examples.size()));
        int to = Math.min(examples.size(), from + CHUNK);
        rows.addAll(look(network, before, examples.subList(from, to)));
      }
    }
    return new LastFeatures(network, List.copyOf(rows), classes);
  }

  private static NetworkClassifier network(Classifier classifier) {
    if (LayeredClassifier.of(classifier) instanceof NetworkClassifier network) {
      return network;
    }
    throw new IllegalArgumentException(
        "the last layer is tuned in a network written layer by layer, but "
            + classifier.name()
            + " is a "
            + classifier.getClass().getSimpleName()
            + "; bind its weights to an ImageNetwork");
  }

  /** Writes the network; what goes into the dense layer that gives the scores. */
  private static Value beforeLast(NetworkClassifier classifier, Script script) {
    List<Value> results = new ArrayList<>();
    List<Value> inputs = new ArrayList<>();
    script.tell(
        (result, function, arguments) -> {
          if (function.equals("torch.linear") && arguments[2] != null) {
            results.add(result);
            inputs.add((Value) arguments[0]);
          }
        });
    ImageNetwork.Activations all =
        classifier.architecture().forward(script.layers(), script.input("image"));
    int last = results.indexOf(all.logits());
    if (last < 0) {
      throw new IllegalArgumentException(
          "scores come out of a last dense layer with bias, but those of "
              + classifier.name()
              + " come from something else; choose a network that ends in one");
    }
    return inputs.get(last);
  }

  private static List<float[]> look(
      NetworkClassifier classifier, Network before, List<Example> chunk) {
    try (Scope scope = Scope.open()) {
      Tensor images = Images.tensor(chunk.stream().map(Example::image).toList());
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
          "examples of one classifier are joined, each at least 1 time, but had those of "
              + classifier.name()
              + " and of "
              + others.classifier.name()
              + ", "
              + times
              + " times; look at both with the same classifier");
    }
    List<float[]> allRows = new ArrayList<>(rows);
    List<Integer> allClasses = new ArrayList<>(classes);
    for (int i = 0; i < times; i++) {
      allRows.addAll(others.rows);
      allClasses.addAll(others.classes);
    }
    return new LastFeatures(classifier, List.copyOf(allRows), List.copyOf(allClasses));
  }

  /** How many examples stand in one epoch. */
  public int size() {
    return rows.size();
  }

  NetworkClassifier classifier() {
    return classifier;
  }

  /** What the layer sees of an example: as many numbers as it has inputs. */
  float[] row(int example) {
    return rows.get(example);
  }

  /** The number of its class. */
  int label(int example) {
    return classes.get(example);
  }

  @Override
  public String toString() {
    return "LastFeatures[%s, %d examples]".formatted(classifier.name(), size());
  }
}
