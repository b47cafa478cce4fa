package io.otherwise.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelInstallerTest {
  @TempDir Path home;

  private final KernelInstaller plain =
      new KernelInstaller("java", false, Path.of("/opt/kernel/otherwise-kernel.jar"));

  private Map<String, String> environment() {
    return Map.of("JUPYTER_DATA_DIR", home.toString());
  }

  @Test
  void the_specification_has_absolute_paths_and_interrupts_by_message() throws IOException {
    Path file = plain.install(environment());
    assertEquals(home.resolve("kernels/java/kernel.json"), file);
    JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    assertTrue(Path.of(json.getAsJsonArray("argv").get(0).getAsString()).isAbsolute());
    assertEquals(
        "/opt/kernel/otherwise-kernel.jar", json.getAsJsonArray("argv").get(2).getAsString());
    assertEquals("{connection_file}", json.getAsJsonArray("argv").get(3).getAsString());
    assertEquals("message", json.get("interrupt_mode").getAsString());
    assertEquals("java", json.get("language").getAsString());
  }

  @Test
  void our_own_specification_is_replaced() throws IOException {
    plain.install(environment());
    Path file =
        new KernelInstaller("java", false, Path.of("/new/otherwise-kernel.jar"))
            .install(environment());
    assertTrue(Files.readString(file).contains("/new/otherwise-kernel.jar"));
  }

  @Test
  void a_foreign_kernel_is_replaced_by_force_alone() throws IOException {
    Path file = home.resolve("kernels/java/kernel.json");
    Files.createDirectories(file.getParent());
    for (String foreign :
        List.of("{\"argv\":[\"java\",\"-jar\",\"ijava.jar\"]}", "[]", "no json")) {
      Files.writeString(file, foreign);
      IllegalStateException refusal =
          assertThrows(IllegalStateException.class, () -> plain.install(environment()));
      assertTrue(refusal.getMessage().contains("--force"), refusal.getMessage());
      assertEquals(foreign, Files.readString(file));
    }
    new KernelInstaller("java", true, plain.jar()).install(environment());
    assertTrue(Files.readString(file).contains("otherwise-kernel.jar"));
  }

  @Test
  void home_comes_before_the_jvms_idea_of_it() {
    Path kernels = KernelInstaller.kernels(Map.of("HOME", home.toString()));
    assertTrue(kernels.startsWith(home), kernels::toString);
  }

  @Test
  void unknown_words_and_names_are_refused() {
    assertThrows(
        IllegalArgumentException.class, () -> KernelInstaller.of(List.of("--install", "--foo")));
    assertThrows(
        IllegalArgumentException.class, () -> new KernelInstaller("../x", false, plain.jar()));
  }
}
