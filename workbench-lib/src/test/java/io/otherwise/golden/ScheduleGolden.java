package io.otherwise.golden;

import io.otherwise.diffusion.Ddpm;
import io.otherwise.diffusion.NoiseSchedule;
import io.otherwise.diffusion.Timesteps;
import io.otherwise.network.TimestepEmbedding;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import java.util.Comparator;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Noise schedules and timestep lists. What is asked for stands in the outputs' names: {@code
 * cin/ddim25/timesteps}, {@code respace/300/10,15,20}, {@code spaced/1000/25/betas}.
 */
final class ScheduleGolden {
  /** Timesteps of the longest schedule there is. */
  private static final int LONGEST = 1_000;

  private ScheduleGolden() {}

  /** Returns the largest relative error. */
  static double check(GoldenFile file) {
    double worst = 0;
    for (Map.Entry<String, Stored> output : file.outputs().entrySet()) {
      Stored stored = output.getValue();
      double[] found = found(output.getKey().split("/"), stored);
      worst = Math.max(worst, stored.check(found, Stored.Rule.EVERY));
    }
    return worst;
  }

  private static double[] found(String[] name, Stored stored) {
    if (name[0].startsWith("ldm_timestep_embedding")) {
      return embedding(stored);
    }
    double[] all =
        switch (name[0]) {
          case "cin" -> latent(NoiseSchedule.cin256(), name);
          case "sd" -> latent(NoiseSchedule.stableDiffusion(), name);
          case "respace" -> values(respaced(name[1], name[2]));
          case "spaced" -> ddpm(spaced(name[1], name[2]).respaced(), name[3]);
          default -> throw unknown(name);
        };
    return sampled(all, stored.size());
  }

  private static NotUnderstood unknown(String... name) {
    return new NotUnderstood(
        "schedules are asked for as cin/..., sd/..., respace/T/list, spaced/T/list/quantity or"
            + " ldm_timestep_embedding, but one output is "
            + String.join("/", name)
            + "; teach ScheduleGolden that name");
  }

  private static double[] latent(NoiseSchedule schedule, String... name) {
    switch (name[1]) {
      case "betas_strided":
        return all(schedule.steps(), schedule::beta);
      case "alphas_cumprod_strided":
        return all(schedule.steps(), schedule::alphaBar);
      default:
        if (!name[1].matches("ddim\\d+")) {
          throw unknown(name);
        }
    }
    Timesteps list = Timesteps.ddim(schedule, Integer.parseInt(name[1].substring(4)));
    return switch (name[2]) {
      case "timesteps" -> values(list);
      case "alphas" -> all(list.size(), list::alphaBar);
      case "alphas_prev" -> all(list.size(), list::alphaBarPrevious);
      default -> throw unknown(name);
    };
  }

  /** The list alone: it is there for lengths too short for the linear rates. */
  private static Timesteps respaced(String steps, String sections) {
    int length = Integer.parseInt(steps);
    return Timesteps.spaced(NoiseSchedule.latent(0.00085, 0.012, length), sections);
  }

  private static Timesteps spaced(String steps, String sections) {
    return Timesteps.spaced(NoiseSchedule.linear(Integer.parseInt(steps)), sections);
  }

  private static double[] ddpm(NoiseSchedule schedule, String quantity) {
    Ddpm ddpm = new Ddpm(schedule);
    IntToDoubleFunction f =
        switch (quantity) {
          case "betas" -> schedule::beta;
          case "alphas_cumprod" -> schedule::alphaBar;
          case "alphas_cumprod_prev" -> schedule::alphaBarPrevious;
          case "posterior_variance" -> ddpm::variance;
          case "posterior_log_variance_clipped" -> ddpm::logVariance;
          case "posterior_mean_coef1" -> ddpm::meanOfClean;
          case "posterior_mean_coef2" -> ddpm::meanOfNoisy;
          case "sqrt_recip_alphas_cumprod" -> ddpm::noisyForClean;
          case "sqrt_recipm1_alphas_cumprod" -> ddpm::noiseForClean;
          case "sqrt_alphas_cumprod" -> t -> Math.sqrt(schedule.alphaBar(t));
          case "sqrt_one_minus_alphas_cumprod" -> t -> Math.sqrt(1 - schedule.alphaBar(t));
          default -> throw unknown("spaced", quantity);
        };
    return all(schedule.steps(), f);
  }

  private static double[] all(int count, IntToDoubleFunction f) {
    return IntStream.range(0, count).mapToDouble(f).toArray();
  }

  private static double[] values(Timesteps list) {
    return all(list.size(), list::at);
  }

  /** Long lists are stored thinned out: every s-th value, where s gives the stored count. */
  private static double[] sampled(double[] all, int count) {
    int s = 1;
    while ((all.length + s - 1) / s > count) {
      s++;
    }
    int stride = s;
    return all((all.length + s - 1) / s, i -> all[i * stride]);
  }

  /** Which timesteps were embedded is not stored: the nearest embedding of any tells. */
  private static double[] embedding(Stored stored) {
    int rows = Math.toIntExact(stored.shape().get(0));
    int width = Math.toIntExact(stored.shape().get(1));
    float[] every = embedding(LongStream.range(0, LONGEST).toArray(), width);
    double[] found = new double[rows * width];
    for (int i = 0; i < rows; i++) {
      int row = i * width;
      int nearest =
          IntStream.range(0, LONGEST)
              .boxed()
              .min(Comparator.comparingDouble(t -> distance(stored.values(), row, every, t, width)))
              .orElseThrow();
      for (int k = 0; k < width; k++) {
        found[row + k] = every[nearest * width + k];
      }
    }
    return found;
  }

  private static double distance(double[] stored, int row, float[] every, int t, int width) {
    double sum = 0;
    for (int k = 0; k < width; k++) {
      double d = stored[row + k] - every[t * width + k];
      sum += d * d;
    }
    return sum;
  }

  /** Timesteps embedded by the engine, row-major. */
  static float[] embedding(long[] timesteps, int width) {
    Script script = new Script();
    script.returns(TimestepEmbedding.of(script.input("timesteps"), width));
    Weights none = Weights.from(script.parameters(), p -> new float[0]);
    try (Network network = new Network(script, none);
        Scope scope = Scope.open()) {
      return network.run(Tensor.of(timesteps, timesteps.length)).floats();
    }
  }
}
