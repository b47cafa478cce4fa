package io.otherwise.training;

import io.otherwise.diffusion.NoiseSchedule;
import io.otherwise.explain.Seed;
import io.otherwise.network.LdmUNet;
import io.otherwise.network.Lora;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Script.Value;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import java.util.List;
import java.util.function.Function;

/**
 * Trains a latent denoiser to predict the noise (Ho et al. 2020, Eq. 14) under a condition: tokens
 * of attributes, a class or a caption.
 */
public record DenoiserRecipe(long seed, int batch, Stage stage) {
  /** For latents 4 x 16 x 16 and tokens of 64 values. */
  public static final LdmUNet SMALL =
      new LdmUNet(4, 4, 32, 1, List.of(2, 3), List.of(2), 4, -1, 1, 64);

  /** Latents of the training images: what the first stage makes of them, on the heap. */
  public interface Latents {
    int size();

    /** Scaled latents N x C x h x w of the given images, posterior noise included. */
    Tensor of(int step, int... images);
  }

  static Script loss(LdmUNet architecture, Condition condition, Script.Precision precision) {
    Script s = new Script(precision, true);
    Value zt = s.input("zt");
    Value timesteps = s.input("timesteps");
    Value tokens = s.input("tokens");
    Value noise = s.input("noise");
    Value context =
        condition.context(s.layers().at(Condition.PLACE), tokens, architecture.contextWidth());
    Value predicted =
        architecture.forward(s.layers().at("model.diffusion_model"), zt, timesteps, context);
    s.returns(s.call("torch.mean", predicted.minus(noise).square()));
    return s;
  }

  /** Runs the stage from given weights. */
  public Stage.Result run(
      LdmUNet architecture,
      NoiseSchedule schedule,
      Latents latents,
      Condition condition,
      Function<Script.Parameter, float[]> start,
      Stage.Listener listener) {
    Script script = loss(architecture, condition, Stage.precision());
    try (Network network = new Network(script, Weights.from(script.parameters(), start))) {
      return stage.run(network, step -> inputs(schedule, latents, condition, step), listener);
    }
  }

  /**
   * Low-rank factors beside given weights, as LDCE's Table 6 does in its last row: what a file has
   * to hold beside its base.
   *
   * @param weights stay as they are
   * @param start of the factors
   */
  Stage.Result factors(
      Lora lora,
      LdmUNet architecture,
      NoiseSchedule schedule,
      Latents latents,
      Condition condition,
      Function<Script.Parameter, float[]> weights,
      Function<Script.Parameter, float[]> start,
      Stage.Listener listener) {
    Script script = loss(architecture, condition, Stage.precision());
    List<Script.Parameter> all = script.parameters();
    try (Network network = new Network(script, Weights.from(all, weights));
        Weights learnt = Weights.from(lora.factors(all), start)) {
      return stage.run(
          network,
          learnt,
          now -> lora.merged(all, network.weights().tensors(), now),
          (step, now) -> inputs(schedule, latents, condition, step),
          listener);
    }
  }

  private Tensor[] inputs(NoiseSchedule schedule, Latents latents, Condition condition, int step) {
    long key = Seed.seed(seed).key("denoiser", "batch", step);
    int[] chosen = new int[batch];
    long[] timesteps = new long[batch];
    float[] signal = new float[batch];
    float[] noisy = new float[batch];
    for (int i = 0; i < batch; i++) {
      chosen[i] = (int) (Seed.uniform(key, 2L * i) * latents.size());
      // One timestep from each of as many equal ranges: less variance of the loss.
      timesteps[i] = (long) ((i + Seed.uniform(key, 2L * i + 1)) / batch * schedule.steps());
      double alphaBar = schedule.alphaBar((int) timesteps[i]);
      signal[i] = (float) Math.sqrt(alphaBar);
      noisy[i] = (float) Math.sqrt(1 - alphaBar);
    }
    Tensor z0 = latents.of(step, chosen);
    Tensor noise =
        Noise.shared(Seed.seed(seed + 1), 1)
            .draw("forward", step, 1, z0.size(1) * z0.size(2) * z0.size(3) * batch)
            .reshape(z0.shape());
    Tensor zt =
        z0.times(Tensor.of(signal, batch, 1, 1, 1))
            .plus(noise.times(Tensor.of(noisy, batch, 1, 1, 1)));
    return new Tensor[] {zt, Tensor.of(timesteps, batch), condition.ids(step, chosen), noise};
  }
}
