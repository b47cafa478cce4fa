package io.otherwise.kernel.runner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor says of files, and what it tells people to run. */
class FilesReportTest {
  private static final byte[] WEIGHTS = "weights".getBytes(UTF_8);

  @TempDir Path project;
  private HttpServer server;
  private Path shipped;

  @BeforeEach
  void a_project_and_a_server() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/w.pt",
        exchange -> {
          exchange.sendResponseHeaders(200, WEIGHTS.length);
          exchange.getResponseBody().write(WEIGHTS);
          exchange.close();
        });
    server.start();
    shipped = project.resolve("data-manifests/weights/tiny.safetensors");
    Files.createDirectories(shipped.getParent());
    Files.write(shipped, WEIGHTS);
    Manifest.shipped("tiny", "classifier", "ResNet", Map.of(), shipped)
        .writeTo(project.resolve("data-manifests"));
    String source = "http://127.0.0.1:" + server.getAddress().getPort() + "/w.pt";
    published("free", "MIT", source, Sha256.of(WEIGHTS));
    published("bound", "research only", source, "unknown");
    published("faces", "MIT", "manual: download faces.zip", "unknown");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void published(String name, String licence, String source, String sha256)
      throws IOException {
    Path folder = Files.createDirectories(project.resolve("data-manifests/published"));
    Files.writeString(
        folder.resolve(name + ".json"),
        """
        {"name": "%s", "kind": "classifier", "licence": "%s", "source": "%s", "sha256": "%s",
         "file": "downloads/%s.pt"}
        """
            .formatted(name, licence, source, sha256, name));
  }

  private String report(boolean all, int code) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertEquals(
        code, FilesReport.run(Artifacts.at(project), all, new PrintStream(bytes, true, UTF_8)));
    return bytes.toString(UTF_8);
  }

  private String fetch(int code, String... args) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertEquals(
        code,
        FetchFile.run(Artifacts.at(project), List.of(args), new PrintStream(bytes, true, UTF_8)));
    return bytes.toString(UTF_8);
  }

  @Test
  void the_short_report_is_two_lines() {
    assertEquals(
        """
        weights:      1 of 1 shipped files are verified
        published:    0 of 3 are here; environment/doctor files checks and lists them
        """,
        report(false, 0));
  }

  @Test
  void a_broken_or_missing_shipped_file_has_its_command_and_is_an_error() throws IOException {
    Files.writeString(shipped, "w");
    assertTrue(
        report(false, 1)
            .contains(
                "tiny:         broken; git checkout -- data-manifests/weights/tiny.safetensors"));

    Files.delete(shipped);
    assertTrue(report(false, 1).contains("tiny:         missing; git checkout -- "));
    assertTrue(report(false, 1).contains("weights:      0 of 1 shipped files are verified"));
  }

  @Test
  void the_long_report_gives_each_missing_file_its_one_command() {
    String report = report(true, 0);

    assertTrue(report.contains("free:         missing; environment/fetch free\n"), report);
    assertTrue(
        report.contains("bound:        missing; environment/fetch bound --accept-licence\n"),
        report);
    assertTrue(
        report.contains("download faces.zip and put it into " + project + "/downloads/faces.pt"),
        report);
  }

  @Test
  void fetched_files_are_reported_by_how_sure_we_are() {
    fetch(0, "free", "bound", "--accept-licence");

    String report = report(true, 0);
    assertTrue(report.contains("free:         is verified\n"), report);
    assertTrue(report.contains("nobody published one to compare it with"), report);
    assertTrue(report(false, 0).contains("published:    2 of 3 are here"));
  }

  @Test
  void a_licence_that_asks_is_shown_before_anything_is_fetched() {
    assertEquals(
        "bound is under the licence research only; read it, then run environment/fetch bound"
            + " --accept-licence\n",
        fetch(1, "bound"));
    assertFalse(Files.exists(project.resolve("downloads/bound.pt")));

    fetch(0, "bound", "--accept-licence");
    assertTrue(Files.exists(project.resolve("downloads/bound.pt")));
  }

  @Test
  void wrong_arguments_and_unknown_names_end_with_2() {
    assertTrue(fetch(2).startsWith("usage: environment/fetch"));
    assertTrue(fetch(2, "--all").startsWith("usage: environment/fetch"));
    assertTrue(fetch(2, "fre").contains("nearest are free"));
  }

  @Test
  void what_only_a_person_can_bring_ends_with_1_and_the_instruction() {
    assertTrue(fetch(1, "faces").contains("download faces.zip and put it into"));
  }
}
