package io.otherwise.golden;

import io.otherwise.model.Classifier;
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
final class TinyClassifier implements Classifier {
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
    script.returns(logits(script.layers().at(place), script.input("image"), scores));
    this.network =
        new Network(
            script,
            Weights.from(
                script.parameters(), p -> FormulaTensors.parameter(p.key(), run, p.shape())));
  }

  /** Writes it; a single score has no dimension of its own. */
  static Value logits(Layers net, Value image, int scores) {
    Value h = net.at("conv1").conv(image, 3, 8, 3, 2, 1).relu();
    h = net.at("conv2").conv(h, 8, 16, 3, 2, 1).relu();
    Value logits = net.at("fc").linear(h.mean(2, 3), 16, scores);
    return scores == 1 ? logits.squeeze(-1) : logits;
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
    return network.run(images);
  }

  @Override
  public void close() {
    network.close();
  }
}
