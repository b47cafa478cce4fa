package io.otherwise.method;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.otherwise.diffusion.NoiseSchedule;
import io.otherwise.explain.Counterfactual;
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
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Script.Value;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A pixel diffusion model of two convolutions with random weights, and what its tests share. */
final class ToyPixels {
  static final int PREDICTOR_CONVOLUTIONS = 2;
  static final int SIDE = 8;

  private static final int WIDTH = 16;

  private ToyPixels() {}

  /** The model, which learnt its variance; 50 timesteps. */
  static PixelDiffusion model() {
    return PixelDiffusion.learned("toy", new Predictor(), NoiseSchedule.linear(50), 1);
  }

  private static final class Predictor implements PixelPredictor, AutoCloseable {
    private final Network network;

    Predictor() {
      Script s = new Script();
      Layers net = s.layers().at("predictor");
      Value xt = s.input("xt");
      s.input("timesteps");
      Value h = net.at("in").conv(xt, 3, WIDTH, 3, 1, 1).silu();
      s.returns(net.at("out").conv(h, WIDTH, 6, 3, 1, 1));
      this.network = new Network(s, Weights.from(s.parameters(), ToyPixels::random));
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
    Noise.fill(Seed.seed(2).key(p.key(), "weights", 0), values, 0, values.length);
    double scale = Math.sqrt(1.0 / (p.size() / p.shape().get(0)));
    for (int i = 0; i < values.length; i++) {
      values[i] *= (float) scale;
    }
    return values;
  }

  /** Features that are the pixels. */
  static final class Pixels implements PerceptualNetwork {
    private int calls;

    int calls() {
      return calls;
    }

    @Override
    public String name() {
      return "pixels";
    }

    @Override
    public Tensor features(Tensor images) {
      calls++;
      return images.reshape(images.size(0), -1);
    }
  }

  /** One of several images with much in them, towards class 0 or 1. */
  static Query query(int number) {
    float[] values = new float[3 * SIDE * SIDE];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i * (7 + number) % 11) / 10f;
    }
    return Query.of(Image.of("toy/" + number, SIDE, SIDE, values), Integer.toString(number % 2));
  }

  /** A batch must give what each query gives alone, up to the last bits of float sums. */
  static void assertBatchIndependent(Batched explainer) {
    List<Query> queries = IntStream.range(0, 3).mapToObj(ToyPixels::query).toList();
    var together = explainer.microBatch(3).explain(new Queries(queries), Seed.seed(5));
    for (int i = 0; i < queries.size(); i++) {
      Counterfactual alone = explainer.explain(queries.get(i), Seed.seed(5));
      float[] a = together.get(i).edited().values();
      float[] b = alone.edited().values();
      int different = 0;
      for (int k = 0; k < a.length; k++) {
        different += Math.abs(a[k] - b[k]) > 1e-4 ? 1 : 0;
      }
      assertEquals(0, different, "values of query " + i);
    }
  }

  /**
   * As many tensors must live in every step as in the second, and none afterwards.
   *
   * @param heard a quantity that the method names once a step
   */
  static void assertNativeMemoryFlat(Batched explainer, String heard) {
    long before = Scope.live();
    List<Long> live = new ArrayList<>();
    explainer
        .watched(
            (step, name, value) -> {
              if (name.equals(heard)) {
                live.add(Scope.live());
              }
            })
        .explain(query(0), Seed.seed(0));
    assertEquals(before, Scope.live());
    assertEquals(1, live.subList(1, live.size()).stream().distinct().count(), live.toString());
  }

  /** Whatever lives while a method runs, nothing of it lives afterwards. */
  static void assertNothingLeft(Batched explainer) {
    long before = Scope.live();
    explainer.explain(query(0), Seed.seed(0));
    assertEquals(before, Scope.live());
  }
}
