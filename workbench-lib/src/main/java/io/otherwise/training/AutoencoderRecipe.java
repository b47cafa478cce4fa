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
import io.otherwise.world.Scene;
import java.util.List;
import java.util.function.Function;

/**
 * Trains a small KL autoencoder on faces: absolute and squared error of pixels, absolute error of
 * neighbour differences (without it, thin frames and lips blur), and a weak pull of the latent to
 * the unit normal.
 *
 * @param detailWeight how much more an error weighs where the picture has detail than where it is
 *     flat: eyes, wrinkles and lips are few pixels, and most of a face's error is skin grain that
 *     nothing predicts
 */
public record AutoencoderRecipe(
    long seed,
    int batch,
    double edgeWeight,
    double squareWeight,
    double klWeight,
    double detailWeight,
    Stage stage) {
  /** 64 x 64 pixels to 16 x 16 x 4. */
  public static final KlAutoencoder FACES = new KlAutoencoder(32, List.of(2, 2), 1, 4, 4, 2);

  /** Side of the window in which detail is measured, in pixels. */
  private static final long DETAIL = 5;

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
    Value weight = weight(image);
    Value error = architecture.decode(net, latent).minus(image);
    Value weighted = error.times(weight);
    Value kl = mean.square().plus(logVariance.exp()).minus(logVariance).plus(-1).times(0.5);
    Value absolute = meanAbsolute(s, weighted);
    Value edges = meanAbsolute(s, step(weighted, 2)).plus(meanAbsolute(s, step(weighted, 3)));
    Value squares = s.call("torch.mean", weighted.times(error));
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

  /** One weight a pixel, with mean 1 in every image: 1 + detail over its mean, made to sum up. */
  private Value weight(Value image) {
    Script s = image.script();
    Value down = s.call("torch.abs", step(image, 2)).padded(0, 0, 0, 1);
    Value right = s.call("torch.abs", step(image, 3)).padded(0, 1, 0, 0);
    Value contrast = s.call("torch.mean", down.plus(right), new long[] {1}, true);
    long[] window = {DETAIL, DETAIL};
    long[] border = {DETAIL / 2, DETAIL / 2};
    Value detail = s.call("torch.avg_pool2d", contrast, window, new long[] {1, 1}, border);
    Value relative =
        s.call("torch.div", detail, s.call("torch.mean", detail, new long[] {1, 2, 3}, true));
    return relative.times(detailWeight).plus(1).over(1 + detailWeight);
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
      ScenePool<Scene> pool,
      Function<Script.Parameter, float[]> start,
      Stage.Listener listener) {
    Script script = loss(architecture, Stage.precision());
    try (Network network = new Network(script, Weights.from(script.parameters(), start))) {
      return stage.run(network, step -> inputs(architecture, pool, step), listener);
    }
  }

  private Tensor[] inputs(KlAutoencoder architecture, ScenePool<Scene> pool, int step) {
    Tensor image = pool.images(pool.batch(seed, step, batch)).times(2).minus(1);
    long side = image.size(2) / architecture.factor();
    Noise noise = Noise.shared(Seed.seed(seed + 1), 1);
    Tensor draw =
        noise.draw("posterior", step, 1, batch * architecture.embedChannels() * side * side);
    return new Tensor[] {image, draw.reshape(batch, architecture.embedChannels(), side, side)};
  }
}
