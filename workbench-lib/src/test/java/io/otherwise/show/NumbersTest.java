package io.otherwise.show;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class NumbersTest {
  @Test
  void probabilities_have_three_digits_and_never_claim_certainty() {
    assertEquals("0.930", Numbers.probability(.93));
    assertEquals("> 0.999", Numbers.probability(.99999));
    assertEquals("1.000", Numbers.probability(1));
    assertEquals("< 0.001", Numbers.probability(1e-9));
    assertEquals("0.000", Numbers.probability(0));
    assertEquals("\u2013", Numbers.probability(Double.NaN));
  }

  @Test
  void times_have_two_figures_or_two_units() {
    assertEquals("0.84 s", Numbers.time(Duration.ofMillis(840)));
    assertEquals("1.4 s", Numbers.time(Duration.ofMillis(1421)));
    assertEquals("12 s", Numbers.time(Duration.ofMillis(12_300)));
    assertEquals("1 min 0 s", Numbers.time(Duration.ofMillis(59_700)));
    assertEquals("3 min 5 s", Numbers.time(Duration.ofSeconds(185)));
    assertEquals("2 h 10 min", Numbers.time(Duration.ofSeconds(7830)));
  }

  @Test
  void decimals_follow_the_smallest_number_within_reason() {
    assertEquals(1, Numbers.decimals(12.3, 101.2, 3));
    assertEquals(3, Numbers.decimals(.05, .93, 3));
    assertEquals(4, Numbers.decimals(.0123, .0456, 3));
    assertEquals(0, Numbers.decimals(5000, 90_000, 3));
    assertEquals(-1, Numbers.decimals(1e-9, 1e-7, 3));
  }

  @Test
  void a_single_number_keeps_its_significant_digits() {
    assertEquals("0.930", Numbers.significant(.93, 3));
    assertEquals("12.3", Numbers.significant(12.345, 3));
    assertEquals("1.23e-07", Numbers.significant(1.234e-7, 3));
    assertEquals("0", Numbers.significant(0, 3));
  }

  @Test
  void one_thing_has_no_plural() {
    assertEquals("1 question", Numbers.count(1, "question"));
    assertEquals("2 questions", Numbers.count(2, "question"));
  }
}
