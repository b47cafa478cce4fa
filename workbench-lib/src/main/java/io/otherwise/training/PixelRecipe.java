package io.otherwise.training;

import io.otherwise.diffusion.Ddpm;
import io.otherwise.diffusion.NoiseSchedule;
import io.otherwise.explain.Seed;
import io.otherwise.network.AdmUNet;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Script.Value;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;

/**
 * Trains an unconditional pixel diffusion model with a learned variance by the hybrid loss L_simple
 * + 0.001 L_vlb of Nichol and Dhariwal (2021), <a href="https://arxiv.org/abs/2102.09672">Improved
 * DDPM</a>, Eq. 16. The noise is learnt by the first term alone, the variance by the second. At
 * timestep 0 the paper's discretised likelihood is replaced by the same divergence with the
 * posterior's clipped variance.
 */
public record PixelRecipe(long seed, int batch, Focus focus, Stage stage) {
  /**
   * For pictures of 64 x 64 in blocks of 2 x 2: sides 32 to 4, attention at 8 and 4. 0.55 billion
   * operations a picture, a multiplication and an addition being two; three times that in training,
   * so 26 billion a step of 16 pictures: half a second at 60 billion a second. 2.4 million weights.
   */
  public static final AdmUNet WORLD =
      new AdmUNet(
          3,
          6,
          32,
          1,
          List.of(1, 2, 2, 3),
          List.of(4, 8),
          4,
          -1,
          0,
          new AdmUNet.Style(true, false, false),
          2);

  /** As many timesteps as the CelebA model has, so that DiME's settings mean the same noise. */
  public static final NoiseSchedule SCHEDULE = NoiseSchedule.linear(500);

  /**
   * Which timesteps a batch shows more often. Counterfactuals start from a picture and never from
   * pure noise: DiME noises it to 30 % of the schedule, DVCE to half.
   *
   * @param below the first timesteps, as a part of all, in (0, 1]
   * @param share of the batch that shows these, in (0, 1]
   */
  public record Focus(double below, double share) {
    /** All alike. */
    public static final Focus EVEN = new Focus(1, 1);

    /** What the methods walk through: four of five below 40 % of the schedule. */
    public static final Focus EDITS = new Focus(0.4, 0.8);

    public Focus {
      if (!(below > 0 && below <= 1 && share > 0 && share <= 1) || (below == 1) != (share == 1)) {
        throw new IllegalArgumentException(
            "a focus shows a share of the batch below a part of the schedule, both in (0, 1] and"
                + " both 1 or neither, but had share "
                + share
                + " below "
                + below
                + "; 0.8 below 0.4 suits edits");
      }
    }

    /** Place in the schedule, in [0, 1), of a uniform number in [0, 1). */
    double place(double u) {
      return u < share ? u / share * below : below + (u - share) / (1 - share) * (1 - below);
    }
  }

  /** What manifests say of the stages after the first. */
  static final String FOCUSED =
      "Stages after the first: four of five pictures of a batch show the first 40 % of the"
          + " timesteps, which are those that edits walk through.";

  /** Of L_vlb, a sum over the timesteps. */
  private static final double VLB_WEIGHT = 0.001;

  /**
   * The loss as one script. With e the noise's error, the divergence of the posterior from the
   * reverse step is (ln s - ln b + b/s - 1 + c e^2 / s) / 2 nats: b the posterior's variance, s the
   * learned one, and sqrt(c) e the error of the mean.
   *
   * @param timesteps how many L_vlb sums over
   */
  static Script loss(AdmUNet architecture, int timesteps, Script.Precision precision) {
    Script s = new Script(precision, true);
    Value xt = s.input("xt");
    Value t = s.input("timesteps");
    Value noise = s.input("noise");
    Value low = s.input("low");
    Value high = s.input("high");
    Value c = s.input("c");
    Value output = architecture.forward(s.layers(), xt, t);
    int channels = architecture.inChannels();
    Value squared = output.narrow(1, 0, channels).minus(noise).square();
    Value v = output.narrow(1, channels, channels).plus(1).over(2);
    Value logVariance = v.times(high.minus(low)).plus(low); // Eq. 15
    Value excess = logVariance.minus(low);
    Value ofMean = squared.detached().times(c).times(logVariance.times(-1).exp());
    Value nats = excess.plus(excess.times(-1).exp()).plus(-1).plus(ofMean).times(0.5);
    Value bits = s.call("torch.mean", nats).over(Math.log(2));
    Value simple = s.call("torch.mean", squared);
    s.returns(simple.plus(bits.times(VLB_WEIGHT * timesteps)), simple, bits); // Eq. 16
    return s;
  }

  /** Runs the stage from given weights. */
  public Stage.Result run(
      AdmUNet architecture,
      NoiseSchedule schedule,
      Pictures pictures,
      Function<Script.Parameter, float[]> start,
      Stage.Listener listener) {
    Script script = loss(architecture, schedule.steps(), Stage.precision());
    Ddpm ddpm = new Ddpm(schedule);
    try (Network network = new Network(script, Weights.from(script.parameters(), start))) {
      return stage.run(network, step -> inputs(ddpm, pictures, step), listener);
    }
  }

  Tensor[] inputs(Ddpm ddpm, Pictures pictures, int step) {
    long key = Seed.seed(seed).key("pixels", "batch", step);
    int steps = ddpm.schedule().steps();
    int[] chosen = new int[batch];
    long[] t = new long[batch];
    for (int i = 0; i < batch; i++) {
      chosen[i] = (int) (Seed.uniform(key, 2L * i) * pictures.size());
      // One timestep from each of as many equal ranges: less variance of the loss.
      t[i] = (long) (focus.place((i + Seed.uniform(key, 2L * i + 1)) / batch) * steps);
    }
    Tensor x0 = pictures.images(chosen).times(2).minus(1);
    Tensor noise = noise(step, x0.shape());
    Tensor xt =
        x0.times(each(t, k -> Math.sqrt(ddpm.schedule().alphaBar(k))))
            .plus(noise.times(each(t, k -> Math.sqrt(1 - ddpm.schedule().alphaBar(k)))));
    return new Tensor[] {
      xt,
      Tensor.of(t, batch),
      noise,
      each(t, ddpm::logVariance),
      each(t, k -> Math.log(ddpm.schedule().beta(k))),
      each(t, k -> square(ddpm.meanOfClean(k) * ddpm.noiseForClean(k)))
    };
  }

  private Tensor noise(int step, long... shape) {
    float[] values = new float[(int) (shape[0] * shape[1] * shape[2] * shape[3])];
    Noise.fill(Seed.seed(seed + 1).key("pixels", "forward", step), values, 0, values.length);
    return Tensor.of(values, shape);
  }

  private static double square(double x) {
    return x * x;
  }

  /** A number of each picture's timestep: N x 1 x 1 x 1. */
  private static Tensor each(long[] timesteps, IntToDoubleFunction number) {
    float[] values = new float[timesteps.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) number.applyAsDouble((int) timesteps[i]);
    }
    return Tensor.of(values, values.length, 1, 1, 1);
  }
}
