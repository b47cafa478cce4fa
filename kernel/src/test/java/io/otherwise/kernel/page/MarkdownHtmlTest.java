package io.otherwise.kernel.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownHtmlTest {
  /** Shared, for starting KaTeX takes a second. */
  private static final Formulas FORMULAS = new Formulas();

  private final MarkdownHtml markdown = new MarkdownHtml(FORMULAS);

  @Test
  void a_formula_in_a_sentence_is_typeset() {
    String html = markdown.render("the latent $z_t*2*3$ here");
    assertTrue(html.contains("class=\"katex\""), html);
    assertTrue(
        html.contains("<annotation encoding=\"application/x-tex\">z_t*2*3</annotation>"), html);
    assertFalse(html.contains("katex-display"), html);
    assertFalse(html.contains("<em>"), html);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$$x^2$$",
        "$$\nx^2\n$$",
        "text\n$$\nx^2\n$$\nmore",
        "so $$x^2$$ it is",
        "- item $$x^2$$",
        "\\begin{align}\nx^2\n\\end{align}"
      })
  void a_formula_between_double_dollars_is_displayed(String source) {
    String html = markdown.render(source);
    assertEquals(2, html.split("katex-display", -1).length, html);
    assertFalse(html.contains("$"), html);
  }

  @Test
  void lines_of_a_formula_are_not_taken_for_markdown() {
    String html = markdown.render("$$\na\n= b\n- c\n+ d\n> e\n# f\n$$\n\nafter");
    assertFalse(
        html.contains("<li>") || html.contains("<h1") || html.contains("<blockquote>"), html);
    assertTrue(html.contains("<p>after</p>"), html);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "it costs $5 and $10",
        "a $ b $ c",
        "\\$x\\$",
        "`$x$`",
        "$5 for `$PATH`",
        "one $ only",
        "```\n$x$\n```"
      })
  void other_dollars_stay(String source) {
    String html = markdown.render(source);
    assertFalse(html.contains("katex"), html);
    assertTrue(html.contains("$"), html);
  }

  @Test
  void tex_that_is_wrong_is_shown_and_not_thrown() {
    String html = markdown.render("$\\frac{1}{$ and $\\nonsense<b>$");
    assertTrue(html.contains("\\frac{1}{"), html);
    assertTrue(html.contains("nonsense&lt;b&gt;"), html);
  }

  @Test
  void tables_have_cells_and_formulas_in_them() {
    String html = markdown.render("| a | b |\n|:--|--:|\n| $x$ | 2 |");
    assertTrue(html.contains("<td align=\"right\">2</td>"), html);
    assertTrue(html.contains("katex"), html);
  }

  @Test
  void only_fonts_in_use_are_inside() {
    Formulas formulas = new Formulas();
    assertEquals("", formulas.css());
    formulas.render("x", false);
    String few = formulas.css();
    assertTrue(few.contains("data:font/woff2;base64,"), "no font");
    assertFalse(few.contains("font-family:KaTeX_Fraktur;font-style"), "a font too many");
    formulas.render("\\mathfrak{g}", false);
    assertTrue(
        formulas.css().contains("font-family:KaTeX_Fraktur;font-style"), "a font is missing");
  }

  @Test
  void headings_are_listed_as_plain_text() {
    markdown.render("# The `mask` of $M$ & more");
    Heading heading = markdown.headings().get(0);
    assertEquals("The mask of M & more", heading.text());
    assertEquals("the-mask-of-m--more", heading.id());
  }
}
