package io.otherwise.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DefaultImportsTest {
  private final List<String> imports = DefaultImports.all();

  @Test
  void packages_that_exist_are_imported_and_others_are_not() {
    assertTrue(imports.contains("import io.otherwise.explain.*;"));
    assertTrue(imports.contains("import org.knowm.xchart.*;"));
    assertTrue(imports.contains("import static io.otherwise.kernel.Notebook.*;"));
    assertEquals(List.of(), DefaultImports.classes("io.otherwise.no.such.package"));
    assertTrue(DefaultImports.classes("io.otherwise.explain").contains("Image"));
    assertFalse(DefaultImports.classes("io.otherwise.explain").contains("package-info"));
  }

  /** A second class of a name could not be said in a cell without an import. */
  @Test
  void no_two_packages_of_ours_have_a_class_of_one_name() {
    List<String> names =
        DefaultImports.WORKBENCH.stream().flatMap(p -> DefaultImports.classes(p).stream()).toList();
    List<String> twice =
        names.stream().filter(n -> Collections.frequency(names, n) > 1).distinct().toList();
    assertEquals(List.of(), twice);
  }

  @Test
  void every_default_import_compiles_and_our_names_are_not_ambiguous() {
    try (CellRunner runner = new CellRunner(imports, Renderers::text)) {
      StringBuilder cell = new StringBuilder();
      int count = 0;
      for (String each : DefaultImports.WORKBENCH) {
        for (String name : DefaultImports.classes(each)) {
          cell.append("Class<?> c").append(count++).append(" = ").append(name).append(".class; ");
        }
      }
      assertTrue(count > 20, "classes found");
      CellResult result = runner.run(1, "void names() { " + cell + " }");
      assertEquals(Optional.empty(), result.failure());
      assertEquals(List.of(), result.notes());
      assertEquals(Optional.of("[]"), runner.run(2, "new ArrayList<Table>()").shown());
    }
  }
}
