package io.otherwise.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class HtmlTest {
  @Test
  void markup_in_text_is_escaped() {
    assertEquals("a &lt;b&gt; &amp; &quot;c&quot;", Html.escaped("a <b> & \"c\""));
    assertEquals("<p>1 &lt; 2</p>", Html.of("1 < 2").html());
    assertEquals("1 < 2", Html.of("1 < 2").text());
  }

  @Test
  void stacked_parts_keep_their_order_in_both_forms() {
    Html stacked = Html.stacked(Html.of("one"), Html.of("two"));
    assertEquals("<p>one</p>\n<p>two</p>", stacked.html());
    assertEquals("one\ntwo", stacked.text());
  }

  @Test
  void html_is_shown_as_itself_and_prints_as_text() {
    Html html = new Html("<b>x</b>", "x");
    assertSame(html, html.toHtml());
    assertEquals("x", html.toString());
  }
}
