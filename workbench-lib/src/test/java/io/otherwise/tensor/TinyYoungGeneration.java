package io.otherwise.tensor;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;

/**
 * Gradients while the garbage collector is busy; started by {@link GarbageCollectionTest} with a
 * young generation of 4 MB. Prints how many are wrong, ours first.
 */
final class TinyYoungGeneration {
  static final int OURS = 2_000;
  static final int THEIRS = 100;
  private static final int N = 6;
  private static final float TOLERANCE = 1e-4f;

  private TinyYoungGeneration() {}

  public static void main(String[] arguments) {
    System.out.println("ours: " + ours() + " wrong");
    System.out.flush();
    System.out.println("theirs: " + theirs() + " wrong");
    System.out.flush();
    // The engine's threads may hold the process for a while.
    Runtime.getRuntime().halt(0);
  }

  /** f(x) = sum(c (3 x - 1)^2 / 2) with a created c: the gradient is 3 c (3 x - 1). */
  private static int ours() {
    int wrong = 0;
    for (int i = 0; i < OURS; i++) {
      float[] x = values(i);
      float[] c = values(i + N);
      try (Scope scope = Scope.open();
          Gradients graph = Gradients.record()) {
        Tensor leaf = graph.leaf(Tensor.of(x, N));
        Tensor inner = leaf.times(3).minus(1);
        Tensor y = inner.square().times(Tensor.of(c, N)).over(2).sum();
        garbage(i, 100);
        float[] found =
            graph.vjp(List.of(y), List.of(leaf), List.of(Tensor.full(1))).get(0).floats();
        wrong += agrees(found, x, c) ? 0 : 1;
      }
    }
    return wrong;
  }

  private static boolean agrees(float[] found, float[] x, float[] c) {
    boolean good = found.length == N;
    for (int k = 0; k < N && good; k++) {
      double wanted = 3.0 * c[k] * (3.0 * x[k] - 1);
      good = Math.abs(found[k] - wanted) <= TOLERANCE * (1 + Math.abs(wanted));
    }
    return good;
  }

  /** f(x) = sum(3 x) through the engine's own Java arithmetic: the gradient is 3. */
  private static int theirs() {
    int wrong = 0;
    for (int i = 0; i < THEIRS; i++) {
      try (Gradients graph = Gradients.record();
          PtNDManager manager = Torch.root().newSubManager(Torch.root().getDevice())) {
        PtNDArray x = (PtNDArray) manager.full(new Shape(N), 2f);
        x.setRequiresGradient(true);
        PtNDArray y = x.mul(3f).sum();
        garbage(i, 1);
        // Whatever takes the freed memory next writes into the graph.
        PtNDArray other = (PtNDArray) manager.create(values(i));
        JniUtils.backward(y, (PtNDArray) manager.full(new Shape(), 1f), false, false);
        boolean good = true;
        for (float g : x.getGradient().toFloatArray()) {
          good &= Math.abs(g - 3) < TOLERANCE;
        }
        other.close();
        wrong += good ? 0 : 1;
      }
    }
    return wrong;
  }

  private static float[] values(int seed) {
    float[] values = new float[N];
    for (int i = 0; i < N; i++) {
      values[i] = (float) Math.sin(1.3 * seed + i);
    }
    return values;
  }

  /** More than the young generation holds; a full collection every so often. */
  private static void garbage(int i, int fullEvery) {
    int used = 0;
    for (int k = 0; k < 80; k++) {
      used += new byte[1 << 16].length;
    }
    if (used > 0 && i % fullEvery == 0) {
      System.gc();
      // Buffers are freed by a thread of the runtime; let it.
      try {
        Thread.sleep(2);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
