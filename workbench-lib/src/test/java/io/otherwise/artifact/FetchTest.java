package io.otherwise.artifact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.Standing.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a network does to a download, one fault a test. */
class FetchTest {
  private static final int SIZE = 200_000;

  @TempDir Path project;
  private final byte[] content = new byte[SIZE];
  private FaultyServer server;

  /** Long, so that a busy machine is no fault. */
  private Duration timeout = Duration.ofSeconds(30);

  @BeforeEach
  void a_server() throws IOException {
    new SplittableRandom(7).nextBytes(content);
    server = new FaultyServer(content);
    manifest(server.address() + "/w.pt", Sha256.of(content), SIZE);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void manifest(String source, String sha256, long bytes) throws IOException {
    Path folder = Files.createDirectories(project.resolve("data-manifests/published"));
    Files.writeString(
        folder.resolve("w.json"),
        """
        {"name": "w", "kind": "classifier", "licence": "MIT", "source": "%s", "sha256": "%s",
         "bytes": %s, "file": "downloads/w.pt"}
        """
            .formatted(source, sha256, bytes));
  }

  private Artifacts artifacts() {
    return by(List.of(), Map.of());
  }

  private Artifacts by(List<Route.Mirror> mirrors, Map<String, String> variables) {
    return Artifacts.at(project).by(new Route(timeout, Duration.ZERO, mirrors, variables));
  }

  private byte[] fetched() throws IOException {
    return Files.readAllBytes(artifacts().fetch("w", bytes -> {}));
  }

  private String refusal() {
    return assertThrows(UncheckedIOException.class, () -> artifacts().fetch("w", bytes -> {}))
        .getMessage();
  }

  /** Names of everything in the folder of downloads. */
  private List<String> downloads() throws IOException {
    Path folder = project.resolve("downloads");
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void an_interrupted_file_goes_on_on_the_condition_that_it_is_still_the_same() throws IOException {
    server.then(server.hangsUpAfter(70_000));

    assertArrayEquals(content, fetched());
    assertEquals(List.of("/w.pt null null", "/w.pt bytes=70000- \"1\""), server.heard);
    assertEquals(List.of("w.pt"), downloads());
  }

  @Test
  void the_condition_holds_in_the_next_program_too() throws IOException {
    for (int i = 0; i < 3; i++) {
      server.then(server.hangsUpAfter(10_000));
    }
    String message = refusal();
    assertTrue(message.endsWith("go on from byte 30000"), message);
    assertEquals(List.of("w.pt.part", "w.pt.part.version"), downloads());

    assertArrayEquals(content, fetched());
    assertEquals("/w.pt bytes=30000- \"1\"", server.heard.get(3));
  }

  @Test
  void a_file_that_changed_on_the_server_is_taken_from_its_beginning() throws IOException {
    byte[] old = content.clone();
    old[3]++;
    server.content = old;
    server.then(
        exchange -> {
          server.well(exchange, 50_000);
          server.content = content;
          server.tag = "\"2\"";
        });

    assertArrayEquals(content, fetched());
    assertEquals(List.of("/w.pt null null", "/w.pt bytes=50000- \"1\""), server.heard);
  }

  @Test
  void a_server_that_goes_on_in_another_version_is_noticed() throws IOException {
    server
        .then(
            exchange -> {
              server.well(exchange, 50_000);
              server.tag = "\"2\"";
            })
        .then(server.ignoresConditions());

    assertArrayEquals(content, fetched());
    assertEquals("/w.pt null null", server.heard.get(2), "the part was thrown away");
  }

  @Test
  void a_longer_file_than_the_manifests_is_refused_before_it_is_read() throws IOException {
    server.then(server.saysLength(SIZE + 1));

    assertTrue(refusal().contains("the server offers 200001 bytes instead of 200000"));
    assertEquals(1, server.heard.size());
    assertEquals(List.of(), downloads());
  }

  @Test
  void an_error_page_of_few_bytes_is_refused() throws IOException {
    server.then(server.saysLength(1200));

    assertTrue(refusal().contains("the server offers 1200 bytes instead of 200000"));
    assertEquals(List.of(), downloads());
  }

  @Test
  void redirects_are_followed_and_keep_the_range() throws IOException {
    server
        .then(FaultyServer.redirect("/elsewhere/w.pt"))
        .then(server.hangsUpAfter(10))
        .then(FaultyServer.redirect(server.address() + "/third"));

    assertArrayEquals(content, fetched());
    assertEquals(
        List.of(
            "/w.pt null null",
            "/elsewhere/w.pt null null",
            "/w.pt bytes=10- \"1\"",
            "/third bytes=10- \"1\""),
        server.heard);
  }

  @Test
  void a_circle_of_redirects_ends() {
    for (int i = 0; i < 20; i++) {
      server.then(FaultyServer.redirect("/w.pt"));
    }

    assertTrue(refusal().contains("redirects more than 8 times"));
    assertEquals(9, server.heard.size());
  }

  @Test
  void a_redirect_to_a_file_of_this_machine_is_not_followed() {
    server.then(FaultyServer.redirect("file:///etc/passwd"));

    assertTrue(refusal().contains("redirects to file:///etc/passwd"));
  }

  @Test
  void a_stalled_connection_is_given_up_and_resumed() throws IOException {
    server.then(server.stallsAfter(64_000));
    timeout = Duration.ofMillis(300);

    assertArrayEquals(content, fetched());
    assertEquals("/w.pt bytes=64000- \"1\"", server.heard.get(1));
  }

  @Test
  void forbidden_and_missing_files_are_asked_for_once() {
    for (int status : new int[] {401, 403, 404, 410, 451}) {
      server.heard.clear();
      server.then(FaultyServer.status(status));

      String message = refusal();
      assertTrue(message.contains("status " + status), message);
      assertTrue(message.endsWith("or name another address in otherwise.mirror"), message);
      assertEquals(1, server.heard.size());
    }
  }

  @Test
  void a_busy_server_is_asked_again() throws IOException {
    server.then(FaultyServer.status(503)).then(FaultyServer.status(429));

    assertArrayEquals(content, fetched());
    assertEquals(3, server.heard.size());
  }

  @Test
  void a_part_that_is_longer_than_the_servers_file_is_thrown_away() throws IOException {
    manifest(server.address() + "/w.pt", Sha256.of(content), 0);
    Files.createDirectories(project.resolve("downloads"));
    Files.write(project.resolve("downloads/w.pt.part"), new byte[SIZE + 5]);

    assertArrayEquals(content, fetched());
    assertEquals(
        List.of("/w.pt bytes=200005- null", "/w.pt null null"), server.heard, "416, then anew");
  }

  @Test
  void a_part_that_is_whole_already_is_only_verified() throws IOException {
    manifest(server.address() + "/w.pt", Sha256.of(content), 0);
    Files.createDirectories(project.resolve("downloads"));
    Files.write(project.resolve("downloads/w.pt.part"), content);

    assertArrayEquals(content, fetched());
    assertEquals(List.of("/w.pt bytes=200000- null"), server.heard);
  }

  @Test
  void wrong_bytes_leave_nothing_behind() throws IOException {
    server.content = content.clone();
    server.content[9]++;

    assertTrue(refusal().contains("sha256 is " + Sha256.of(server.content)));
    assertEquals(List.of(), downloads());
  }

  @Test
  void a_file_of_unknown_length_and_hash_is_taken_as_it_ends_and_recorded() throws IOException {
    manifest(server.address() + "/w.pt", "unknown", 0);
    server.then(server.chunked());

    assertArrayEquals(content, fetched());
    assertEquals(List.of("w.pt", "w.pt.sha256"), downloads());
    assertEquals(
        Sha256.of(content) + "  w.pt\n",
        Files.readString(project.resolve("downloads/w.pt.sha256")));
    Standing standing = artifacts().standing("w");
    assertEquals(State.RECORDED, standing.state());
    assertTrue(standing.says().contains("nobody published one"), standing.says());
  }

  @Test
  void a_file_of_unknown_hash_that_breaks_off_is_completed_by_its_length() throws IOException {
    manifest(server.address() + "/w.pt", "unknown", 0);
    server.then(server.hangsUpAfter(120_000));

    assertArrayEquals(content, fetched());
    assertEquals("/w.pt bytes=120000- \"1\"", server.heard.get(1));
  }

  @Test
  void a_recorded_file_that_changes_later_is_noticed() throws IOException {
    manifest(server.address() + "/w.pt", "unknown", 0);
    fetched();
    content[1]++;
    Files.write(project.resolve("downloads/w.pt"), content);

    assertTrue(refusal().contains("w: w.pt.sha256 recorded sha256"));
    assertEquals(State.WRONG, artifacts().standing("w").state());
  }

  @Test
  void an_empty_file_is_no_file() throws IOException {
    manifest(server.address() + "/w.pt", "unknown", 0);
    server.then(FaultyServer.status(200));

    assertTrue(refusal().contains("the server offers an empty file"));
    assertEquals(List.of(), downloads());
  }

  @Test
  void a_mirror_answers_in_the_place_of_the_source() throws IOException {
    manifest("https://weights.invalid/models/w.pt", Sha256.of(content), SIZE);
    Artifacts mirrored =
        by(Route.mirrors("https://weights.invalid=" + server.address() + "/copy"), Map.of());

    assertArrayEquals(content, Files.readAllBytes(mirrored.fetch("w", bytes -> {})));
    assertEquals(List.of("/copy/models/w.pt null null"), server.heard);
  }

  @Test
  void a_mirror_with_other_bytes_is_not_believed() throws IOException {
    manifest("https://weights.invalid/w.pt", Sha256.of(new byte[SIZE]), SIZE);
    Artifacts mirrored = by(Route.mirrors("https://weights.invalid=" + server.address()), Map.of());

    String message =
        assertThrows(UncheckedIOException.class, () -> mirrored.fetch("w", bytes -> {}))
            .getMessage();
    assertTrue(message.contains("from " + server.address() + "/w.pt"), message);
    assertFalse(Files.exists(project.resolve("downloads/w.pt")));
  }

  @Test
  void a_proxy_of_the_environment_is_asked_by_the_whole_address() throws IOException {
    manifest("http://weights.invalid/w.pt", Sha256.of(content), SIZE);
    Artifacts behind = by(List.of(), Map.of("http_proxy", server.address()));

    assertArrayEquals(content, Files.readAllBytes(behind.fetch("w", bytes -> {})));
    assertEquals(List.of("http://weights.invalid/w.pt null null"), server.heard);
  }
}
