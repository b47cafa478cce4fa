package io.otherwise.kernel.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.otherwise.kernel.notebook.NormalForm;
import io.otherwise.kernel.notebook.NotebookFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotebookCheckTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  void a_normal_notebook_passes() {
    assertEquals(List.of(), NormalForm.deviations(normal().text()));
  }

  @Test
  void the_layout_is_jupyters() {
    String text = normal().text();
    assertTrue(text.startsWith("{\n \"cells\": [\n  {\n   \"cell_type\": \"markdown\",\n"), text);
    assertTrue(text.endsWith("\n \"nbformat\": 4,\n \"nbformat_minor\": 5\n}\n"), text);
    assertTrue(text.contains("\"outputs\": [],\n"), text);
  }

  @Test
  void each_deviation_is_named() {
    assertDeviates("cell 2 has an execution count", n -> cell(n).addProperty("execution_count", 3));
    assertDeviates("cell 2 has outputs", n -> NotebookFile.outputs(cell(n)).add(new JsonObject()));
    assertDeviates(
        "cell 2 has the id of another: cell-0", n -> cell(n).addProperty("id", "cell-0"));
    assertDeviates("cell 2 has no id", n -> cell(n).remove("id"));
    assertDeviates("cell 2 has no id", n -> cell(n).addProperty("id", "no spaces"));
    assertDeviates(
        "cell 2 has metadata other than tags",
        n -> cell(n).getAsJsonObject("metadata").addProperty("collapsed", true));
    assertDeviates("nbformat is not 4.5", n -> n.json().addProperty("nbformat_minor", 4));
    assertDeviates(
        "the metadata are not those of a Java notebook alone",
        n -> n.metadata().getAsJsonObject("kernelspec").addProperty("name", "python3"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n\n", "", "\n "})
  void another_layout_deviates(String end) {
    String text = normal().text().stripTrailing() + end;
    assertEquals(1, NormalForm.deviations(text).size(), "end: '" + end + "'");
  }

  @Test
  void a_source_in_one_string_deviates() {
    String text = normal().text().replaceFirst("\\[\\s+\"# Title\"\\s+]", "\"# Title\"");
    assertEquals(
        List.of("cell 1 has a source that is not a list of lines"), NormalForm.deviations(text));
  }

  @Test
  void fixing_makes_it_normal_and_keeps_sources_and_tags() throws IOException {
    NotebookFile wild = normal();
    cell(wild).addProperty("execution_count", 3);
    cell(wild).addProperty("id", "cell-0");
    cell(wild).addProperty("source", "one\ntwo");
    JsonArray tags = new JsonArray();
    tags.add("raises-exception");
    cell(wild).getAsJsonObject("metadata").add("tags", tags);
    wild.metadata().addProperty("editor", "somebody's");
    Path file = Files.writeString(folder.resolve("a.ipynb"), wild.json().toString());

    assertEquals(1, run("--check", folder.toString()));
    assertTrue(said().contains("a.ipynb: cell 2 has an execution count"), said());
    assertEquals(0, run("--fix", folder.toString()));
    assertEquals(0, run("--check", file.toString()));

    JsonObject fixed = NotebookFile.read(file).cells().get(1);
    assertEquals("one\ntwo", NotebookFile.source(fixed));
    assertTrue(NotebookFile.hasTag(fixed, "raises-exception"));
    assertEquals("cell-0-2", fixed.get("id").getAsString());
  }

  @Test
  void fixing_what_is_normal_writes_nothing() throws IOException {
    Path file = Files.writeString(folder.resolve("a.ipynb"), normal().text());
    assertEquals(0, run("--fix", file.toString()));
    assertEquals("", said());
  }

  @Test
  void what_is_no_notebook_is_refused_by_name() throws IOException {
    Path file = Files.writeString(folder.resolve("a.ipynb"), "{\"cells\": 1}");
    assertEquals(2, run("--check", file.toString()));
    assertTrue(said().contains("a.ipynb"), said());
  }

  @Test
  void wrong_arguments_get_the_usage() {
    assertEquals(2, run("--check"));
    assertTrue(said().contains("usage:"), said());
  }

  private static void assertDeviates(String what, Consumer<NotebookFile> change) {
    NotebookFile notebook = normal();
    change.accept(notebook);
    assertEquals(List.of(what), NormalForm.deviations(notebook.text()));
  }

  private static NotebookFile normal() {
    return Notebooks.of(Notebooks.markdown("# Title"), Notebooks.code("int x = 1;\nx"));
  }

  private static JsonObject cell(NotebookFile notebook) {
    return notebook.cells().get(1);
  }

  private int run(String... args) {
    return NotebookCheck.run(List.of(args), new PrintStream(said, true, StandardCharsets.UTF_8));
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }
}
