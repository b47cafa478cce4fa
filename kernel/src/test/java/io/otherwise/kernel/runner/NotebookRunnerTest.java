package io.otherwise.kernel.runner;

import static io.otherwise.kernel.runner.Notebooks.code;
import static io.otherwise.kernel.runner.Notebooks.markdown;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.otherwise.kernel.notebook.NotebookFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotebookRunnerTest {
  private static final KernelSpec FAKE =
      KernelSpec.ofThisClassPath("io.otherwise.kernel.runner.FakeKernel", List.of("-Xshare:auto"));

  private final ByteArrayOutputStream progress = new ByteArrayOutputStream();
  @TempDir Path folder;

  @Test
  void outputs_and_counts_land_in_their_cells() throws IOException {
    NotebookFile source =
        Notebooks.of(
            markdown("# Hello"), code("print one\nprint two"), code("result 42"), code("folder"));
    NotebookRunner.Result result = run(source, 30);

    assertTrue(result.passed(), result.failure());
    assertEquals("one\ntwo\n", output(result, 1, 0).get("text").getAsString());
    assertEquals(
        "42", output(result, 2, 0).getAsJsonObject("data").get("text/plain").getAsString());
    assertEquals(2, result.notebook().cells().get(2).get("execution_count").getAsInt());
    assertEquals(
        "fake",
        result.notebook().metadata().getAsJsonObject("language_info").get("name").getAsString());
    assertEquals(
        folder.toRealPath().toString(),
        Path.of(output(result, 3, 0).get("text").getAsString().strip()).toRealPath().toString());
  }

  @Test
  void the_source_stays_as_it_was() throws IOException {
    NotebookFile source = Notebooks.of(code("print one"));
    String before = source.text();
    run(source, 30);
    assertEquals(before, source.text());
  }

  @Test
  void the_first_error_ends_the_run_and_is_told() throws IOException {
    NotebookRunner.Result result =
        run(Notebooks.of(code("print one"), code("fail too hot"), code("print never")), 30);

    assertEquals("cell 2 of 3 failed: IllegalArgumentException: too hot", simple(result.failure()));
    assertEquals("error", output(result, 1, 0).get("output_type").getAsString());
    assertTrue(NotebookFile.outputs(result.notebook().cells().get(2)).isEmpty());
  }

  @Test
  void a_run_that_goes_on_tells_the_first_error_and_runs_the_rest() throws IOException {
    NotebookFile source =
        Notebooks.of(code("fail too hot"), code("print after"), code("fail too cold"));
    NotebookRunner runner = new NotebookRunner(FAKE, Duration.ofSeconds(30), true);
    NotebookRunner.Result result =
        runner.run(source, folder, new PrintStream(progress, true, StandardCharsets.UTF_8));

    assertEquals("cell 1 of 3 failed: IllegalArgumentException: too hot", simple(result.failure()));
    assertFalse(result.passed());
    assertEquals("after\n", output(result, 1, 0).get("text").getAsString());
    assertEquals("error", output(result, 2, 0).get("output_type").getAsString());
  }

  @Test
  void a_cell_tagged_raises_exception_may_fail() throws IOException {
    NotebookRunner.Result result =
        run(Notebooks.of(code("fail on purpose", "raises-exception"), code("print after")), 30);

    assertTrue(result.passed(), result.failure());
    assertEquals("error", output(result, 0, 0).get("output_type").getAsString());
    assertEquals("after\n", output(result, 1, 0).get("text").getAsString());
  }

  @Test
  void a_cell_that_takes_too_long_is_interrupted_and_named() throws IOException {
    long start = System.nanoTime();
    NotebookRunner.Result result = run(Notebooks.of(code("print begun\nsleep 60000")), 1);

    assertTrue(result.failure().contains("a cell may take 1 s"), result.failure());
    assertEquals("begun\n", output(result, 0, 0).get("text").getAsString());
    assertTrue(System.nanoTime() - start < 30e9, "the interrupt did not reach the cell");
  }

  @Test
  void a_kernel_that_ends_within_a_cell_is_noticed() throws IOException {
    NotebookRunner.Result result = run(Notebooks.of(code("die")), 30);
    assertTrue(result.failure().contains("KernelDied"), result.failure());
  }

  @Test
  void a_command_that_is_no_kernel_is_refused_with_its_last_words() {
    KernelSpec echo =
        new KernelSpec(
            List.of("sh", "-c", "echo no engine here; exit 1", "{connection_file}"), Map.of());
    IOException refusal =
        assertThrows(
            IOException.class,
            () ->
                new NotebookRunner(echo, Duration.ofSeconds(5))
                    .run(Notebooks.of(code("x")), folder, System.err));
    assertTrue(refusal.getMessage().contains("no engine here"), refusal.getMessage());
  }

  @Test
  void progress_names_each_cell_and_skips_empty_ones() throws IOException {
    run(Notebooks.of(code("print one"), code("  \n"), code("print two")), 30);
    String text = progress.toString(StandardCharsets.UTF_8);
    assertTrue(text.matches("(?s)cell 1 of 2 .*print one.*cell 2 of 2 .*print two\\s*"), text);
  }

  @Test
  void a_timeout_of_nothing_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> new NotebookRunner(FAKE, Duration.ZERO));
  }

  private NotebookRunner.Result run(NotebookFile source, int seconds) throws IOException {
    PrintStream out = new PrintStream(progress, true, StandardCharsets.UTF_8);
    NotebookRunner.Result result =
        new NotebookRunner(FAKE, Duration.ofSeconds(seconds)).run(source, folder, out);
    assertFalse(result.notebook().cells().isEmpty());
    return result;
  }

  private static JsonObject output(NotebookRunner.Result result, int cell, int index) {
    return NotebookFile.outputs(result.notebook().cells().get(cell)).get(index).getAsJsonObject();
  }

  private static String simple(String failure) {
    return failure.replaceAll("java\\.lang\\.", "");
  }
}
