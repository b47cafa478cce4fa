package io.otherwise.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.tensor.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees of a download; {@link FetchTest} has what a network does to it. */
class DownloadTest {
  @TempDir Path project;
  private final byte[] content = new byte[300_000];
  private FaultyServer server;

  @BeforeEach
  void a_server_on_loopback() throws IOException {
    new SplittableRandom(1).nextBytes(content);
    server = new FaultyServer(content);
    Files.createDirectories(project.resolve("data-manifests"));
    Files.writeString(
        project.resolve("data-manifests/model.json"),
        """
        {"name": "model", "kind": "weights", "licence": "CreativeML Open RAIL-M",
         "source": "%s/model.ckpt", "sha256": "%s", "bytes": %s}
        """
            .formatted(server.address(), Sha256.of(content), content.length));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Artifacts accepted() {
    Route swift = new Route(Duration.ofSeconds(30), Duration.ZERO, List.of(), Map.of());
    Artifacts artifacts = Artifacts.at(project).by(swift);
    artifacts.acceptLicence("model");
    return artifacts;
  }

  @Test
  void a_file_arrives_whole_under_its_own_name() throws IOException {
    List<Long> heard = new ArrayList<>();

    Path file = accepted().fetch("model", heard::add);

    assertEquals(project.resolve("downloads/model.ckpt"), file);
    assertArrayEquals(content, Files.readAllBytes(file));
    assertEquals(content.length, heard.get(heard.size() - 1));
    assertFalse(Files.exists(project.resolve("downloads/model.ckpt.part")));
  }

  @Test
  void the_licence_comes_first_and_is_recorded() throws IOException {
    Artifacts artifacts = Artifacts.at(project);

    Exception e =
        assertThrows(IllegalStateException.class, () -> artifacts.fetch("model", bytes -> {}));
    assertTrue(e.getMessage().contains("CreativeML Open RAIL-M"), e.getMessage());
    assertTrue(server.heard.isEmpty(), "nothing was asked of the server");

    artifacts.acceptLicence("model");
    assertEquals(
        "CreativeML Open RAIL-M\n",
        Files.readString(project.resolve("downloads/model.licence-accepted"), UTF_8));
  }

  @Test
  void one_program_fetches_a_file_at_a_time() throws IOException {
    Path lock = project.resolve("downloads/model.ckpt.part.lock");
    Files.createDirectories(lock.getParent());
    try (FileChannel other =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = other.lock()) {
      assertTrue(held.isValid());
      Artifacts artifacts = accepted();

      Exception e =
          assertThrows(UncheckedIOException.class, () -> artifacts.fetch("model", bytes -> {}));

      assertTrue(e.getMessage().contains("model must be fetched by one program"), e.getMessage());
      assertTrue(e.getMessage().contains("another holds " + lock), e.getMessage());
      assertTrue(server.heard.isEmpty(), "nothing was asked of the server");
    }

    assertArrayEquals(content, Files.readAllBytes(accepted().fetch("model", bytes -> {})));
    assertFalse(Files.exists(lock));
  }

  /** A program that fetches the file until it is killed. */
  static final class Holder {
    public static void main(String[] arguments) throws IOException {
      try (FileChannel channel =
              FileChannel.open(
                  Path.of(System.getProperty("lock")),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock held = channel.lock()) {
        System.out.println("held " + held.isValid());
        System.in.read();
      }
    }
  }

  @Test
  void another_process_is_waited_for_and_a_killed_one_holds_nothing() throws Exception {
    Path lock = project.resolve("downloads/model.ckpt.part.lock");
    Files.createDirectories(lock.getParent());
    Process other = ChildJvm.start(Holder.class, "-Dlock=" + lock, "-XX:TieredStopAtLevel=1");
    try (BufferedReader said = other.inputReader(UTF_8)) {
      assertEquals("held true", said.readLine());

      Exception e =
          assertThrows(UncheckedIOException.class, () -> accepted().fetch("model", bytes -> {}));

      assertTrue(e.getMessage().contains("another holds " + lock), e.getMessage());
    } finally {
      other.destroyForcibly().waitFor();
    }
    assertArrayEquals(content, Files.readAllBytes(accepted().fetch("model", bytes -> {})));
  }

  @Test
  void what_asks_for_consent_says_so_where_it_is_missing() {
    Exception e =
        assertThrows(UncheckedIOException.class, () -> Artifacts.at(project).file("model"));
    assertTrue(e.getMessage().endsWith("environment/fetch model --accept-licence"), e.getMessage());
  }

  @Test
  void a_server_without_versions_goes_on_where_it_broke() throws IOException {
    server.tag = "";
    server.then(server.hangsUpAfter(130_000)).then(server.hangsUpAfter(130_000));

    assertArrayEquals(content, Files.readAllBytes(accepted().fetch("model", bytes -> {})));
    assertEquals(
        List.of(
            "/model.ckpt null null",
            "/model.ckpt bytes=130000- null",
            "/model.ckpt bytes=260000- null"),
        server.heard);
  }

  @Test
  void a_server_without_ranges_starts_anew() throws IOException {
    Files.createDirectories(project.resolve("downloads"));
    Files.write(project.resolve("downloads/model.ckpt.part"), new byte[1000]);
    server.then(server.saysLength(content.length));

    assertArrayEquals(content, Files.readAllBytes(accepted().fetch("model", bytes -> {})));
    assertEquals(List.of("/model.ckpt bytes=1000- null"), server.heard);
  }

  @Test
  void a_file_that_is_there_is_not_asked_for_again() {
    Artifacts artifacts = accepted();
    artifacts.fetch("model", bytes -> {});
    artifacts.fetch("model", bytes -> {});

    assertEquals(1, server.heard.size());
  }

  /** The same length and time as the file that came: only reading it again would tell. */
  private static void swap(Path file, byte[] bytes) throws IOException {
    FileTime time = Files.getLastModifiedTime(file);
    Files.write(file, bytes);
    Files.setLastModifiedTime(file, time);
  }

  @Test
  void what_was_hashed_on_its_way_is_not_read_again_until_the_next_program() throws IOException {
    Artifacts artifacts = accepted();
    Path file = artifacts.fetch("model", bytes -> {});
    swap(file, new byte[content.length]);

    assertEquals(file, artifacts.file("model"));
    assertThrows(UncheckedIOException.class, () -> Artifacts.at(project).file("model"));
  }

  @Test
  void a_part_that_was_damaged_between_two_programs_is_noticed() throws IOException {
    for (int i = 0; i < 3; i++) {
      server.then(server.hangsUpAfter(50_000));
    }
    assertThrows(UncheckedIOException.class, () -> accepted().fetch("model", bytes -> {}));
    swap(project.resolve("downloads/model.ckpt.part"), new byte[150_000]);

    Exception e =
        assertThrows(UncheckedIOException.class, () -> accepted().fetch("model", bytes -> {}));

    assertTrue(e.getMessage().contains("sha256 is "), e.getMessage());
    assertArrayEquals(content, Files.readAllBytes(accepted().fetch("model", bytes -> {})));
  }

  @Test
  void a_hash_grows_with_its_file_and_reads_what_it_was_not_told() throws IOException {
    Path file = project.resolve("growing");
    Files.write(file, content);
    GrowingHash resumed = new GrowingHash(file);
    resumed.from(100_000);
    resumed.add(Arrays.copyOfRange(content, 100_000, content.length), content.length - 100_000);
    GrowingHash anew = new GrowingHash(file);
    anew.add(new byte[1000], 1000);
    anew.from(0);
    anew.add(content, content.length);

    assertEquals(Sha256.of(content), resumed.end());
    assertEquals(Sha256.of(content), anew.end());
    assertEquals(Sha256.of(content), new GrowingHash(file).end(), "nothing was told");
    assertThrows(IOException.class, () -> new GrowingHash(file).from(content.length + 1L));
  }

  @Test
  void an_unreachable_server_is_one_sentence() {
    server.close();

    Exception e =
        assertThrows(UncheckedIOException.class, () -> accepted().fetch("model", bytes -> {}));

    assertTrue(e.getMessage().startsWith("model must be fetched from http://"), e.getMessage());
  }

  @Test
  void a_fetched_file_that_is_missing_says_how_to_fetch_it() {
    Exception e = assertThrows(UncheckedIOException.class, () -> accepted().file("model"));

    assertTrue(e.getMessage().contains("environment/fetch model"), e.getMessage());
  }
}
