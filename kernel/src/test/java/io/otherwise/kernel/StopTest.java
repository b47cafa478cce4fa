package io.otherwise.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An interrupt ends what a cell does, whatever it does. */
@Timeout(120)
class StopTest {
  private static CellRunner runner;

  @BeforeAll
  static void start() {
    runner = new CellRunner(List.of("import java.util.stream.*;"), Renderers::text);
  }

  @AfterAll
  static void end() {
    runner.close();
  }

  @BeforeEach
  void rearm() {
    Door.close();
  }

  private static final String BEGIN = "io.otherwise.kernel.Door.begin();\n";

  private static CellFailure stopped(String code) throws Exception {
    Thread stopper =
        new Thread(
            () -> {
              try {
                Door.await();
                Thread.sleep(50);
                runner.stop();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    stopper.start();
    CellResult result = runner.run(1, code);
    stopper.join();
    CellFailure failure = result.failure().orElseThrow();
    assertEquals("CellStopped", failure.name());
    assertEquals(Optional.of("3"), runner.run(2, "1 + 2").shown());
    assertFalse(Thread.currentThread().isInterrupted());
    return failure;
  }

  @Test
  void a_busy_loop_stops_and_tells_its_line() throws Exception {
    // One statement, so that it is compiled before it begins.
    CellFailure failure = stopped("{\n" + BEGIN + "while (true) {}\n}");
    assertEquals("    at In[1] line 3", failure.trace().get(1));
  }

  @Test
  void sleep_stops() throws Exception {
    stopped(BEGIN + "Thread.sleep(100_000);");
  }

  @Test
  void a_loop_that_swallows_the_interrupt_stops() throws Exception {
    stopped(BEGIN + "while (true) {\n try { Thread.sleep(5); } catch (Exception e) {}\n}");
  }

  @Test
  void deep_recursion_without_a_loop_stops() throws Exception {
    stopped(
        "long fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }\n" + BEGIN + "fib(90)");
  }

  @Test
  void a_parallel_stream_stops() throws Exception {
    stopped(BEGIN + "IntStream.range(0, 4).parallel().forEach(i -> { while (true) {} });");
  }

  @Test
  void threads_that_the_cell_started_stop_and_older_ones_go_on() throws Exception {
    runner.run(
        1,
        "volatile boolean off = false;\nThread old = new Thread(() -> { while (!off) Thread.onSpinWait(); });");
    runner.run(2, "old.setDaemon(true); old.start();");
    runner.run(3, "Thread young = new Thread(() -> { while (true) {} });");
    stopped("young.start();\n" + BEGIN + "young.join();");
    assertEquals(Optional.of("true"), runner.run(4, "old.isAlive()").shown());
    runner.run(5, "young.join(5000);");
    assertEquals(Optional.of("false"), runner.run(6, "young.isAlive()").shown());
    runner.run(7, "off = true; old.join(5000);");
    assertEquals(Optional.of("false"), runner.run(8, "old.isAlive()").shown());
  }

  @Test
  void a_cell_whose_last_statement_was_cut_short_does_not_look_finished() throws Exception {
    stopped("io.otherwise.kernel.Door.returnWhenInterrupted();");
  }

  @Test
  void a_cell_inside_a_library_is_given_up() throws Exception {
    CellFailure failure = stopped("io.otherwise.kernel.Door.busyInLibrary(8000);");
    assertTrue(failure.message().contains("did not stop within 3 s"), failure.message());
    assertTrue(failure.message().contains("restart the kernel"), failure.message());
  }

  @Test
  void checks_change_nothing_but_the_ability_to_stop() throws Exception {
    String name = Counting.class.getName().replace('.', '/') + ".class";
    byte[] plain;
    try (var in = getClass().getClassLoader().getResourceAsStream(name)) {
      plain = in.readAllBytes();
    }
    byte[] checked = StopChecks.addTo(plain);
    assertTrue(checked.length > plain.length);
    Class<?> loaded =
        new ClassLoader(getClass().getClassLoader()) {
          Class<?> define() {
            return defineClass(null, checked, 0, checked.length);
          }
        }.define();
    var count = loaded.getDeclaredMethod("count", int.class);
    count.setAccessible(true);
    assertEquals(new Counting().sum(10), count.invoke(null, 10));
  }

  /** Loops of every kind, a switch and a handler. */
  static final class Counting {
    static int count(int n) {
      return new Counting().sum(n);
    }

    int sum(int n) {
      int sum = 0;
      for (int i = 0; i < n; i++) {
        int j = i;
        do {
          sum += j % 3 == 0 ? 1 : 2;
        } while (--j > 0);
        try {
          sum += 10 / (i - 3);
        } catch (ArithmeticException e) {
          sum -= 1;
        }
        switch (i % 3) {
          case 0 -> sum += 7;
          case 1 -> sum *= 2;
          default -> sum--;
        }
      }
      return sum;
    }
  }
}
