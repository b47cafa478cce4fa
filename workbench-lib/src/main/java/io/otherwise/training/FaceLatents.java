package io.otherwise.training;

import io.otherwise.explain.Progress;
import io.otherwise.explain.Seed;
import io.otherwise.network.KlAutoencoder;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import io.otherwise.world.Attribute;
import io.otherwise.world.Scene;
import java.util.function.Function;

/** The faces of a pool as a trained encoder sees them: means and deviations, on the heap. */
final class FaceLatents implements DenoiserRecipe.Latents {
  private static final int CHUNK = 64;

  private final ScenePool<Scene> pool;
  private final int channels;
  private final int side;
  private final float[] means;
  private final float[] deviations;
  private final double scale;

  /** Encodes a pool; the scale makes the latents' standard deviation 1, as Stable Diffusion's. */
  FaceLatents(
      ScenePool<Scene> pool,
      KlAutoencoder architecture,
      Function<Script.Parameter, float[]> weights,
      Progress progress) {
    this.pool = pool;
    this.channels = architecture.embedChannels();
    this.side = io.otherwise.world.Scene.SIDE / architecture.factor();
    int each = channels * side * side;
    this.means = new float[pool.size() * each];
    this.deviations = new float[pool.size() * each];
    Script s = new Script();
    s.returns(architecture.moments(s.layers(), s.input("image")));
    try (Network encoder = new Network(s, Weights.from(s.parameters(), weights))) {
      for (int from = 0; from < pool.size(); from += CHUNK) {
        encode(encoder, from, Math.min(CHUNK, pool.size() - from), each);
        progress.at(from, pool.size(), "encoding");
      }
    }
    this.scale = 1 / deviation();
  }

  private void encode(Network encoder, int from, int count, int each) {
    try (Scope scope = Scope.open()) {
      int[] faces = java.util.stream.IntStream.range(from, from + count).toArray();
      Tensor moments = encoder.run(pool.images(faces).times(2).minus(1));
      float[] mean = moments.narrow(1, 0, channels).floats();
      float[] deviation =
          moments.narrow(1, channels, channels).clamp(-30, 20).times(0.5).exp().floats();
      System.arraycopy(mean, 0, means, from * each, mean.length);
      System.arraycopy(deviation, 0, deviations, from * each, deviation.length);
    }
  }

  private double deviation() {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < means.length; i++) {
      sum += means[i];
      squares += (double) means[i] * means[i] + (double) deviations[i] * deviations[i];
    }
    double mean = sum / means.length;
    return Math.sqrt(squares / means.length - mean * mean);
  }

  /** What the encoder's output is multiplied with. */
  double scale() {
    return scale;
  }

  @Override
  public int size() {
    return pool.size();
  }

  @Override
  public int attributes() {
    return Attribute.values().length;
  }

  @Override
  public boolean label(int image, int attribute) {
    return pool.scene(image).label(Attribute.values()[attribute]);
  }

  @Override
  public Tensor of(int step, int... images) {
    int each = channels * side * side;
    float[] z = new float[images.length * each];
    Noise.fill(Seed.seed(7).key("latents", "posterior", step), z, 0, z.length);
    for (int i = 0; i < images.length; i++) {
      for (int k = 0; k < each; k++) {
        int at = images[i] * each + k;
        z[i * each + k] = (float) ((means[at] + deviations[at] * z[i * each + k]) * scale);
      }
    }
    return Tensor.of(z, images.length, channels, side, side);
  }
}
