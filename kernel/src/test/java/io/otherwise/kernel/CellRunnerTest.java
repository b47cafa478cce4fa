package io.otherwise.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Cells in this process. One runner for all tests, as in a notebook: names must not clash. */
class CellRunnerTest {
  private static CellRunner runner;
  private static int number;

  @BeforeAll
  static void start() {
    runner = new CellRunner(List.of("import java.util.*;"), Renderers::text);
  }

  @AfterAll
  static void end() {
    runner.close();
  }

  private static CellResult run(String code) {
    return runner.run(++number, code);
  }

  private static Object value(String code) {
    CellResult result = run(code);
    assertEquals(Optional.empty(), result.failure());
    return result.shown().orElse("nothing");
  }

  private static CellFailure failure(String code) {
    return run(code).failure().orElseThrow(() -> new AssertionError("the cell succeeded"));
  }

  private static String at(int line) {
    return "    at In[" + number + "] line " + line;
  }

  @Test
  void the_last_expression_is_the_value() {
    assertEquals("5", value("int a1 = 2;\na1 + 3"));
    assertEquals("2", value("a1 // a comment"));
    assertEquals("[1, 2]", value("new int[] {1, 2}"));
    assertEquals("null", value("String a2 = null; a2"));
  }

  @Test
  void a_final_semicolon_keeps_a_cell_quiet() {
    assertEquals("nothing", value("1 + 1;"));
    assertEquals("nothing", value("1 + 1; // two"));
    assertEquals("nothing", value("1 + 1; /* two */"));
    assertEquals("a; // b", value("\"a; // b\""));
    assertEquals("nothing", value("int b1 = 3;"));
    assertEquals("nothing", value("// only a comment"));
  }

  @Test
  void names_live_on_in_later_cells_and_may_be_declared_again() {
    run("int c1 = 1;");
    run("String c1 = \"text\";");
    assertEquals("text", value("c1"));
    run("record Pair(int left, int right) {}");
    assertEquals("Pair[left=1, right=2]", value("new Pair(1, 2)"));
  }

  @Test
  void an_exception_names_the_lines_of_its_cells() {
    run("int half(int n) {\n  return n / 0;\n}");
    int definition = number;
    CellFailure failure = failure("\n// first\n\nint d1 = 1;\nhalf(d1)");
    assertEquals("ArithmeticException", failure.name());
    assertEquals(
        List.of(
            "ArithmeticException: / by zero",
            "    at In[" + definition + "] line 2, half()",
            at(5)),
        failure.trace());
  }

  @Test
  void a_sentence_is_shown_without_the_library_that_said_it() {
    CellFailure failure = failure("int e1 = 0;\nnew ArrayList<>(e1 - 1);");
    assertEquals(List.of("IllegalArgumentException: Illegal Capacity: -1", at(2)), failure.trace());
  }

  @Test
  void other_exceptions_show_their_causes() {
    CellFailure failure =
        failure(
            "try {\n  new ArrayList<>().get(1);\n} catch (Exception e) {\n"
                + "  throw new RuntimeException(\"outer\", e);\n}");
    assertEquals("outer", failure.message());
    assertTrue(failure.trace().contains(at(4)));
    assertTrue(
        failure
            .trace()
            .contains("Caused by IndexOutOfBoundsException: Index 1 out of bounds for length 0"),
        () -> failure.trace().toString());
    assertEquals(at(2), failure.trace().get(failure.trace().size() - 1));
  }

  @Test
  void a_compile_error_shows_its_line_and_place() {
    CellFailure failure = failure("int f1 = 1;\n  int f2 = \"text\";");
    assertEquals(
        "incompatible types: java.lang.String cannot be converted to int", failure.message());
    assertEquals(
        List.of(
            "CompileError: " + failure.message(),
            at(2),
            "        int f2 = \"text\";",
            "                 ^"),
        failure.trace());
  }

  @Test
  void an_unfinished_cell_says_where_the_open_statement_begins() {
    CellFailure failure = failure("int g1 = 1;\nfor (;;) {");
    assertEquals(at(2), failure.trace().get(1));
  }

