package io.otherwise.kernel.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel as a front end meets it: its own process, over ZeroMQ. The engine is left out. */
class JavaKernelTest {
  private static final String MAIN = "io.otherwise.kernel.KernelMain";

  @TempDir static Path folder;
  private static KernelProcess process;
  private static KernelClient client;
  private static JsonObject info;

  private final List<Message> heard = new ArrayList<>();

  @BeforeAll
  static void start() throws IOException {
    String withoutEngine =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("pytorch"))
            .collect(Collectors.joining(File.pathSeparator));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    KernelSpec spec =
        new KernelSpec(
            List.of(java, "-Xmx512m", "-cp", withoutEngine, MAIN, "{connection_file}"),
            Map.of("NB_WHO", "a test"));
    process = KernelProcess.start(spec, folder);
    client = new KernelClient(process);
    info = client.awaitReady(Duration.ofSeconds(60));
  }

  @AfterAll
  static void end() throws IOException {
    long asked = System.nanoTime();
    client.close();
    process.close();
    assertFalse(process.isAlive());
    assertTrue(System.nanoTime() - asked < Duration.ofSeconds(5).toNanos(), "leaves when asked");
  }

  private Ending run(String code) {
    return run(code, 60_000);
  }

  private Ending run(String code, long millis) {
    heard.clear();
    return client.execute(code, Duration.ofMillis(millis), heard::add, () -> {});
  }

  private List<JsonObject> contents(String type) {
    return heard.stream().filter(m -> m.type().equals(type)).map(Message::content).toList();
  }

  private String result() {
    return contents("execute_result")
        .get(0)
        .getAsJsonObject("data")
        .get("text/plain")
        .getAsString();
  }

  private String printed(String stream) {
    return contents("stream").stream()
        .filter(c -> c.get("name").getAsString().equals(stream))
        .map(c -> c.get("text").getAsString())
        .collect(Collectors.joining());
  }

  @Test
  void it_introduces_itself_as_the_protocol_wants() {
    assertEquals("ok", info.get("status").getAsString());
    assertEquals("java", info.getAsJsonObject("language_info").get("name").getAsString());
  }

  @Test
  void values_and_output_arrive_and_default_imports_are_there() {
    assertEquals(Ending.OK, run("System.err.print(\"warn\");\nList.of(1, 2)"));
    assertEquals("[1, 2]", result());
    assertEquals("warn", printed("stderr"));
    run("param(\"WHO\", \"nobody\")");
    assertEquals("a test", result());
  }

  @Test
  void twenty_thousand_lines_arrive_complete_in_few_messages() {
    assertEquals(
        Ending.OK, run("for (int i = 0; i < 20_000; i++) System.out.println(\"line \" + i);"));
    List<String> lines = printed("stdout").lines().toList();
    assertEquals(20_000, lines.size());
    assertEquals("line 19999", lines.get(19_999));
    assertTrue(contents("stream").size() < 300, () -> contents("stream").size() + " messages");
  }

  @Test
  void an_interrupt_stops_a_busy_loop_and_the_kernel_lives() {
    run("int kept = 7;");
    assertEquals(Ending.TIMED_OUT, run("while (true) {}", 1500));
    assertEquals("CellStopped", contents("error").get(0).get("ename").getAsString());
    assertEquals(Ending.OK, run("kept"));
    assertEquals("7", result());
  }

  @Test
  void an_error_has_its_class_message_and_line() {
    assertEquals(
        Ending.ERROR, run("int zero = 0;\n\nthrow new IllegalStateException(\"first load it\");"));
    JsonObject error = contents("error").get(0);
    assertEquals("IllegalStateException", error.get("ename").getAsString());
    assertEquals("first load it", error.get("evalue").getAsString());
    String trace = error.getAsJsonArray("traceback").get(1).getAsString();
    assertTrue(trace.matches(" +at In\\[\\d+] line 3"), trace);
  }

  @Test
  void displays_update_in_place_and_clear() {
    assertEquals(
        Ending.OK,
        run(
            "for (int i : progress(\"faces\", List.of(1, 2))) Thread.sleep(150);\n"
                + "show(html(\"<b>x</b>\"));\nclearOutput(true);"));
    String id = displayId(contents("display_data").get(0));
    assertTrue(contents("update_display_data").stream().allMatch(u -> displayId(u).equals(id)));
    String last =
        contents("update_display_data")
            .get(contents("update_display_data").size() - 1)
            .getAsJsonObject("data")
            .get("text/plain")
            .getAsString();
    assertTrue(last.startsWith("faces 2/2 (100 %)"), last);
    assertTrue(contents("clear_output").get(0).get("wait").getAsBoolean());
  }

  private static String displayId(JsonObject content) {
    return content.getAsJsonObject("transient").get("display_id").getAsString();
  }

  @Test
  void output_of_a_background_thread_after_the_cell_goes_below_it() {
    run(
        "Thread late = new Thread(() -> { try { Thread.sleep(300); } catch (Exception e) {}"
            + " System.out.println(\"late\"); }); late.start();");
    run("late.join(); Thread.sleep(200);");
    assertEquals("late\n", printed("stdout"));
  }

  @Test
  void input_is_refused_where_the_front_end_has_none() {
    assertEquals(Ending.ERROR, run("System.in.read()"));
    assertTrue(contents("error").get(0).get("evalue").getAsString().contains("param(name, value)"));
  }

  @Test
  void without_the_engine_a_plain_cell_runs_and_a_network_is_refused_in_one_sentence() {
    assertEquals(Ending.OK, run("Image.of(\"x\", 1, 1, new float[3]);"));
    assertEquals(Ending.ERROR, run("io.otherwise.tensor.Torch.describe()"));
    JsonObject error = contents("error").get(0);
    assertTrue(
        error.get("evalue").getAsString().contains("engine"),
        () -> error.get("evalue").getAsString());
    assertTrue(error.getAsJsonArray("traceback").size() <= 2, error::toString);
  }
}
