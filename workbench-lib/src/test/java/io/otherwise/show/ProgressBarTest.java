package io.otherwise.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
  private final ProgressBar bar = ProgressBar.of("faces", 40);

  @Test
  void the_time_left_goes_on_at_the_pace_so_far() {
    ProgressBar some = bar.at(10, "", Duration.ofSeconds(5));
    assertEquals(Optional.of(Duration.ofSeconds(15)), some.left());
    assertEquals("faces 10 of 40 (25 %), 5.0 s, 15 s left", some.line());
  }

  @Test
  void nothing_is_predicted_before_the_first_unit_after_the_last_and_without_a_total() {
    assertTrue(bar.left().isEmpty());
    assertTrue(bar.at(40, "", Duration.ofSeconds(9)).left().isEmpty());
    assertTrue(ProgressBar.of("x", 0).at(7, "", Duration.ofSeconds(9)).left().isEmpty());
  }

  @Test
  void the_note_is_shown_while_work_goes_on() {
    assertTrue(bar.at(1, "faces/7", Duration.ofSeconds(1)).line().endsWith(", faces/7"));
    assertFalse(bar.at(40, "faces/7", Duration.ofSeconds(1)).line().contains("faces/7"));
  }

  @Test
  void work_of_unknown_length_has_a_count_and_no_bar() {
    ProgressBar open = ProgressBar.of("", 0).at(7, "", Duration.ofSeconds(2));
    assertEquals("7, 2.0 s", open.text());
    assertFalse(open.toHtml().html().contains("<progress"));
    assertFalse(open.over());
  }

  @Test
  void the_bar_fills_from_the_left() {
    assertEquals("\u2588".repeat(6) + "\u2591".repeat(18), blocks(10));
    assertEquals("\u2588".repeat(24), blocks(40));
    assertEquals("\u2591".repeat(24), blocks(0));
  }

  private String blocks(long done) {
    return bar.at(done, "", Duration.ofSeconds(1)).text().substring(0, 24);
  }

  @Test
  void html_holds_the_bar_and_the_whole_line() {
    String html = ProgressBar.of("a<b", 4).at(1, "", Duration.ofSeconds(1)).toHtml().html();
    assertTrue(html.contains("<progress value=\"1\" max=\"4\""));
    assertTrue(html.contains("a&lt;b 1 of 4 (25 %), 1.0 s, 3.0 s left"), html);
  }

  @Test
  void more_done_than_announced_is_full_and_over() {
    ProgressBar over = bar.at(50, "", Duration.ofSeconds(1));
    assertEquals(1, over.share());
    assertTrue(over.over());
  }

  @Test
  void negative_counts_are_refused() {
    assertThrows(IllegalArgumentException.class, () -> ProgressBar.of("x", -1));
    assertThrows(IllegalArgumentException.class, () -> bar.at(-1, "", Duration.ZERO));
  }
}
