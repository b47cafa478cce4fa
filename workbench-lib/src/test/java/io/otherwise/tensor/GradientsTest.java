package io.otherwise.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.engine.EngineException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GradientsTest {
  private Scope scope;

  @BeforeEach
  void open() {
    scope = Scope.open();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  @Test
  void two_gradients_come_from_one_forward() {
    Tensor x0 = Tensor.of(new float[] {1, 2, 3}, 3);

    try (Gradients graph = Gradients.record()) {
      Tensor x = graph.leaf(x0);
      Tensor shared = x.square();

      assertArrayEquals(new float[] {8, 16, 24}, graph.of(shared.times(4).sum(), x).floats());
      assertArrayEquals(
          new float[] {8, 32, 72},
          graph.of(shared.times(x).times(8).over(3).sum(), x).floats(),
          1e-5f);
    }
  }

  @Test
  void cotangents_weigh_the_outputs() {
    try (Gradients graph = Gradients.record()) {
      Tensor x = graph.leaf(Tensor.of(new float[] {1, 2}, 2));
      Tensor y = x.times(3);

      Tensor g =
          graph.vjp(List.of(y), List.of(x), List.of(Tensor.of(new float[] {10, 100}, 2))).get(0);

      assertArrayEquals(new float[] {30, 300}, g.floats());
    }
  }

  @Test
  void what_does_not_depend_has_gradient_zero() {
    try (Gradients graph = Gradients.record()) {
      Tensor x = graph.leaf(Tensor.full(1, 2));
      Tensor other = graph.leaf(Tensor.full(1, 2));

      assertArrayEquals(new float[] {0, 0}, graph.of(other.sum(), x).floats());
    }
  }

  @Test
  void paused_work_builds_no_graph() {
    try (Gradients graph = Gradients.record()) {
      Tensor x = graph.leaf(Tensor.full(2, 1));
      Tensor y;
      try (Gradients none = Gradients.pause()) {
        y = x.times(5);
      }
      // y is a constant now: only the other factor counts.
      assertEquals(10, graph.of(y.times(x).sum(), x).item());
    }
  }

  @Test
  void nothing_is_recorded_outside() {
    Tensor x;
    try (Gradients graph = Gradients.record()) {
      x = graph.leaf(Tensor.full(2, 1));
    }
    Tensor y = x.times(5).sum();

    try (Gradients graph = Gradients.record()) {
      assertThrows(EngineException.class, () -> graph.of(y, x));
    }
  }

  @Test
  void a_leaf_is_a_copy() {
    Tensor x0 = Tensor.full(3, 1);
    try (Gradients graph = Gradients.record()) {
      Tensor x = graph.leaf(x0);
      graph.of(x.square().sum(), x);
    }

    assertEquals(3, x0.item());
  }

  @Test
  void threads_do_not_disturb_each_other() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      Future<Integer> a = pool.submit(() -> wrong(3));
      Future<Integer> b = pool.submit(() -> wrong(5));

      assertEquals(0, a.get() + b.get());
    } finally {
      pool.shutdown();
    }
  }

  private static int wrong(int factor) {
    int wrong = 0;
    for (int i = 0; i < 200; i++) {
      try (Scope s = Scope.open();
          Gradients graph = Gradients.record()) {
        Tensor x = graph.leaf(Tensor.full(i, 4));
        float[] g = graph.of(x.square().times(factor).sum(), x).floats();
        wrong += g[2] == 2f * factor * i ? 0 : 1;
      }
    }
    return wrong;
  }
}
