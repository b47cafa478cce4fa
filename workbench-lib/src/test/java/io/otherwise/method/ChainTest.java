package io.otherwise.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChainTest {
  private final List<Integer> ran = new ArrayList<>();
  private Scope scope;

  @BeforeEach
  void open() {
    scope = Scope.open();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  private UnaryOperator<Tensor> heard(int number, UnaryOperator<Tensor> link) {
    return x -> {
      ran.add(number);
      return link.apply(x);
    };
  }

  /** sum((3 x^2 + 1)^2 / 2), whose gradient is 6 x (3 x^2 + 1). */
  private Chain chain() {
    return new Chain(
        List.of(
            heard(0, Tensor::square),
            heard(1, x -> x.times(3)),
            heard(2, x -> x.plus(1)),
            heard(3, Tensor::square),
            heard(4, x -> x.sum().over(2))));
  }

  @Test
  void the_gradient_does_not_depend_on_the_segments() {
    Tensor x = Tensor.of(new float[] {1, -2, 0.5f}, 3);
    float[] wanted = {6 * 4, -12 * 13, 3 * 1.75f};
    for (int links = 1; links <= 7; links++) {
      assertArrayEquals(wanted, chain().gradient(x, links).floats(), 1e-4f, "segments of " + links);
    }
    assertArrayEquals(wanted, chain().gradient(x, Integer.MAX_VALUE).floats(), 1e-4f);
  }

  @Test
  void one_segment_runs_every_link_once() {
    chain().gradient(Tensor.of(new float[] {1}, 1), 5);

    assertEquals(List.of(0, 1, 2, 3, 4), ran);
  }

  @Test
  void segments_are_full_from_the_end_and_run_a_second_time_but_for_the_last() {
    chain().gradient(Tensor.of(new float[] {1}, 1), 2);

    assertEquals(List.of(0, 1, 2, 3, 4, 1, 2, 0), ran);
  }

  @Test
  void nothing_but_the_gradient_is_left() {
    Tensor x = Tensor.of(new float[] {1}, 1);
    long before = Scope.live();

    chain().gradient(x, 2);

    assertEquals(before + 1, Scope.live());
  }
}
