package io.otherwise.kernel.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.otherwise.kernel.notebook.NotebookFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunNotebookTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  void both_files_are_written_and_nothing_else() throws IOException {
    Path source =
        write(
            "a.ipynb", Notebooks.of(Notebooks.markdown("# Title"), Notebooks.code("print hello")));
    Path html = folder.resolve("out/a.html");
    Path executed = folder.resolve("out/a.ipynb");
    assertEquals(0, run(source, "--html", html, "--ipynb", executed), said());
    assertTrue(
        Files.readString(html).contains("<pre class=\"stdout\">hello"), "no output in the page");
    assertFalse(Files.readString(html).contains("output_error"), "an error where there was none");
    assertTrue(Files.readString(executed).contains("\"hello\\n\""), "no output in the notebook");
    try (Stream<Path> files = Files.list(html.getParent())) {
      assertEquals(2, files.count());
    }
  }

  @Test
  void a_failed_run_writes_the_page_with_the_error_and_exits_1() throws IOException {
    Path source =
        write(
            "a.ipynb",
            Notebooks.of(Notebooks.code("fail <too> hot"), Notebooks.code("print never")));
    Path html = folder.resolve("a.html");
    assertEquals(1, run(source, "--html", html));
    String page = Files.readString(html);
    assertTrue(page.contains("class=\"output_error"), "the error is not in the page");
    assertTrue(page.contains("&lt;too&gt; hot"), "the error is not escaped");
    assertTrue(said().contains("cell 1 of 2 failed"), said());
  }

  @Test
  void a_run_that_keeps_going_shows_what_came_after_and_still_exits_1() throws IOException {
    Path source =
        write("a.ipynb", Notebooks.of(Notebooks.code("fail once"), Notebooks.code("print after")));
    Path html = folder.resolve("a.html");
    assertEquals(1, run(source, "--keep-going", "--html", html));
    assertTrue(Files.readString(html).contains("<pre class=\"stdout\">after"), "the second cell");
    assertTrue(said().contains("cell 1 of 2 failed"), said());
  }

  @Test
  void a_notebook_that_is_not_there_is_refused_in_one_sentence() throws IOException {
    assertEquals(2, run(folder.resolve("none.ipynb"), "--html", folder.resolve("a.html")));
    assertTrue(said().contains("none.ipynb does not"), said());
    assertFalse(Files.exists(folder.resolve("a.html")));
  }

  @Test
  void a_broken_notebook_is_refused_by_name() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.ipynb"), "{");
    assertEquals(2, run(broken, "--timeout", "5"));
    assertTrue(said().contains("broken.ipynb"), said());
  }

  @Test
  void wrong_options_get_the_usage() throws IOException {
    for (List<String> args :
        List.of(
            List.<String>of(),
            List.of("a.ipynb", "b.ipynb"),
            List.of("--what", "a.ipynb"),
            List.of("a.ipynb", "--html"),
            List.of("a.ipynb", "--timeout", "soon"))) {
      said.reset();
      assertEquals(2, RunNotebook.run(args, new PrintStream(said, true, StandardCharsets.UTF_8)));
      assertTrue(said().contains("usage:"), args + " " + said());
    }
  }

  private Path write(String name, NotebookFile notebook) throws IOException {
    Path file = folder.resolve(name);
    notebook.write(file);
    return file;
  }

  private int run(Path notebook, Object... options) throws IOException {
    Path spec =
        Files.writeString(
            Files.createDirectories(folder.resolve("spec")).resolve("kernel.json"), spec());
    List<String> args =
        Stream.concat(
                Stream.of(notebook.toString(), "--kernel", spec.getParent().toString()),
                Stream.of(options).map(Object::toString))
            .toList();
    return RunNotebook.run(args, new PrintStream(said, true, StandardCharsets.UTF_8));
  }

  /** A kernel.json as an installed kernel has it. */
  private static String spec() {
    JsonObject json = new JsonObject();
    JsonArray argv = new JsonArray();
    KernelSpec.ofThisClassPath(FakeKernel.class.getName(), List.of()).argv().forEach(argv::add);
    json.add("argv", argv);
    json.addProperty("display_name", "Fake");
    return json.toString();
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }
}
