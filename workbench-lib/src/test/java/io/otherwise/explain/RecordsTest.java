package io.otherwise.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RecordsTest {
  private record Range(int low, int high) {
    Range {
      if (low > high) {
        throw new IllegalArgumentException("low is at most high, but was " + low + " of " + high);
      }
    }
  }

  private static final Range RANGE = new Range(2, 5);

  @Test
  void a_copy_differs_in_one_component() {
    assertEquals(new Range(2, 9), Records.with(RANGE, "high", 9));
    assertEquals(new Range(0, 5), Records.with(RANGE, "low", 0));
  }

  @Test
  void the_record_itself_stays_as_it_is() {
    Records.with(RANGE, "high", 9);

    assertEquals(new Range(2, 5), RANGE);
  }

  @Test
  void the_constructor_refuses_a_copy_in_its_own_words() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Records.with(RANGE, "low", 7));

    assertEquals("low is at most high, but was 7 of 5", refused.getMessage());
  }

  @Test
  void an_unknown_component_is_refused_by_name() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Records.with(RANGE, "middle", 3));

    assertTrue(refused.getMessage().contains("Range has no middle"), refused.getMessage());
  }

  @Test
  void a_value_of_another_type_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> Records.with(RANGE, "low", "two"));
  }
}
