package io.otherwise.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.tensor.Script.Value;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ForgettingTest {
  private static final int WIDTH = 4;

  private Scope scope;
  private Network first;
  private Network second;
  private int runs;

  private static Network network(int key, int inputs) {
    Script s = new Script();
    Value h = s.input("x");
    if (inputs == 2) {
      h = h.times(s.input("factor"));
    }
    h = s.layers().at("a").linear(h, WIDTH, WIDTH).silu();
    s.returns(s.layers().at("b").linear(h, WIDTH, WIDTH), h);
    return new Network(s, Weights.from(s.parameters(), p -> values(key + p.size(), p.size())));
  }

  private static float[] values(int key, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) Math.sin(key + 1.7 * i);
    }
    return values;
  }

  private static Tensor start() {
    return Tensor.of(values(9, 3 * WIDTH), 3, WIDTH);
  }

  @BeforeEach
  void open() {
    scope = Scope.open();
    first = network(1, 2);
    second = network(2, 1);
  }

  @AfterEach
  void close() {
    first.close();
    second.close();
    scope.close();
  }

  /** Two gradients of two networks, one after the other and around each other. */
  private List<float[]> gradients() {
    try (Gradients graph = Gradients.record()) {
      Tensor x = graph.leaf(start());
      Tensor middle = first.run(x, Tensor.full(2, 1)).plus(x);
      List<Tensor> ends = second.runAll(middle.times(0.5));
      Tensor whole = ends.get(0).square().sum().plus(ends.get(1).sum()).plus(x.sum());
      return List.of(graph.of(whole, x).floats(), graph.of(middle.abs().sum(), x).floats());
    }
  }

  @Test
  void gradients_are_those_of_a_graph_that_remembers() {
    List<float[]> remembered = gradients();
    List<float[]> forgotten;
    try (Gradients.Forgetting on = Gradients.forgetting()) {
      forgotten = gradients();
    }

    assertArrayEquals(remembered.get(0), forgotten.get(0), 1e-5f);
    assertArrayEquals(remembered.get(1), forgotten.get(1), 1e-5f);
    assertTrue(Math.abs(remembered.get(0)[0]) > 1e-3, "a gradient to compare");
  }

  @Test
  void two_inputs_of_one_network_both_have_gradients() {
    try (Gradients.Forgetting on = Gradients.forgetting();
        Gradients graph = Gradients.record()) {
      Tensor x = graph.leaf(start());
      Tensor factor = graph.leaf(Tensor.full(2, 1));
      Tensor end = first.run(x, factor).sum();
      List<Tensor> both =
          graph.vjp(List.of(end), List.of(x, factor), List.of(Tensor.full(1, end.shape())));

      // The sum over x of gradient times x is the same as that over the factor: both only scale.
      double ofX = both.get(0).times(x.detached()).sum().item();
      assertEquals(ofX, both.get(1).times(2).sum().item(), 1e-4);
    }
  }

  @Test
  void a_network_runs_again_only_for_gradients_that_pass_it() {
    try (Gradients.Forgetting on = Gradients.forgetting();
        Gradients graph = Gradients.record()) {
      Tensor x = graph.leaf(start());
      Tensor y = counted(first, x, Tensor.full(1, 1));
      Tensor z = counted(second, y);
      assertEquals(2, runs);

      graph.of(y.sum(), x);
      assertEquals(3, runs);

      graph.of(z.sum(), x);
      assertEquals(5, runs);
    }
  }

  private Tensor counted(Network network, Tensor... inputs) {
    return Gradients.through(
            given -> {
              runs++;
              return network.runWith(network.weights().tensors(), given.toArray(Tensor[]::new));
            },
            List.of(inputs))
        .get(0);
  }

  @Test
  void it_ends_where_it_is_closed_and_leaves_no_tensor_behind() {
    gradients();
    long live = Scope.live();
    try (Gradients.Forgetting on = Gradients.forgetting();
        Scope inner = Scope.open()) {
      gradients();
    }

    assertEquals(live, Scope.live());
    try (Gradients graph = Gradients.record()) {
      counted(second, graph.leaf(start()));
      graph.of(counted(second, graph.leaf(start())).sum(), graph.leaf(start()));
      assertEquals(2, runs);
    }
  }

  @Test
  void what_no_gradient_follows_runs_plainly() {
    try (Gradients.Forgetting on = Gradients.forgetting();
        Gradients graph = Gradients.record()) {
      Tensor plain = second.run(start());

      assertArrayEquals(second.run(start()).floats(), plain.floats());
      assertEquals(3, plain.size(0));
    }
  }
}
