package io.otherwise.training;

import io.otherwise.explain.Seed;
import io.otherwise.network.KlAutoencoder;
import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Script.Value;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import java.util.List;
import java.util.function.Function;

/**
 * Trains a small KL autoencoder: the error of the decoded picture, and a weak pull of the latent to
 * the unit normal.
 */
public record AutoencoderRecipe(
    long seed, int batch, Reconstruction reconstruction, double klWeight, Stage stage) {
  /** 64 x 64 pixels to 16 x 16 x 4; for faces, and for faces and flowers. */
  public static final KlAutoencoder SMALL = new KlAutoencoder(32, List.of(2, 2), 1, 4, 4, 2);

  /** The loss as one script: image N x 3 x H x W in [-1, 1] and a posterior draw. */
  Script loss(KlAutoencoder architecture, Script.Precision precision) {
    Script s = new Script(precision, true);
    Layers net = s.layers();
    Value image = s.input("image");
    Value noise = s.input("noise");
    Value moments = architecture.moments(net, image);
    int c = architecture.embedChannels();
    Value mean = moments.narrow(1, 0, c);
    Value logVariance = moments.narrow(1, c, c).clamp(-30, 20);
    Value latent = mean.plus(logVariance.times(0.5).exp().times(noise));
    Reconstruction.Error error = reconstruction.of(image, architecture.decode(net, latent));
    Value kl = mean.square().plus(logVariance.exp()).minus(logVariance).plus(-1).times(0.5);
    Value penalty = s.call("torch.mean", kl);
    s.returns(error.loss().plus(penalty.times(klWeight)), error.absolute(), penalty);
    return s;
  }

  /** Runs the stage from given weights. */
  public Stage.Result run(
      KlAutoencoder architecture,
      Pictures pictures,
      Function<Script.Parameter, float[]> start,
      Stage.Listener listener) {
    Script script = loss(architecture, Stage.precision());
    try (Network network = new Network(script, Weights.from(script.parameters(), start))) {
      return stage.run(network, step -> inputs(architecture, pictures, step), listener);
    }
  }

  private Tensor[] inputs(KlAutoencoder architecture, Pictures pictures, int step) {
    Tensor image = pictures.images(pictures.batch(seed, step, batch)).times(2).minus(1);
    long side = image.size(2) / architecture.factor();
    Noise noise = Noise.shared(Seed.seed(seed + 1), 1);
    Tensor draw =
        noise.draw("posterior", step, 1, batch * architecture.embedChannels() * side * side);
    return new Tensor[] {image, draw.reshape(batch, architecture.embedChannels(), side, side)};
  }
}
