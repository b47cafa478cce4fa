package io.otherwise.kernel.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.otherwise.kernel.notebook.NotebookFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlPageTest {
  @TempDir Path folder;

  @Test
  void the_first_heading_is_the_title_and_sections_make_the_contents() {
    String page = page(markdown("# One & all\n## First\n## Second\n### Third\n## First"));
    assertTrue(page.contains("<title>One &amp; all</title>"), page);
    assertTrue(page.contains("<li class=\"level-3\"><a href=\"#third\">Third</a></li>"), page);
    assertTrue(page.contains("<h2 id=\"first\">"), page);
    assertTrue(page.contains("<h2 id=\"first-1\">"), page);
  }

  @Test
  void a_short_page_has_no_contents() {
    assertFalse(page(markdown("# One\n## First")).contains("<nav "));
  }

  @Test
  void a_page_without_heading_is_called_by_its_file() {
    assertTrue(page(code("x")).contains("<title>a</title>"));
  }

  @Test
  void everything_that_is_not_html_is_escaped() {
    String evil = "</pre><script>alert(1)</script>";
    String page =
        page(
            code("String s = \"" + evil + "\"; // <b>"),
            code("x", stream("stdout", evil)),
            code("x", bundle("text/plain", evil)),
            code("x", error(evil)));
    assertFalse(page.contains("<script"), page);
    assertEquals(4, page.split("&lt;script&gt;", -1).length - 1);
  }

  @Test
  void html_stays_html() {
    assertTrue(
        page(code("x", bundle("text/html", "<b id=x>bold</b>"))).contains("<b id=x>bold</b>"));
  }

  @Test
  void the_richest_representation_is_shown() {
    JsonObject both = bundle("text/plain", "a table");
    both.getAsJsonObject("data").addProperty("image/png", "AAAA\n");
    String page = page(code("x", both));
    assertTrue(page.contains("src=\"data:image/png;base64,AAAA\""), page);
    assertFalse(page.contains("a table"), page);
  }

  @Test
  void a_picture_gets_the_size_it_asked_for() {
    JsonObject picture = bundle("image/png", "AAAA");
    picture.add(
        "metadata", JsonParser.parseString("{\"image/png\": {\"width\": 64, \"height\": \"x\"}}"));
    assertTrue(page(code("x", picture)).contains("<img alt=\"picture\" width=\"64\" src="));
  }

  @Test
  void svg_becomes_a_picture_of_its_own() {
    String page = page(code("x", bundle("image/svg+xml", "<svg id=\"clash\"/>")));
    assertTrue(page.contains("src=\"data:image/svg+xml;base64,PHN2"), page);
    assertFalse(page.contains("clash"), page);
  }

  @Test
  void errors_carry_their_class_and_only_errors_do() {
    assertTrue(page(code("x", error("bad"))).contains("<pre class=\"output_error failure\">"));
    assertFalse(page(code("x", stream("stderr", "bad"))).contains("output_error"));
  }

  @Test
  void counts_and_results_are_labelled() {
    JsonObject result = bundle("text/plain", "3");
    result.addProperty("output_type", "execute_result");
    JsonObject cell = code("1 + 2", result);
    cell.addProperty("execution_count", 7);
    String page = page(cell);
    assertTrue(page.contains("In&nbsp;[7]"), page);
    assertTrue(page.contains("Out&nbsp;[7]"), page);
  }

  @Test
  void the_page_needs_nothing_from_elsewhere() throws IOException {
    Files.write(folder.resolve("p.png"), new byte[] {1, 2, 3});
    String page =
        page(markdown("$x^2$ ![a](p.png) <img alt=\"b\" src=\"p.png\"> ![c](missing.png)"));
    assertEquals(2, page.split("src=\"data:image/png;base64,AQID\"", -1).length - 1, page);
    assertTrue(page.contains("src=\"missing.png\""), page);
    assertFalse(page.contains("url(fonts/"), "a font is not inside");
    assertFalse(page.contains("<script"), "a script");
    assertFalse(page.contains("<link"), "a link");
  }

  @Test
  void attachments_are_shown() {
    JsonObject cell = markdown("![a](attachment:p.png)");
    cell.add("attachments", JsonParser.parseString("{\"p.png\": {\"image/png\": \"AQID\"}}"));
    assertTrue(page(cell).contains("src=\"data:image/png;base64,AQID\""));
  }

  private String page(JsonObject... cells) {
    JsonObject json =
        JsonParser.parseString(
                "{\"nbformat\": 4, \"metadata\": {\"kernelspec\": {\"language\": \"java\"}}, \"cells\": []}")
            .getAsJsonObject();
    for (JsonObject cell : cells) {
      json.getAsJsonArray("cells").add(cell);
    }
    return new HtmlPage(folder.resolve("a.ipynb")).render(new NotebookFile(json));
  }

  private static JsonObject markdown(String source) {
    JsonObject cell = new JsonObject();
    cell.addProperty("cell_type", "markdown");
    cell.addProperty("source", source);
    return cell;
  }

  private static JsonObject code(String source, JsonObject... outputs) {
    JsonObject cell = markdown(source);
    cell.addProperty("cell_type", "code");
    JsonArray list = new JsonArray();
    for (JsonObject output : outputs) {
      list.add(output);
    }
    cell.add("outputs", list);
    return cell;
  }

  private static JsonObject stream(String name, String text) {
    JsonObject output = new JsonObject();
    output.addProperty("output_type", "stream");
    output.addProperty("name", name);
    output.addProperty("text", text);
    return output;
  }

  private static JsonObject bundle(String type, String value) {
    JsonObject data = new JsonObject();
    data.addProperty(type, value);
    JsonObject output = new JsonObject();
    output.addProperty("output_type", "display_data");
    output.add("data", data);
    return output;
  }

  private static JsonObject error(String value) {
    JsonObject output = new JsonObject();
    output.addProperty("output_type", "error");
    output.addProperty("ename", "Error");
    output.addProperty("evalue", value);
    return output;
  }
}
