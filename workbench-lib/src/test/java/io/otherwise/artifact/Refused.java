package io.otherwise.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;

/** A refusal is one sentence: the rule, what was found and the way out. */
final class Refused {
  private Refused() {}

  /** What is thrown, which must be of a type and say all parts. */
  static <E extends RuntimeException> E assertRefused(
      Class<E> type, Executable wrong, String... parts) {
    E e = assertThrows(type, wrong);
    for (String part : parts) {
      assertTrue(e.getMessage().contains(part), e.getMessage());
    }
    assertTrue(e.getMessage().matches(".+, but .+; .+"), e.getMessage());
    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    return e;
  }
}
