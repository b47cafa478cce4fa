package io.otherwise.method;

import io.otherwise.diffusion.NoiseSchedule;
import io.otherwise.explain.Image;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Query;
import io.otherwise.explain.Seed;
import io.otherwise.model.PerceptualNetwork;
import io.otherwise.model.PixelDiffusion;
import io.otherwise.model.PixelPredictor;
import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Script.Value;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Pixel diffusion models and features that take microseconds. */
final class ToyPixel {
  static final int SIDE = 8;
  static final NoiseSchedule SCHEDULE = NoiseSchedule.linear(100);

  private ToyPixel() {}

  /**
   * The exact model of pixels that are independent and normal around grey: E[noise | x_t] has a
   * closed form. Its variance lies halfway between the bounds.
   */
  static final class Gaussian implements PixelPredictor {
    private static final double DEVIATION = 1.5;
    private int calls;
    private Runnable atCall = () -> {};

    int calls() {
      return calls;
    }

    /** Does something at every call. */
    Gaussian doing(Runnable work) {
      this.atCall = work;
      return this;
    }

    @Override
    public Tensor predict(Tensor xt, Tensor timesteps) {
      calls += (int) xt.size(0);
      atCall.run();
      double a = SCHEDULE.alphaBar((int) timesteps.longs()[0]);
      Tensor eps = xt.times(Math.sqrt(1 - a) / (a * DEVIATION * DEVIATION + 1 - a));
      return Tensor.cat(List.of(eps, eps.times(0)), 1);
    }
  }

  /** Convolutions with random weights, so that the engine can be watched. */
  static final class Convolutional implements PixelPredictor, AutoCloseable {
    /** Of one pass. */
    static final int CONVOLUTIONS = 2;

    private static final int WIDTH = 8;
    private final Network network;

    Convolutional() {
      Script s = new Script();
      Layers net = s.layers();
      Value h = net.at("in").conv(s.input("xt"), 3, WIDTH, 3, 1, 1);
      h = h.plus(s.input("timesteps").asFloat().times(0.001).reshape(-1, 1, 1, 1)).silu();
      s.returns(net.at("out").conv(h, WIDTH, 6, 3, 1, 1));
      this.network = new Network(s, Weights.from(s.parameters(), ToyPixel::random));
    }

    @Override
    public Tensor predict(Tensor xt, Tensor timesteps) {
      return network.run(xt, timesteps);
    }

    @Override
    public void close() {
      network.close();
    }
  }

  private static float[] random(Script.Parameter p) {
    float[] values = new float[p.size()];
    Noise.fill(Seed.seed(1).key(p.key(), "weights", 0), values, 0, values.length);
    for (int i = 0; i < values.length; i++) {
      values[i] *= 0.1f;
    }
    return values;
  }

  static PixelDiffusion model(PixelPredictor predictor) {
    return PixelDiffusion.learned("toy pixels", predictor, SCHEDULE, 4);
  }

  /** The pixels themselves. */
  static PerceptualNetwork pixels() {
    return new PerceptualNetwork() {
      @Override
      public String name() {
        return "pixels";
      }

      @Override
      public Tensor features(Tensor images) {
        return images;
      }
    };
  }

  /** Grey squares of different brightness, each to become bright. */
  static List<Query> grey(double... values) {
    List<Query> queries = new ArrayList<>();
    for (double value : values) {
      float[] all = new float[3 * SIDE * SIDE];
      Arrays.fill(all, (float) value);
      queries.add(Image.of("grey/" + value, SIDE, SIDE, all).towards("bright"));
    }
    return queries;
  }

  static Queries queries(double... values) {
    return new Queries(grey(values));
  }
}
