package io.otherwise.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Every method on the networks of its paper; hours on a slow machine, so only with -Pfull-size. */
class FullSizeTest {
  @TestFactory
  @EnabledIfSystemProperty(named = "full-size", matches = "true")
  List<DynamicTest> each_method_runs_at_the_size_of_its_paper(TestReporter reporter) {
    return FullSize.NAMES.stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      FullSize.Ran ran = FullSize.run(name);
                      reporter.publishEntry(ran.says(name));
                      assertTrue(ran.steps() > 0 && ran.seconds() > 0, ran.toString());
                    }))
        .toList();
  }

  @Test
  void a_run_says_time_a_step_and_memory_in_one_line() {
    FullSize.Ran ran = new FullSize.Ran(3, 6, 3L << 29, "");

    assertEquals("dime: 3 steps, 2.0 s a step, peak 1.50 GiB", ran.says("dime"));
  }

  @Test
  void a_method_that_is_not_there_is_refused_by_name() {
    assertThrows(IllegalArgumentException.class, () -> FullSize.run("dimes"));
  }
}
