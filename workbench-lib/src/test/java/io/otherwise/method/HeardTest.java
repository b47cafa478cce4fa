package io.otherwise.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import org.junit.jupiter.api.Test;

class HeardTest {
  @Test
  void micro_batches_are_heard_as_one() {
    Heard heard = new Heard("g");
    try (Scope scope = Scope.open()) {
      heard.at(1, "g", Tensor.of(new float[] {1, 2, 3, 4}, new long[] {2, 1, 2}));
      heard.at(1, "other", Tensor.of(new float[] {9}, new long[] {1}));
      heard.at(1, "g", Tensor.of(new float[] {5, 6}, new long[] {1, 1, 2}));
    }

    assertEquals(3, heard.rows(1, "g").size());
    assertArrayEquals(new float[] {3, 4}, heard.rows(1, "g").get(1));
    try (Scope scope = Scope.open()) {
      Tensor all = heard.tensor(1, "g");
      assertArrayEquals(new long[] {3, 1, 2}, all.shape());
      assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, all.floats());
    }
  }

  @Test
  void what_was_not_heard_is_said() {
    Heard heard = new Heard("g");

    Exception error = assertThrows(IllegalArgumentException.class, () -> heard.rows(2, "gradient"));
    assertTrue(error.getMessage().contains("heard were [g]"), error.getMessage());
  }
}
