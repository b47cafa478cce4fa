package io.otherwise.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Query;
import io.otherwise.explain.Seed;
import io.otherwise.model.PerceptualNetwork;
import io.otherwise.model.PixelDiffusion;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/** What every method of the pixel-space family must keep, and the toys its tests share. */
final class PixelContract {
  static final int PREDICTOR_CONVOLUTIONS = ToyPixel.Convolutional.CONVOLUTIONS;
  static final int SIDE = ToyPixel.SIDE;

  private PixelContract() {}

  /** A model of two convolutions, so that the engine can be watched. */
  static PixelDiffusion model() {
    return ToyPixel.model(new ToyPixel.Convolutional());
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
    return ToyLatent.query(number, SIDE);
  }

  /** A batch must give what each query gives alone, up to the last bits of float sums. */
  static void assertBatchIndependent(Batched explainer) {
    List<Query> queries = IntStream.range(0, 3).mapToObj(PixelContract::query).toList();
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
   * As many tensors must live in every step as in the third, and none afterwards: what the first
   * steps lack, such as a mask, is there by then.
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
    assertEquals(1, live.subList(2, live.size()).stream().distinct().count(), live.toString());
  }

  /** An interrupt during the second step ends the work there, and nothing native is left. */
  static void assertStops(Batched explainer, Query query) {
    long before = Scope.live();
    Batched interrupted =
        explainer.watched(
            (step, name, value) -> {
              if (step == 2) {
                Thread.currentThread().interrupt();
              }
            });
    try {
      String message =
          assertThrows(CancellationException.class, () -> interrupted.explain(query, Seed.seed(0)))
              .getMessage();
      assertTrue(message.matches("stopped (at step|at iteration) 3.*"), message);
    } finally {
      assertTrue(Thread.interrupted());
    }
    assertEquals(before, Scope.live());
  }

  /** Pictures of the way are kept on request only, one a step, and change nothing else. */
  static void assertPicturesOnRequest(Batched explainer, Query query) {
    Counterfactual plain = explainer.explain(query, Seed.seed(0));
    Counterfactual pictured = explainer.pictured().explain(query, Seed.seed(0));

    assertTrue(plain.trace().stream().allMatch(r -> r.thumbnail().isEmpty()));
    assertTrue(pictured.trace().stream().allMatch(r -> r.thumbnail().isPresent()));
    assertTrue(pictured.trace().size() > 1, "steps " + pictured.trace().size());
    assertEquals(plain.edited(), pictured.edited());
    assertEquals(
        query.factual().width(), pictured.trace().get(1).thumbnail().orElseThrow().width());
  }

  /** Whatever lives while a method runs, nothing of it lives afterwards. */
  static void assertNothingLeft(Batched explainer) {
    long before = Scope.live();
    explainer.explain(query(0), Seed.seed(0));
    assertEquals(before, Scope.live());
  }
}
