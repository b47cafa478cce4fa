package io.otherwise.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Our notebooks also run on the stock IJava kernel. */
class StockKernelTest {
  private static final Path NOTEBOOKS = Path.of("..", "notebooks");

  /** A call of a plain name: nothing before it that would make it somebody's method. */
  private static final Pattern CALL = Pattern.compile("(?<![.\\w])(?<!new )([a-zA-Z_]\\w*)\\s*\\(");

  /** A method or record that the notebook itself declares. */
  private static final Pattern DECLARED =
      Pattern.compile("(?:[\\w>\\]]\\s+|record\\s+)(\\w+)\\s*\\([^()]*\\)\\s*(?:implements|\\{)");

  private static final Pattern TEXT = Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"|//[^\n]*");

  private static final Set<String> KEYWORDS =
      Set.of("if", "for", "while", "switch", "catch", "return", "try", "synchronized", "assert");

  /** What IJava's own start-up offers to cells. */
  private static final Set<String> STOCK = Set.of("render", "printf");

  /** Both kernels have these, so that in IJava the call is ambiguous: {@code show} is not. */
  private static final Set<String> AMBIGUOUS = Set.of("display", "updateDisplay");

  /** What a start-up script can import beyond {@link Notebook}'s methods. */
  private static final Set<String> IMPORTED = Set.of("seed");

  @TestFactory
  Stream<DynamicTest> a_notebook_calls_only_names_that_ijava_or_notebook_provides()
      throws IOException {
    assumeTrue(Files.isDirectory(NOTEBOOKS), "no notebooks beside the module");
    try (Stream<Path> files = Files.list(NOTEBOOKS)) {
      List<Path> notebooks = files.filter(f -> f.toString().endsWith(".ipynb")).sorted().toList();
      return notebooks.stream()
          .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> check(f)));
    }
  }

  private static void check(Path notebook) throws IOException {
    String code = code(notebook);
    assertEquals(Set.of(), unknown(code), "names that no stock kernel knows");
    assertTrue(code.lines().noneMatch(l -> l.startsWith("%")), "a cell uses a magic");
  }

  private static Set<String> unknown(String code) {
    String plain = TEXT.matcher(code).replaceAll("");
    Set<String> called = names(CALL, plain);
    called.removeAll(names(DECLARED, plain));
    called.removeAll(KEYWORDS);
    called.removeAll(STOCK);
    called.removeAll(IMPORTED);
    Set<String> ours =
        Arrays.stream(Notebook.class.getMethods()).map(Method::getName).collect(Collectors.toSet());
    ours.removeAll(AMBIGUOUS);
    called.removeAll(ours);
    return called;
  }

  private static Set<String> names(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher
        .results()
        .map((MatchResult r) -> r.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String code(Path notebook) throws IOException {
    StringBuilder code = new StringBuilder();
    JsonObject json = JsonParser.parseString(Files.readString(notebook)).getAsJsonObject();
    for (JsonElement cell : json.getAsJsonArray("cells")) {
      if (cell.getAsJsonObject().get("cell_type").getAsString().equals("code")) {
        for (JsonElement line : cell.getAsJsonObject().getAsJsonArray("source")) {
          code.append(line.getAsString());
        }
        code.append(";\n"); // or a cell's last name would seem to be called by the next cell
      }
    }
    return code.toString();
  }

  @Test
  void the_check_finds_a_name_of_our_kernel_alone() {
    assertEquals(
        Set.of("magic"),
        unknown("double twice(int n) { return 2 * n; }\nshow(twice(seed(1).value())); magic(1);"));
    assertEquals(Set.of(), unknown("new Thing(1).run(\"call(\"); // also(this)"));
  }

  @Test
  void the_start_up_script_imports_and_attaches() {
    StockKernel stock = new StockKernel(Path.of("/kernel/otherwise-kernel.jar"));

    String script = stock.environment().get("IJAVA_STARTUP_SCRIPT");

    assertTrue(script.startsWith("import java.util.*; "), script);
    assertTrue(script.contains("import static io.otherwise.kernel.Notebook.*;"), script);
    assertTrue(script.endsWith(" io.otherwise.kernel.Notebook.attach();"), script);
  }

  @Test
  void a_shell_can_read_the_variables() {
    String exports = new StockKernel(Path.of("/it's here/otherwise-kernel.jar")).exports();

    assertTrue(exports.contains("export IJAVA_CLASSPATH='/it'\\''s here/otherwise-kernel.jar"));
    assertEquals(2, exports.lines().filter(l -> l.startsWith("export IJAVA_")).count());
  }
}
