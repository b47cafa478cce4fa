package io.otherwise.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.bench.FormulaWeights;
import io.otherwise.network.LdmUNet;
import io.otherwise.tensor.Script.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartsTest {
  private static final LdmUNet SMALL =
      new LdmUNet(3, 3, 32, 1, List.of(1, 2), List.of(2), 2, -1, 1, 8);

  private static Script denoiser() {
    Script s = new Script();
    s.returns(SMALL.forward(s.layers(), s.input("zt"), s.input("t"), s.input("context")));
    return s;
  }

  private static float[][] outputAndGradient(Network network) {
    try (Gradients graph = Gradients.record()) {
      Tensor zt = graph.leaf(Tensor.full(0.3, 1, 3, 8, 8));
      Tensor y = network.run(zt, Tensor.filled(7, 1), Tensor.full(0.2, 1, 1, 8));
      return new float[][] {y.detached().floats(), graph.of(y.square().sum(), zt).floats()};
    }
  }

  @Test
  void a_network_in_parts_computes_what_the_whole_does() {
    Script s = denoiser();
    assertTrue(Parts.of(s).size() > 5, "parts " + Parts.of(s).size());
    Weights weights = Weights.from(s.parameters(), FormulaWeights.below("", 1));
    try (Network network = new Network(s, weights);
        Scope scope = Scope.open()) {
      float[][] whole = outputAndGradient(network);
      float[][] parts;
      try (Gradients.Forgetting on = Gradients.forgetting()) {
        parts = outputAndGradient(network);
      }

      assertArrayEquals(whole[0], parts[0], 1e-5f);
      assertArrayEquals(whole[1], parts[1], 1e-4f);
    }
  }

  @Test
  void a_part_takes_what_it_uses_and_gives_what_others_use() {
    Script s = new Script();
    Value x = s.input("x");
    Value h = x;
    for (int i = 0; i < 20; i++) {
      h = h.silu();
    }
    s.returns(h.plus(x));

    Parts.Part second = Parts.of(s).get(1);
    assertEquals(List.of("t15", "x"), second.takes());
    assertEquals(List.of("t20"), second.gives());
  }

  @Test
  void a_script_that_counts_with_sizes_stays_whole() {
    Script s = new Script();
    Value h = s.input("x");
    for (int i = 0; i < 20; i++) {
      h = h.silu();
    }
    s.returns(s.call("torch.narrow", h, 0, 0, h.size(0)));

    assertEquals(1, Parts.of(s).size());
  }

  @Test
  void what_a_graph_that_forgets_holds_is_less_than_one_that_remembers() {
    Work work = denoiser().work(new long[] {1, 3, 32, 32}, new long[] {1}, new long[] {1, 1, 8});

    assertTrue(work.endBytes() + work.partBytes() < work.graphBytes(), work.toString());
  }
}
