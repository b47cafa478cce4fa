package io.otherwise.kernel.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavaColoursTest {
  @Test
  void each_kind_has_its_colour() {
    assertEquals(
        "<span class=\"j-annotation\">@Test</span> <span class=\"j-keyword\">var</span> x = "
            + "<span class=\"j-keyword\">new</span> <span class=\"j-type\">Image</span>("
            + "<span class=\"j-number\">3.0f</span>, <span class=\"j-string\">&quot;a // b&quot;</span>); "
            + "<span class=\"j-comment\">// &lt;end&gt;</span>",
        JavaColours.of("@Test var x = new Image(3.0f, \"a // b\"); // <end>"));
  }

  @Test
  void a_keyword_within_a_word_or_a_string_is_none() {
    assertEquals("newest", JavaColours.of("newest"));
    assertEquals("<span class=\"j-string\">&quot;new&quot;</span>", JavaColours.of("\"new\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"open", "/* open", "'", "\"\"\"\nopen", "\\ # %maven a:b", ""})
  void unfinished_code_is_kept_whole(String code) {
    String text =
        JavaColours.of(code)
            .replaceAll("<[^>]*>", "")
            .replace("&quot;", "\"")
            .replace("&#39;", "'");
    assertEquals(code, text);
  }

  @Test
  void a_text_block_is_one_string() {
    String html = JavaColours.of("\"\"\"\n a \"quoted\" b\n\"\"\"");
    assertTrue(html.indexOf("<span") == html.lastIndexOf("<span"), html);
  }
}
