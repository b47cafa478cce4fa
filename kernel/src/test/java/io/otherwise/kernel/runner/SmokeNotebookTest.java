package io.otherwise.kernel.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.otherwise.kernel.notebook.Multiline;
import io.otherwise.kernel.notebook.NotebookFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** One notebook through our own kernel, as {@code environment/run} takes it. */
@TestInstance(Lifecycle.PER_CLASS)
class SmokeNotebookTest {
  private NotebookFile executed;
  private String page;

  @BeforeAll
  void run(@TempDir Path folder) throws IOException, URISyntaxException {
    Path source = Path.of(SmokeNotebookTest.class.getResource("smoke.ipynb").toURI());
    Path html = folder.resolve("smoke.html");
    Path ipynb = folder.resolve("smoke.ipynb");
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int code =
        RunNotebook.run(
            List.of(
                source.toString(),
                "--html",
                html.toString(),
                "--ipynb",
                ipynb.toString(),
                "--timeout",
                "120"),
            new PrintStream(said, true, StandardCharsets.UTF_8));
    assertEquals(0, code, said.toString(StandardCharsets.UTF_8));
    executed = NotebookFile.read(ipynb);
    page = Files.readString(html);
  }

  @Test
  void the_last_value_of_a_cell_is_shown() {
    assertEquals("42", plain(1));
    assertEquals("8", plain(7));
  }

  @Test
  void both_streams_keep_their_characters() {
    String text = outputs(2).toString();
    assertTrue(text.contains("naïve – 漢字") && text.contains("a warning"), text);
  }

  @Test
  void a_picture_is_a_png() {
    JsonObject data = outputs(3).get(0).getAsJsonObject().getAsJsonObject("data");
    assertTrue(Multiline.text(data.get("image/png")).startsWith("iVBORw0KGgo"), data.toString());
  }

  @Test
  void the_library_is_imported() {
    assertEquals("2", plain(4));
  }

  @Test
  void errors_of_running_and_of_compiling_are_shown_and_survived() {
    assertTrue(
        outputs(5).toString().contains("ArrayIndexOutOfBoundsException"), outputs(5).toString());
    assertTrue(
        outputs(6).toString().contains("String cannot be converted to int"), outputs(6).toString());
    assertEquals(2, page.split("class=\"output_error", -1).length - 1);
  }

  @Test
  void the_page_is_whole() {
    assertTrue(
        page.contains("<title>Smoke test</title>") && page.endsWith("</html>\n"), "half a page");
    assertTrue(page.contains("class=\"katex\""), "no formula");
    assertFalse(page.contains("<script"), "a script");
  }

  private JsonArray outputs(int cell) {
    return NotebookFile.outputs(executed.cells().get(cell));
  }

  private String plain(int cell) {
    JsonObject data = outputs(cell).get(0).getAsJsonObject().getAsJsonObject("data");
    return Multiline.text(data.get("text/plain"));
  }
}
