package io.otherwise.attribution;

import io.otherwise.explain.Image;
import io.otherwise.explain.Seed;
import io.otherwise.model.Classifier;
import io.otherwise.model.ClosedForm;
import io.otherwise.model.NetworkClassifier;
import io.otherwise.model.Preprocessing;
import io.otherwise.network.ImageNetwork;
import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Script.Value;
import io.otherwise.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** Small networks with weights from a formula, and pictures to ask them about. */
final class Tiny {
  static final int SIDE = 8;

  private Tiny() {}

  /** A network written in a test: fills the map with its layers and returns the logits. */
  record Written(int classes, Body body) implements ImageNetwork {
    interface Body {
      Value write(Layers net, Value image, Map<String, Value> layers);
    }

    @Override
    public Activations forward(Layers net, Value image) {
      Map<String, Value> layers = new LinkedHashMap<>();
      return new Activations(body.write(net, image, layers), layers);
    }
  }

  /** With biases and running means. */
  static NetworkClassifier biased(ImageNetwork network, Preprocessing preprocessing) {
    return classifier(network, preprocessing, Tiny::value);
  }

  /** Every layer a product alone: no bias, no shift, no mean. */
  static NetworkClassifier biasFree(ImageNetwork network) {
    return classifier(
        network,
        Preprocessing.none(),
        (key, i) -> key.endsWith("bias") || key.endsWith("mean") ? 0f : value(key, i));
  }

  private static NetworkClassifier classifier(
      ImageNetwork network, Preprocessing preprocessing, BiFunction<String, Integer, Float> at) {
    int outputs = Math.max(2, network.classes());
    List<String> names = IntStream.range(0, outputs).mapToObj(i -> "class" + i).toList();
    return new NetworkClassifier("tiny", names, preprocessing, network, p -> filled(p, at));
  }

  private static float[] filled(Script.Parameter p, BiFunction<String, Integer, Float> at) {
    float[] values = new float[p.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = at.apply(p.key(), i);
    }
    return values;
  }

  /** The weights of a biased network, by key. */
  static Map<String, float[]> weights(List<Script.Parameter> parameters) {
    Map<String, float[]> all = new LinkedHashMap<>();
    parameters.forEach(p -> all.put(p.key(), filled(p, Tiny::value)));
    return all;
  }

  /** Variances and scales around 1, the rest in [-1, 1]. */
  private static float value(String key, int i) {
    float u = (float) Seed.uniform(Seed.seed(7).key("tiny", key, 0), i);
    boolean around1 = key.endsWith("var") || (key.contains("norm") && key.endsWith("weight"));
    return around1 ? 0.5f + u : 2 * u - 1;
  }

  static Image image(int number) {
    return image(number, SIDE, SIDE);
  }

  static Image image(int number, int height, int width) {
    float[] values = new float[Image.CHANNELS * height * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (0.5 + 0.5 * Math.sin(0.37 * i * (number + 1) + number));
    }
    return Image.of("tiny/" + number, height, width, values);
  }

  static double sum(Tensor values) {
    double sum = 0;
    for (float value : values.floats()) {
      sum += value;
    }
    return sum;
  }

  /** A classifier that shows nothing of its inside: a class is the mean of a channel's cubes. */
  static Classifier onePiece() {
    return new ClosedForm(
        "bought", List.of("red", "green", "blue"), images -> images.pow(3).mean(2, 3));
  }
}
