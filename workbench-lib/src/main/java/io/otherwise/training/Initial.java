package io.otherwise.training;

import io.otherwise.explain.Seed;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Script;
import java.util.function.Function;

/**
 * Starting weights: normal with variance gain / fan-in for matrices and kernels, 1 for scales and
 * running variances, 0 for the rest; every value depends on the seed and the key alone.
 */
public final class Initial {
  private Initial() {}

  /** He et al. (2015) with gain 1; layers that close a residual branch start at zero. */
  public static Function<Script.Parameter, float[]> weights(long seed, String... zeroEndings) {
    return p -> values(seed, p, zeroEndings);
  }

  private static float[] values(long seed, Script.Parameter p, String... zeroEndings) {
    float[] values = new float[p.size()];
    if (p.shape().size() < 2) {
      boolean one = p.key().endsWith("weight") || p.key().endsWith("running_var");
      java.util.Arrays.fill(values, one ? 1f : 0f);
      return values;
    }
    for (String ending : zeroEndings) {
      if (p.key().endsWith(ending)) {
        return values;
      }
    }
    Noise.fill(Seed.seed(seed).key(p.key(), "initial", 0), values, 0, values.length);
    double deviation =
        p.key().contains("embedding") ? 1 : Math.sqrt((double) p.shape().get(0) / p.size());
    for (int i = 0; i < values.length; i++) {
      values[i] *= (float) deviation;
    }
    return values;
  }
}
