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
 * Trains a small KL autoencoder on faces: absolute error of pixels and of neighbour differences
 * (without the second, thin frames and lips blur), and a weak pull of the latent to the unit
 * normal.
 */
public record AutoencoderRecipe(
    long seed, int batch, double edgeWeight, double squareWeight, double klWeight, Stage stage) {
  /** 64 x 64 pixels to 16 x 16 x 4. */
  public static final KlAutoencoder FACES = new KlAutoencoder(32, List.of(2, 2), 1, 4, 4, 2);

  /** The loss as one script: image N x 3 x H x W in [-1, 1] and a posterior draw. */
  static Script loss(
      KlAutoencoder architecture,
      double edgeWeight,
      double squareWeight,
      double klWeight,
      Script.Precision precision) {
    Script s = new Script(precision, true);
    Layers net = s.layers();
    Value image = s.input("image");
    Value noise = s.input("noise");
    Value moments = architecture.moments(net, image);
    int c = architecture.embedChannels();
    Value mean = moments.narrow(1, 0, c);
    Value logVariance = moments.narrow(1, c, c).clamp(-30, 20);
    Value latent = mean.plus(logVariance.times(0.5).exp().times(noise));
    Value error = architecture.decode(net, latent).minus(image);
    Value kl = mean.square().plus(logVariance.exp()).minus(logVariance).plus(-1).times(0.5);
    Value absolute = meanAbsolute(s, error);
    Value edges = meanAbsolute(s, step(error, 2)).plus(meanAbsolute(s, step(error, 3)));
    Value squares = s.call("torch.mean", error.square());
    Value penalty = s.call("torch.mean", kl);
    s.returns(
        absolute
            .plus(edges.times(edgeWeight))
            .plus(squares.times(squareWeight))
            .plus(penalty.times(klWeight)),
        absolute,
        penalty);
    return s;
  }

  private static Value meanAbsolute(Script s, Value x) {
    return s.call("torch.mean", s.call("torch.abs", x));
  }

  /** Differences of neighbours along a dimension. */
  private static Value step(Value x, int dimension) {
    return x.script().call("torch.diff", x, 1, dimension);
  }

  /** Runs the stage from given weights. */
  public Stage.Result run(
      KlAutoencoder architecture,
      FacePool pool,
      Function<Script.Parameter, float[]> start,
      Stage.Listener listener) {
    Script script =
        loss(architecture, edgeWeight, squareWeight, klWeight, Script.Precision.BFLOAT16);
    try (Network network = new Network(script, Weights.from(script.parameters(), start))) {
      return stage.run(network, step -> inputs(architecture, pool, step), listener);
    }
  }

  private Tensor[] inputs(KlAutoencoder architecture, FacePool pool, int step) {
    Tensor image = pool.images(pool.batch(seed, step, batch)).times(2).minus(1);
    long side = image.size(2) / architecture.factor();
    Noise noise = Noise.shared(Seed.seed(seed + 1), 1);
    Tensor draw =
        noise.draw("posterior", step, 1, batch * architecture.embedChannels() * side * side);
    return new Tensor[] {image, draw.reshape(batch, architecture.embedChannels(), side, side)};
  }
}
