package io.otherwise.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ScopeTest {
  @Test
  void closing_frees_everything_made_inside() {
    long before = Scope.live();

    try (Scope scope = Scope.open()) {
      Tensor.full(1, 3).plus(2).times(4);
      assertEquals(before + 3, Scope.live());
    }

    assertEquals(before, Scope.live());
  }

  @Test
  void what_is_kept_belongs_to_the_outer_scope() {
    long before = Scope.live();

    try (Scope outer = Scope.open()) {
      Tensor kept;
      try (Scope inner = Scope.open()) {
        kept = inner.keep(Tensor.full(2, 2).times(3));
      }
      assertEquals(before + 1, Scope.live());
      assertArrayEquals(new float[] {6, 6}, kept.floats());
    }

    assertEquals(before, Scope.live());
  }

  @Test
  void a_loop_holds_one_kept_tensor_not_one_a_step() {
    try (Scope outer = Scope.open()) {
      Tensor z = Tensor.full(1, 2);
      long before = Scope.live();
      for (int i = 0; i < 10; i++) {
        try (Scope step = Scope.open()) {
          z = step.keepInstead(z, z.times(2));
        }
      }

      assertEquals(before, Scope.live());
      assertArrayEquals(new float[] {1024, 1024}, z.floats());
    }
  }

  @Test
  void without_a_scope_nothing_is_made() {
    var refused = assertThrows(IllegalStateException.class, () -> Tensor.full(1, 1));

    assertTrue(refused.getMessage().contains("try (Scope s = Scope.open())"));
  }

  @Test
  void the_outermost_scope_keeps_nothing() {
    try (Scope only = Scope.open()) {
      Tensor x = Tensor.full(1, 1);

      assertThrows(IllegalStateException.class, () -> only.keep(x));
    }
  }

  @Test
  void closing_twice_does_nothing() {
    long before = Scope.live();
    Scope scope = Scope.open();
    Tensor.full(1, 1);

    scope.close();
    scope.close();

    assertEquals(before, Scope.live());
  }

  @Test
  void a_thread_has_scopes_of_its_own() throws InterruptedException {
    try (Scope mine = Scope.open()) {
      Throwable[] thrown = new Throwable[1];
      Thread other =
          new Thread(
              () -> {
                try {
                  Tensor.full(1, 1);
                } catch (IllegalStateException e) {
                  thrown[0] = e;
                }
              });
      other.start();
      other.join();

      assertTrue(thrown[0] instanceof IllegalStateException);
      assertEquals(1, Tensor.full(1, 1).item());
    }
  }
}