  @Test
  void what_is_left_undefined_is_reported() {
    assertEquals(
        List.of("h1 refers to what is not defined yet (method h2()); define it before use"),
        run("void h1() { h2(); }").notes());
    assertTrue(failure("h1()").message().contains("method h2()"));
    assertEquals("nothing", value("void h2() {}\nh1()"));
    assertTrue(failure("Missing h3;").message().contains("class Missing"));
  }

  @Test
  void a_records_hidden_constructor_is_refused_with_the_way_out() {
    String message = failure("record H4(int n) { H4 { if (n < 0) n = 0; } }").message();
    assertTrue(message.endsWith("write public before the constructor"), message);
    assertEquals("H5[n=1]", value("record H5(int n) { public H5 { n = 1; } }\nnew H5(0)"));
  }

  @Test
  void a_null_pointer_message_names_the_variable_alone() {
    CellFailure failure = failure("String i1 = null; i1.length()");
    assertTrue(failure.message().endsWith("because \"i1\" is null"), failure.message());
  }

  @Test
  void endless_recursion_shows_both_ends_of_its_trace_and_leaves_the_kernel_alive() {
    CellFailure failure = failure("int j1(int n) { return j1(n + 1); }\nj1(0)");
    List<String> trace = failure.trace();
    assertEquals("StackOverflowError", failure.name());
    assertEquals("", failure.message());
    // The machine keeps 1024 frames; the topmost may be the stop check at the start of the method.
    assertEquals(26, trace.size());
    assertEquals("StackOverflowError", trace.get(0));
    assertEquals("    ... 1000 more", trace.get(13));
    List<String> frames = new ArrayList<>(trace.subList(1, 26));
    frames.remove(12);
    frames.removeIf(line -> line.contains(StopSignal.class.getName()));
    assertEquals(Set.of(at(1) + ", j1()"), Set.copyOf(frames));
    assertTrue(frames.size() > 20, trace::toString);
    assertEquals("4", value("2 + 2"));
  }

  @Test
  void a_compiler_out_of_stack_leaves_the_kernel_alive() {
    String text = "the compiler ran out of stack on this cell; split its longest expression";
    CellFailure expected =
        new CellFailure("StackOverflowError", text, List.of("StackOverflowError: " + text));
    assertEquals(expected, failure("int j2 = 1" + "+1".repeat(300_000) + ";"));
    // Java 17 runs out of stack in the parser, which wraps the error up.
    assertEquals(expected, failure("boolean j3 = " + "!".repeat(300_000) + "true;"));
    assertEquals("4", value("2 + 2"));
  }

  @Test
  void shown_values_are_not_kept() {
    long block = Math.min(100_000_000, Runtime.getRuntime().maxMemory() / 4);
    for (int i = 0; i < 8; i++) {
      CellResult result = run("new byte[" + block + "].length > 0 ? new byte[" + block + "] : 1");
      assertEquals(Optional.empty(), result.failure());
    }
  }

  @Test
  void a_failing_rendering_is_an_error_of_the_cell() {
    CellFailure failure =
        failure(
            "class K1 { public String toString() { throw new IllegalStateException(\"no\"); } }\n"
                + "new K1()");
    assertEquals("IllegalStateException", failure.name());
  }

  @Test
  void an_endless_rendering_is_not_the_compilers_fault() {
    CellFailure failure =
        failure("class K2 { public String toString() { return \"\" + this; } }\nnew K2()");
    assertEquals("IllegalStateException", failure.name());
    assertTrue(failure.message().endsWith("K2 ran out of stack; does it call itself?"));
  }

  @Test
  void completion_and_inspection_look_at_the_statement_under_the_cursor() {
    CodeAssist assist = runner.assist();
    String cell = "int l1 = 1;\nMath.ma";
    assertEquals(new CodeAssist.Choices(17, List.of("max(")), assist.complete(cell, cell.length()));
    assertTrue(assist.inspect("Math.max", 6, true).orElse("").contains("max(int a, int b)"));
    assertEquals("complete", assist.completeness("int l2 = 1;\nl2"));
    assertEquals("    ", assist.completeness("if (true) {"));
    assertEquals("invalid", assist.completeness("int = ;)"));
    assertFalse(assist.inspect("nothing_of_that_name", 3, true).isPresent());
  }
}
