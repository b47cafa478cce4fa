package io.otherwise.golden;

import io.otherwise.model.LayeredClassifier;
import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Script.Value;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The small convolutional classifier of the algorithm files: two convolutions, a mean over space
 * and a dense layer. Classes are called {@code 0}, {@code 1}, ...; a single score makes it binary.
 */
final class TinyClassifier implements LayeredClassifier {
  private static final List<String> LAYERS = List.of("conv1", "relu1", "conv2", "relu2");

  private final int scores;
  private final Network network;

  /**
   * Makes it with formula weights.
   *
   * @param place where its keys begin: {@code classifier} or {@code robust}
   */
  TinyClassifier(String place, int scores, int run) {
    this.scores = scores;
    Script script = new Script();
    List<Value> all = layers(script.layers().at(place), script.input("image"), scores);
    script.returns(all.toArray(Value[]::new));
    this.network =
        new Network(
            script,
            Weights.from(
                script.parameters(), p -> FormulaTensors.parameter(p.key(), run, p.shape())));
  }

  /** Writes it; a single score has no dimension of its own. */
  static Value logits(Layers net, Value image, int scores) {
    return layers(net, image, scores).get(LAYERS.size());
  }

  /** Both convolutions, each before and after its ReLU, and the logits. */
  private static List<Value> layers(Layers net, Value image, int scores) {
    Value conv1 = net.at("conv1").conv(image, 3, 8, 3, 2, 1);
    Value relu1 = conv1.relu();
    Value conv2 = net.at("conv2").conv(relu1, 8, 16, 3, 2, 1);
    Value relu2 = conv2.relu();
    Value logits = net.at("fc").linear(relu2.mean(2, 3), 16, scores);
    return List.of(conv1, relu1, conv2, relu2, scores == 1 ? logits.squeeze(-1) : logits);
  }

  @Override
  public List<String> layers() {
    return LAYERS;
  }

  @Override
  public Layered layered(Tensor images, String layer) {
    List<Tensor> all = network.runAll(images);
    return new Layered(all.get(LAYERS.indexOf(layer)), all.get(LAYERS.size()));
  }

  @Override
  public String name() {
    return "tiny";
  }

  @Override
  public List<String> classes() {
    return IntStream.range(0, Math.max(2, scores)).mapToObj(Integer::toString).toList();
  }

  @Override
  public boolean binary() {
    return scores == 1;
  }

  @Override
  public Tensor logits(Tensor images) {
    return network.runAll(images).get(LAYERS.size());
  }

  @Override
  public void close() {
    network.close();
  }
}
