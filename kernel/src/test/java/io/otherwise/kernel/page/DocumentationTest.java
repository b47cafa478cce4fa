package io.otherwise.kernel.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import io.otherwise.kernel.notebook.NotebookFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The pages and notebooks of this repository: where they lead, and how they are numbered. */
class DocumentationTest {
  private static final Path ROOT = Path.of("..");
  private static final Path NOTEBOOKS = ROOT.resolve("notebooks");
  private static final Path GALLERY = NOTEBOOKS.resolve("gallery");
  private static final Path DOCS = ROOT.resolve("workbench-lib/docs");

  /** A row of EXPERIMENTS.md: its id in code, then cells. */
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|(.*)$");

  private static final Pattern NOTEBOOK = Pattern.compile("notebooks/([^/)#]+\\.ipynb)");

  private static final Map<Path, Page> PAGES = new HashMap<>();

  @BeforeEach
  void inTheRepository() {
    assumeTrue(Files.isDirectory(NOTEBOOKS) && Files.isDirectory(DOCS), "no pages beside here");
  }

  @TestFactory
  Stream<DynamicTest> relative_links_lead_to_files_and_headings() throws IOException {
    List<Page> all = new ArrayList<>();
    for (Path folder : List.of(DOCS, ROOT, ROOT.resolve("environment"))) {
      for (Path file : files(folder, ".md")) {
        all.add(page(file));
      }
    }
    for (Path file : files(NOTEBOOKS, ".ipynb")) {
      all.add(page(file));
      all.add(page(file).at(GALLERY.resolve(file.getFileName())));
    }
    return all.stream()
        .map(
            page ->
                DynamicTest.dynamicTest(
                    ROOT.relativize(page.file()).toString(),
                    () -> assertEquals(List.of(), page.broken(PAGES))));
  }

  @Test
  void each_notebook_has_two_digits_of_its_own_and_one_title() throws IOException {
    Set<String> numbers = new HashSet<>();
    for (Path file : files(NOTEBOOKS, ".ipynb")) {
      String name = file.getFileName().toString();
      assertTrue(name.matches("\\d\\d-[a-z0-9-]+\\.ipynb"), name);
      assertTrue(numbers.add(name.substring(0, 2)), "another notebook has the number of " + name);
      List<Heading> headings = page(file).headings();
      assertEquals(1, headings.get(0).level(), name + " begins with its title");
      assertEquals(1, headings.stream().filter(h -> h.level() == 1).count(), "titles of " + name);
    }
  }

  @TestFactory
  Stream<DynamicTest> numbered_headings_count_up() throws IOException {
    return files(NOTEBOOKS, ".ipynb").stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () -> assertEquals(List.of(), page(file).misnumbered())));
  }

  @Test
  void the_id_of_an_experiment_stands_in_the_notebooks_that_its_row_names() throws IOException {
    Matcher row = ROW.matcher(Files.readString(DOCS.resolve("EXPERIMENTS.md")));
    Set<String> ids = new HashSet<>();
    while (row.find()) {
      String id = row.group(1);
      assertTrue(ids.add(id), id + " has two rows");
      Matcher notebook = NOTEBOOK.matcher(row.group(2));
      while (notebook.find()) {
        String name = notebook.group(1);
        String text = page(NOTEBOOKS.resolve(name)).markdown();
        assertTrue(text.contains(id), name + " does not have the id " + id);
      }
    }
    assertTrue(ids.size() >= 40, ids.size() + " rows");
  }

  @Test
  void each_notebook_has_an_executed_copy_of_the_same_cells() throws IOException {
    List<Path> sources = files(NOTEBOOKS, ".ipynb");
    assertEquals(names(sources), names(files(GALLERY, ".ipynb")));
    for (Path source : sources) {
      NotebookFile copy = NotebookFile.read(GALLERY.resolve(source.getFileName()));
      assertEquals(
          texts(NotebookFile.read(source)),
          texts(copy),
          "run " + source.getFileName() + " again for the gallery");
      assertTrue(copy.cells().stream().anyMatch(DocumentationTest::hasOutputs), "outputs");
    }
  }

  private static Page page(Path file) throws IOException {
    if (!PAGES.containsKey(file)) {
      PAGES.put(file, Page.read(file));
    }
    return PAGES.get(file);
  }

  private static boolean hasOutputs(JsonObject cell) {
    return cell.has("outputs") && !NotebookFile.outputs(cell).isEmpty();
  }

  private static List<String> texts(NotebookFile notebook) {
    return notebook.cells().stream().map(NotebookFile::source).toList();
  }

  private static List<String> names(List<Path> files) {
    return files.stream().map(file -> file.getFileName().toString()).toList();
  }

  private static List<Path> files(Path folder, String end) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(end)).sorted().toList();
    }
  }
}
