package io.otherwise.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {
  @TempDir Path project;
  private final byte[] content = new byte[300_000];
  private final List<String> ranges = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;

  /** How many bytes one answer carries before the server hangs up. */
  private volatile int sentAtOnce = Integer.MAX_VALUE;

  private volatile boolean knowsRanges = true;
  private volatile byte[] served = content;

  @BeforeEach
  void a_server_on_loopback() throws IOException {
    new SplittableRandom(1).nextBytes(content);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/model.ckpt", this::answer);
    server.start();
    Files.createDirectories(project.resolve("data-manifests"));
    Files.writeString(
        project.resolve("data-manifests/model.json"),
        """
        {"name": "model", "kind": "weights", "licence": "CreativeML Open RAIL-M",
         "source": "http://127.0.0.1:%s/model.ckpt", "sha256": "%s", "bytes": %s}
        """
            .formatted(
                String.valueOf(server.getAddress().getPort()),
                Sha256.of(content),
                String.valueOf(content.length)));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    ranges.add(String.valueOf(range));
    int from = 0;
    int status = 200;
    if (range != null && knowsRanges) {
      from = Integer.parseInt(range.replaceAll("\\D", ""));
      status = 206;
      exchange
          .getResponseHeaders()
          .add("Content-Range", "bytes %s-%s/%s".formatted(from, served.length - 1, served.length));
    }
    byte[] rest = Arrays.copyOfRange(served, from, served.length);
    exchange.sendResponseHeaders(status, rest.length);
    exchange.getResponseBody().write(rest, 0, Math.min(rest.length, sentAtOnce));
    exchange.close();
  }

  private Artifacts accepted() {
    Route swift = new Route(Duration.ofSeconds(5), Duration.ZERO, List.of(), Map.of());
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
    assertTrue(ranges.isEmpty(), "nothing was asked of the server");

    artifacts.acceptLicence("model");
    assertEquals(
        "CreativeML Open RAIL-M\n",
        Files.readString(project.resolve("downloads/model.licence-accepted"), UTF_8));
  }

  @Test
  void a_broken_connection_is_resumed_where_it_broke() throws IOException {
    sentAtOnce = 130_000;

    Path file = accepted().fetch("model", bytes -> {});

    assertArrayEquals(content, Files.readAllBytes(file));
    assertEquals(List.of("null", "bytes=130000-", "bytes=260000-"), ranges);
  }

  @Test
  void what_arrived_stays_for_the_next_run() throws IOException {
    sentAtOnce = 10_000;
    Artifacts artifacts = accepted();

    Exception e =
        assertThrows(UncheckedIOException.class, () -> artifacts.fetch("model", bytes -> {}));
    assertTrue(e.getMessage().endsWith("go on from byte 30000"), e.getMessage());

    sentAtOnce = Integer.MAX_VALUE;
    assertArrayEquals(content, Files.readAllBytes(artifacts.fetch("model", bytes -> {})));
    assertEquals("bytes=30000-", ranges.get(ranges.size() - 1));
  }

  @Test
  void a_server_without_ranges_starts_anew() throws IOException {
    Files.createDirectories(project.resolve("downloads"));
    Files.write(project.resolve("downloads/model.ckpt.part"), new byte[1000]);
    knowsRanges = false;

    assertArrayEquals(content, Files.readAllBytes(accepted().fetch("model", bytes -> {})));
  }

  @Test
  void other_bytes_are_refused_and_not_kept() throws IOException {
    served = content.clone();
    served[7]++;

    Exception e =
        assertThrows(UncheckedIOException.class, () -> accepted().fetch("model", bytes -> {}));

    assertTrue(e.getMessage().contains("sha256 is " + Sha256.of(served)), e.getMessage());
    assertFalse(Files.exists(project.resolve("downloads/model.ckpt")));
    assertFalse(Files.exists(project.resolve("downloads/model.ckpt.part")));
  }

  @Test
  void a_file_that_is_there_is_not_asked_for_again() {
    Artifacts artifacts = accepted();
    artifacts.fetch("model", bytes -> {});
    artifacts.fetch("model", bytes -> {});

    assertEquals(1, ranges.size());
  }

  @Test
  void an_unreachable_server_is_one_sentence() {
    server.stop(0);

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
