package io.otherwise.kernel.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {
  @TempDir Path folder;

  @Test
  void links_to_files_folders_and_headings_lead_there() throws IOException {
    Files.createDirectory(folder.resolve("sub"));
    write("sub/other.md", "# One & two (a.b)\n\n## Again\n\n## Again");
    Page page =
        page("# Top\n[a](sub/other.md#one--two-ab) [b](sub/other.md#again-1) [c](sub) [d](#top)");
    assertEquals(List.of(), page.broken(new HashMap<>()));
  }

  @Test
  void links_to_what_is_not_there_are_named() throws IOException {
    write("other.md", "# One");
    Page page = page("[a](gone.md) ![b](gone.png) [c](other.md#two) [d](#top) [e](other.md)");
    assertEquals(
        List.of("gone.md", "gone.png", "other.md#two", "#top"), page.broken(new HashMap<>()));
  }

  @Test
  void links_of_the_web_in_code_and_in_formulas_are_not_followed() throws IOException {
    Page page =
        page("[a](https://example.org/gone) `[b](gone.md)` $x_1$\n\n```\n[c](gone.md)\n```");
    assertEquals(List.of(), page.broken(new HashMap<>()));
  }

  @Test
  void a_notebook_is_its_markdown_cells() throws IOException {
    String cells =
        """
        {"cells": [{"cell_type": "markdown", "id": "a", "metadata": {}, "source": ["# One\\n", "[a](gone.md)"]},
         {"cell_type": "code", "id": "b", "metadata": {}, "source": ["// [b](gone.md)"], "outputs": [], "execution_count": null}],
         "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        """;
    Page page = Page.read(write("a.ipynb", cells));
    assertEquals(List.of("gone.md"), page.broken(new HashMap<>()));
    assertEquals(List.of("one"), page.headings().stream().map(Heading::id).toList());
  }

  @Test
  void headings_count_up_from_one() throws IOException {
    assertEquals(List.of(), page("# 7. T\n## 1. A\n### 5. B\n## C\n## 2. D").misnumbered());
    assertEquals(
        List.of("3. D should be number 2"), page("## 1. A\n## 3. D\n## 3. E").misnumbered());
    assertEquals(List.of("2. A should be number 1"), page("## 2. A").misnumbered());
  }

  private Page page(String markdown) throws IOException {
    return Page.read(write("page.md", markdown));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
