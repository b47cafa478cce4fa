package io.otherwise.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.otherwise.tensor.Script.Value;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ScriptImagesTest {
  private static final float EXACT = 1e-6f;

  /** 0, 1, 2 and so on. */
  private static Tensor counting(long... shape) {
    float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    return Tensor.of(values, shape);
  }

  /** What one operation makes of a tensor. */
  private static Tensor made(UnaryOperator<Value> operation, Tensor of) {
    Script s = new Script();
    s.returns(operation.apply(s.input("x")));
    try (Network network = new Network(s, ones(s))) {
      return network.run(of);
    }
  }

  private static Weights ones(Script s) {
    return Weights.from(
        s.parameters(),
        p -> {
          float[] values = new float[p.size()];
          Arrays.fill(values, 1);
          return values;
        });
  }

  @Test
  void resizing_in_a_script_is_that_of_tensors() {
    try (Scope scope = Scope.open()) {
      Tensor image = counting(1, 3, 5, 4).times(0.7).square();
      assertArrayEquals(
          image.bilinear(7, 3).floats(), made(x -> x.bilinear(7, 3), image).floats(), EXACT);
      assertArrayEquals(
          image.bicubic(3, 9).floats(), made(x -> x.bicubic(3, 9), image).floats(), EXACT);
    }
  }

  @Test
  void bilinear_resizing_to_twice_the_side_keeps_corners() {
    try (Scope scope = Scope.open()) {
      float[] row = made(x -> x.bilinear(1, 4), counting(1, 1, 1, 2)).floats();
      assertArrayEquals(new float[] {0, 0.25f, 0.75f, 1}, row, EXACT);
    }
  }

  @Test
  void a_maximum_to_the_edge_leaves_no_pixel_over() {
    try (Scope scope = Scope.open()) {
      Tensor found = made(x -> x.maxPoolToTheEdge(3, 2), counting(1, 1, 4, 4));
      assertArrayEquals(new long[] {1, 1, 2, 2}, found.shape());
      assertArrayEquals(new float[] {10, 11, 14, 15}, found.floats());
      Tensor inside = made(x -> x.maxPool(3, 2, 0), counting(1, 1, 4, 4));
      assertArrayEquals(new float[] {10}, inside.floats());
    }
  }

  @Test
  void a_maximum_to_the_edge_begins_at_the_corner() {
    try (Scope scope = Scope.open()) {
      Tensor found = made(x -> x.maxPoolToTheEdge(3, 2), counting(1, 1, 5, 5));
      assertArrayEquals(new float[] {12, 14, 22, 24}, found.floats());
    }
  }

  @Test
  void means_of_neighbours_leave_out_what_lies_outside() {
    try (Scope scope = Scope.open()) {
      Tensor ones = made(x -> x.neighbourhoodMean(3), Tensor.full(1, 1, 1, 3, 3));
      float[] expected = new float[9];
      Arrays.fill(expected, 1);
      assertArrayEquals(expected, ones.floats(), EXACT);
      float[] found = made(x -> x.neighbourhoodMean(3), counting(1, 1, 3, 3)).floats();
      assertEquals(2, found[0], EXACT, "the corner: 0, 1, 3 and 4");
      assertEquals(4, found[4], EXACT, "the middle: all nine");
    }
  }

  @Test
  void the_first_channel_becomes_the_last() {
    try (Scope scope = Scope.open()) {
      Tensor found = made(Value::reversedChannels, counting(1, 3, 1, 2));
      assertArrayEquals(new float[] {4, 5, 2, 3, 0, 1}, found.floats());
    }
  }

  @Test
  void each_channel_has_its_own_constant() {
    try (Scope scope = Scope.open()) {
      Tensor image = Tensor.full(1, 2, 3, 1, 1);
      Tensor found = made(x -> x.times(x.channels(0.5, -2, 8)), image);
      assertArrayEquals(new float[] {0.5f, -2, 8, 0.5f, -2, 8}, found.floats());
      assertArrayEquals(new long[] {1, 3, 1, 1}, made(x -> x.channels(1, 2, 3), image).shape());
    }
  }

  @Test
  void constants_are_as_precise_as_the_image() {
    Script s = new Script();
    Value x = s.input("x");
    s.returns(x.minus(x.channels(0.1)));
    try (Network network = new Network(s, ones(s));
        Scope scope = Scope.open()) {
      Tensor wide = Tensor.full(1, 1, 1, 1, 1).toDouble();
      Tensor found = network.runWith(List.of(), wide).get(0);
      double billionths = found.minus(0.9).times(1e9).item();
      assertEquals(0, billionths, 1e-3, "0.1 in single precision is off by 1.5 billionths");
    }
  }

  @Test
  void a_quotient_and_a_root_are_taken_element_by_element() {
    try (Scope scope = Scope.open()) {
      Tensor image = Tensor.of(new float[] {4, 9}, 2);
      assertArrayEquals(new float[] {2, 3}, made(Value::sqrt, image).floats(), EXACT);
      assertArrayEquals(new float[] {2, 3}, made(x -> x.over(x.sqrt()), image).floats(), EXACT);
    }
  }

  @Test
  void a_convolution_that_keeps_the_size_may_be_a_row_or_a_column() {
    try (Scope scope = Scope.open()) {
      Tensor image = Tensor.full(1, 1, 1, 2, 3);
      Tensor row = made(x -> x.script().layers().sameConv(x, 1, 1, 1, 3), image);
      assertArrayEquals(new float[] {2, 3, 2, 2, 3, 2}, row.floats());
      Tensor column = made(x -> x.script().layers().sameConv(x, 1, 1, 3, 1), image);
      assertArrayEquals(new float[] {2, 2, 2, 2, 2, 2}, column.floats());
    }
  }

  @Test
  void a_convolution_that_keeps_the_size_has_a_weight_of_height_before_width_and_no_bias() {
    Script s = new Script();
    s.layers().at("c").sameConv(s.input("x"), 2, 5, 1, 7);
    assertEquals(
        List.of(new Script.Parameter("c.weight", List.of(5L, 2L, 1L, 7L), true)), s.parameters());
  }
}
