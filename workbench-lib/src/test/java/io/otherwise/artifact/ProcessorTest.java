package io.otherwise.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the processor is named in provenance. */
class ProcessorTest {
  @TempDir Path folder;

  private String named(String... lines) throws IOException {
    return Processor.name(Files.write(folder.resolve("cpuinfo"), List.of(lines)));
  }

  @Test
  void the_widest_vectors_are_named_because_sums_depend_on_them() throws IOException {
    String model = "model name\t: Some CPU 2.0";

    assertEquals("Some CPU 2.0 with avx2", named(model, "flags\t\t: fpu avx avx2 sse"));
    assertEquals("Some CPU 2.0 with avx512f", named(model, "flags\t\t: avx avx2 avx512f"));
    assertEquals("Some CPU 2.0", named(model, "flags\t\t: fpu"));
  }

  @Test
  void the_first_of_several_equal_cores_is_enough() throws IOException {
    assertEquals(
        "A with avx",
        named("processor\t: 0", "model name\t: A", "flags\t\t: avx", "model name\t: B"));
  }

  @Test
  void processors_of_the_arm_family_have_features_and_often_no_name() throws IOException {
    assertEquals("unknown with asimd", named("Features\t: fp asimd"));
  }

  @Test
  void a_system_that_does_not_tell_is_unknown() {
    assertEquals("unknown", Processor.name(folder.resolve("none")));
  }

  @Test
  void this_machine_has_a_name() {
    assertFalse(Processor.name().isBlank());
  }
}
