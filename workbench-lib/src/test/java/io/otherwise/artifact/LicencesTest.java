package io.otherwise.artifact;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LicencesTest {
  @TempDir Path folder;

  private Manifest under(String licence) throws IOException {
    Path file = folder.resolve("w.json");
    Files.writeString(
        file,
        "{\"name\":\"w\",\"kind\":\"images\",\"source\":\"manual: x\",\"licence\":\"%s\"}"
            .formatted(licence));
    return Manifest.read(file);
  }

  @Test
  void only_licences_that_allow_any_use_ask_nobody() throws IOException {
    Licences licences = new Licences(folder);
    for (String free : List.of("MIT", "Apache-2.0", "BSD-3-Clause")) {
      assertTrue(licences.allow(under(free)), free);
    }
    for (String asks :
        List.of("CC-BY-NC-4.0", "CreativeML Open RAIL-M", "MIT for the port", "non-commercial")) {
      assertFalse(licences.allow(under(asks)), asks);
    }
  }

  @Test
  void consent_is_recorded_once_and_says_to_what() throws IOException {
    Licences licences = new Licences(folder.resolve("downloads"));
    Manifest manifest = under("CC-BY-NC-4.0");

    String message =
        assertThrows(IllegalStateException.class, () -> licences.require(manifest)).getMessage();
    assertTrue(message.contains("CC-BY-NC-4.0, which has to be accepted once"), message);
    licences.accept(manifest);

    assertDoesNotThrow(() -> licences.require(manifest));
    assertEquals(
        "CC-BY-NC-4.0\n", Files.readString(folder.resolve("downloads/w.licence-accepted")));
  }

  @Test
  void another_licence_under_the_same_name_has_to_be_accepted_again() throws IOException {
    Licences licences = new Licences(folder);
    licences.accept(under("CC-BY-NC-4.0"));

    assertFalse(licences.allow(under("research only")));
    licences.accept(under("research only"));
    assertTrue(licences.allow(under("research only")));
    assertFalse(licences.allow(under("CC-BY-NC-4.0")));
  }
}
