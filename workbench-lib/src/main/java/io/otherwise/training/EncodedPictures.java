package io.otherwise.training;

import io.otherwise.explain.Progress;
import io.otherwise.explain.Seed;
import io.otherwise.network.KlAutoencoder;
import io.otherwise.network.VqAutoencoder;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Pictures as a trained encoder sees them, on the heap: the means of their latents, and the
 * deviations where the encoder draws.
 */
final class EncodedPictures implements DenoiserRecipe.Latents {
  private static final int CHUNK = 64;

  private final int size;
  private final int channels;
  private final int side;
  private final boolean draws;
  private final float[] means;
  private final float[] deviations;
  private final double scale;

  private EncodedPictures(
      Pictures pictures,
      Network encoder,
      int channels,
      int side,
      boolean draws,
      Progress progress) {
    this.size = pictures.size();
    this.channels = channels;
    this.side = side;
    this.draws = draws;
    this.means = new float[size * each()];
    this.deviations = new float[draws ? means.length : 0];
    for (int from = 0; from < size; from += CHUNK) {
      encode(pictures, encoder, from, Math.min(CHUNK, size - from));
      progress.at(from, size, "encoding");
    }
    this.scale = 1 / deviation();
  }

  /** Through a KL autoencoder, which draws each latent from its posterior. */
  static EncodedPictures kl(
      Pictures pictures,
      int side,
      KlAutoencoder architecture,
      Function<Script.Parameter, float[]> weights,
      Progress progress) {
    Script s = new Script();
    s.returns(architecture.moments(s.layers(), s.input("image")));
    try (Network encoder = new Network(s, Weights.from(s.parameters(), weights))) {
      int channels = architecture.embedChannels();
      return new EncodedPictures(
          pictures, encoder, channels, side / architecture.factor(), true, progress);
    }
  }

  /** Through an autoencoder with a codebook: the latents before they move to their codes. */
  static EncodedPictures vq(
      Pictures pictures,
      int side,
      VqAutoencoder architecture,
      Function<Script.Parameter, float[]> weights,
      Progress progress) {
    Script s = new Script();
    s.returns(architecture.encode(s.layers(), s.input("image")));
    try (Network encoder = new Network(s, Weights.from(s.parameters(), weights))) {
      int channels = architecture.embedChannels();
      return new EncodedPictures(
          pictures, encoder, channels, side / architecture.factor(), false, progress);
    }
  }

  private int each() {
    return channels * side * side;
  }

  private void encode(Pictures pictures, Network encoder, int from, int count) {
    try (Scope scope = Scope.open()) {
      int[] which = IntStream.range(from, from + count).toArray();
      Tensor moments = encoder.run(pictures.images(which).times(2).minus(1));
      float[] mean = moments.narrow(1, 0, channels).floats();
      System.arraycopy(mean, 0, means, from * each(), mean.length);
      if (draws) {
        float[] deviation =
            moments.narrow(1, channels, channels).clamp(-30, 20).times(0.5).exp().floats();
        System.arraycopy(deviation, 0, deviations, from * each(), deviation.length);
      }
    }
  }

  private double deviation() {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < means.length; i++) {
      double drawn = draws ? deviations[i] : 0;
      sum += means[i];
      squares += (double) means[i] * means[i] + drawn * drawn;
    }
    double mean = sum / means.length;
    return Math.sqrt(squares / means.length - mean * mean);
  }

  /** What makes the latents' standard deviation 1, as Stable Diffusion's. */
  double scale() {
    return scale;
  }

  /** The same latents under the scale of a model that was trained on other pictures too. */
  DenoiserRecipe.Latents scaled(double other) {
    EncodedPictures own = this;
    return new DenoiserRecipe.Latents() {
      @Override
      public int size() {
        return own.size();
      }

      @Override
      public Tensor of(int step, int... images) {
        return own.of(step, images).times(other / scale);
      }
    };
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Tensor of(int step, int... images) {
    float[] z = new float[images.length * each()];
    if (draws) {
      Noise.fill(Seed.seed(7).key("latents", "posterior", step), z, 0, z.length);
    }
    for (int i = 0; i < images.length; i++) {
      for (int k = 0; k < each(); k++) {
        int at = images[i] * each() + k;
        double drawn = draws ? deviations[at] * z[i * each() + k] : 0;
        z[i * each() + k] = (float) ((means[at] + drawn) * scale);
      }
    }
    return Tensor.of(z, images.length, channels, side, side);
  }
}
