package io.otherwise.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import io.otherwise.kernel.CellSource.Piece;
import io.otherwise.kernel.notebook.NotebookFile;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every cell of every notebook compiles against the library as it is now. Nothing is executed: a
 * renamed class shows here in a minute and not after an hour of notebooks.
 */
class NotebooksCompileTest {
  private static final Path NOTEBOOKS = Path.of("..", "notebooks");

  /** Loads what was compiled and runs none of it. */
  private record Idle() implements ExecutionControlProvider {
    @Override
    public String name() {
      return "idle";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
      return new DirectExecutionControl() {
        @Override
        protected String invoke(Method snippet) {
          return "";
        }
      };
    }
  }

  @TestFactory
  Stream<DynamicTest> cells_compile() throws IOException {
    assumeTrue(Files.isDirectory(NOTEBOOKS), "no notebooks beside here");
    try (Stream<Path> files = Files.list(NOTEBOOKS)) {
      List<Path> all = files.filter(each -> each.toString().endsWith(".ipynb")).sorted().toList();
      assertTrue(all.size() >= 20, all.size() + " notebooks");
      return all.stream()
          .map(
              file ->
                  DynamicTest.dynamicTest(
                      file.getFileName().toString(),
                      () -> assertEquals(List.of(), errors(cells(NotebookFile.read(file))))));
    }
  }

  @Test
  void a_name_that_is_nowhere_and_one_that_is_twice_are_errors() {
    assertEquals(List.of(), errors(List.of("var two = List.of(1, 2);", "two.size()")));
    assertFalse(errors(List.of("two.size()")).isEmpty());
    assertFalse(errors(List.of("int twice() { return once(); }")).isEmpty());
    assertFalse(errors(List.of("import java.awt.*;\nList either;")).isEmpty());
  }

  @Test
  void nothing_runs() {
    System.clearProperty("otherwise.ran");
    assertEquals(List.of(), errors(List.of("System.setProperty(\"otherwise.ran\", \"yes\")")));
    assertEquals(null, System.getProperty("otherwise.ran"));
  }

  private static List<String> cells(NotebookFile notebook) {
    return notebook.cells().stream()
        .filter(cell -> cell.get("cell_type").getAsString().equals("code"))
        .map(NotebooksCompileTest::source)
        .toList();
  }

  private static String source(JsonObject cell) {
    if (cell.get("source").isJsonPrimitive()) {
      return cell.get("source").getAsString();
    }
    StringBuilder text = new StringBuilder();
    cell.getAsJsonArray("source").forEach(line -> text.append(line.getAsString()));
    return text.toString();
  }

  private static List<String> errors(List<String> cells) {
    List<String> errors = new ArrayList<>();
    try (JShell shell =
        JShell.builder()
            .executionEngine(new Idle(), Map.of())
            .compilerOptions("-proc:none", "-Xlint:none")
            .build()) {
      DefaultImports.all().forEach(shell::eval);
      for (int i = 0; i < cells.size(); i++) {
        for (Piece piece : CellSource.split(shell.sourceCodeAnalysis(), cells.get(i))) {
          for (SnippetEvent event : shell.eval(piece.text())) {
            if (event.causeSnippet() == null && event.status() == Status.REJECTED) {
              String where = "cell " + (i + 1) + " line " + piece.line() + ": ";
              shell
                  .diagnostics(event.snippet())
                  .forEach(each -> errors.add(where + each.getMessage(Locale.ENGLISH)));
            }
          }
        }
      }
      shell
          .snippets()
          .filter(each -> each instanceof DeclarationSnippet && shell.status(each).isActive())
          .map(DeclarationSnippet.class::cast)
          .filter(each -> shell.status(each) != Status.VALID)
          .forEach(
              each ->
                  errors.add(
                      each.name() + " needs " + shell.unresolvedDependencies(each).toList()));
    }
    return errors;
  }
}
