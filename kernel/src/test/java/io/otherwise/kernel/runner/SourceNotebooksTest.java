package io.otherwise.kernel.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.otherwise.kernel.notebook.NormalForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The notebooks of this repository, one test each. */
class SourceNotebooksTest {
  private static final Path NOTEBOOKS = Path.of("..", "notebooks");

  @TestFactory
  Stream<DynamicTest> every_source_notebook_is_in_normal_form() throws IOException {
    assumeTrue(Files.isDirectory(NOTEBOOKS), "no notebooks beside the module");
    List<Path> files;
    try (Stream<Path> all = Files.list(NOTEBOOKS)) {
      files = all.filter(file -> file.toString().endsWith(".ipynb")).sorted().toList();
    }
    assumeFalse(files.isEmpty(), "no notebooks beside the module");
    return files.stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () -> assertEquals(List.of(), NormalForm.deviations(Files.readString(file)))));
  }
}
