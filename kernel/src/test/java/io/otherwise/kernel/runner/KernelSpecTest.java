package io.otherwise.kernel.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelSpecTest {
  @TempDir Path folder;

  @Test
  void a_kernel_json_is_read_from_its_folder_or_by_name() throws IOException {
    Path file =
        write(
            "{\"argv\": [\"java\", \"-jar\", \"{resource_dir}/k.jar\", \"{connection_file}\"],"
                + " \"env\": {\"A\": \"1\"}, \"display_name\": \"Java\"}");
    KernelSpec spec = KernelSpec.read(folder);
    assertEquals(spec, KernelSpec.read(file));
    assertEquals(Map.of("A", "1"), spec.environment());
    assertEquals(
        List.of("java", "-jar", folder.toAbsolutePath() + "/k.jar", "/tmp/c.json"),
        spec.command(Path.of("/tmp/c.json")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{}", "{\"argv\": 1}", "{\"argv\": [{}]}", "no json"})
  void what_is_no_kernel_json_is_refused_by_name(String text) throws IOException {
    write(text);
    IOException refusal = assertThrows(IOException.class, () -> KernelSpec.read(folder));
    assertTrue(refusal.getMessage().contains("kernel.json"), refusal.getMessage());
  }

  @Test
  void a_command_without_connection_file_is_refused() {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class, () -> new KernelSpec(List.of("java"), Map.of()));
    assertTrue(refusal.getMessage().contains("{connection_file}"), refusal.getMessage());
  }

  @Test
  void ports_differ_and_the_connection_file_is_private() throws IOException {
    Connection connection = Connection.free();
    assertEquals(5, connection.ports().stream().distinct().count());
    Path file = connection.write();
    try {
      assertEquals(
          "[OWNER_READ, OWNER_WRITE]",
          Files.getPosixFilePermissions(file).stream().sorted().toList().toString());
      assertTrue(Files.readString(file).contains(connection.key()));
    } finally {
      Files.delete(file);
    }
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("kernel.json"), text);
  }
}
