package io.otherwise.kernel.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AnsiHtmlTest {
  @Test
  void colours_become_spans() {
    assertEquals(
        "<span class=\"ansi-1 ansi-bold\">Error</span>: &lt;b&gt;",
        AnsiHtml.of("\u001b[1;31mError\u001b[0m: <b>"));
  }

  @Test
  void bright_colours_are_the_plain_ones_and_39_is_the_usual() {
    assertEquals("<span class=\"ansi-4\">a</span>b", AnsiHtml.of("\u001b[94ma\u001b[39mb"));
  }

  @Test
  void extended_colours_and_cursor_movements_are_dropped() {
    assertEquals("ab", AnsiHtml.of("\u001b[38;5;196ma\u001b[2Kb\u001b"));
  }

  @Test
  void a_returned_line_shows_its_last_state() {
    assertEquals("100 %\nend", AnsiHtml.of(" 10 %\r100 %\nend"));
  }
}
