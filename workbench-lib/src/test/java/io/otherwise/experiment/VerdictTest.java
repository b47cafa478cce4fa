package io.otherwise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class VerdictTest {
  @Test
  void the_sentence_begins_with_the_answer() {
    assertEquals(
        "Agrees: rho is -0.83 (n = 12).", Verdict.of(true, "rho is %.2f (n = %d)", -.83, 12) + "");
    assertEquals("Disagrees: 3 of 4.", Verdict.of(false, "%d of %d", 3, 4).toString());
    assertEquals(
        "Not testable: no network.", Verdict.notTestable("no network").toHtml().text().strip());
  }

  @Test
  void numbers_have_a_point_on_every_machine() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertEquals("Agrees: 0.5.", Verdict.of(true, "%.1f", .5).toString());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void a_verdict_without_values_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> Verdict.notTestable(" "));
  }
}
