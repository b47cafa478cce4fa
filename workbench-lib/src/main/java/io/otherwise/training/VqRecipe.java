package io.otherwise.training;

import io.otherwise.network.VqAutoencoder;
import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Script.Value;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import java.util.List;
import java.util.function.Function;

/**
 * Trains a small autoencoder with a codebook: the error of the picture that the codes decode to,
 * codes pulled to the latents, and latents, more weakly, to their codes (van den Oord et al. 2017,
 * <a href="https://arxiv.org/abs/1711.00937">Neural Discrete Representation Learning</a>, Eq. 3).
 *
 * @param commitment weight beta of the pull of a latent to its code
 */
public record VqRecipe(
    long seed, int batch, Reconstruction reconstruction, double commitment, Stage stage) {
  /** 64 x 64 pixels to 16 x 16 codes of 4 values, out of 1,024. */
  public static final VqAutoencoder WORLD = new VqAutoencoder(32, List.of(2, 2), 1, 4, 4, 1024, 2);

  /** The loss as one script of an image N x 3 x H x W in [-1, 1]. */
  Script loss(VqAutoencoder architecture, Script.Precision precision) {
    Script s = new Script(precision, true);
    Layers net = s.layers();
    Value image = s.input("image");
    Value z = architecture.encode(net, image);
    VqAutoencoder.Quantised quantised = architecture.quantise(net, z);
    Reconstruction.Error error =
        reconstruction.of(image, architecture.decode(net, quantised.latent()));
    Value chosen = architecture.codes(net, quantised.codes());
    Value codes = s.call("torch.mean", chosen.minus(z.detached()).square());
    Value commits = s.call("torch.mean", z.minus(chosen.detached()).square());
    s.returns(error.loss().plus(codes).plus(commits.times(commitment)), error.absolute(), commits);
    return s;
  }

  /** Runs the stage from given weights. */
  public Stage.Result run(
      VqAutoencoder architecture,
      Pictures pictures,
      Function<Script.Parameter, float[]> start,
      Stage.Listener listener) {
    Script script = loss(architecture, Stage.precision());
    try (Network network = new Network(script, Weights.from(script.parameters(), start))) {
      return stage.run(network, step -> inputs(pictures, step), listener);
    }
  }

  private Tensor[] inputs(Pictures pictures, int step) {
    return new Tensor[] {pictures.images(pictures.batch(seed, step, batch)).times(2).minus(1)};
  }
}
