package io.otherwise.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.otherwise.Workbench;
import io.otherwise.artifact.DType;
import io.otherwise.artifact.FloatTensor;
import io.otherwise.artifact.Json;
import io.otherwise.artifact.SafeTensors;
import io.otherwise.artifact.Sha256;
import io.otherwise.image.Png;
import io.otherwise.model.Architectures;
import io.otherwise.network.ResNet;
import io.otherwise.network.Stem;
import io.otherwise.tensor.Script;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A published network in miniature, fetched from a server on this machine. */
class VerifyRealTest {
  private static final ResNet RESNET = new ResNet(false, List.of(1), 4, 3, Stem.PUBLISHED);

  @TempDir Path project;
  private HttpServer server;
  private byte[] weights;

  @BeforeEach
  void a_project_and_a_server() throws IOException {
    Path made = project.resolve("made.safetensors");
    SafeTensors.write(made, tensors(), DType.F32, Map.of());
    weights = Files.readAllBytes(made);
    byte[] picture = Png.encode(FormulaModels.image(40));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    serve("/tiny.safetensors", weights);
    serve("/picture.png", picture);
    server.start();
    manifest("tiny", "classifier", "/tiny.safetensors", Sha256.of(weights), network());
    manifest("picture", "picture", "/picture.png", "unknown", "");
  }

  private static Map<String, FloatTensor> tensors() {
    Script s = new Script();
    RESNET.forward(s.layers(), s.input("image"));
    Map<String, FloatTensor> tensors = new LinkedHashMap<>();
    for (Script.Parameter p : s.parameters()) {
      float[] values = FormulaWeights.of(p.key(), 1, p.shape());
      tensors.put(p.key(), new FloatTensor(p.shape(), values));
    }
    return tensors;
  }

  private static String network() {
    return """
    , "architecture": "ResNet", "keyLayout": "torchvision", "labels": ["a", "b", "c"],
      "preprocessing": "any size, minus [0.0, 0.0, 0.0], over [1.0, 1.0, 1.0], not clamped",
      "config": %s
    """
        .formatted(new String(Json.bytes(Architectures.config(RESNET)), UTF_8));
  }

  private void serve(String path, byte[] content) {
    server.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, content.length);
          exchange.getResponseBody().write(content);
          exchange.close();
        });
  }

  private void manifest(String name, String kind, String path, String sha256, String more)
      throws IOException {
    Path folder = Files.createDirectories(project.resolve("data-manifests"));
    Files.writeString(
        folder.resolve(name + ".json"),
        """
        {"name": "%s", "kind": "%s", "licence": "MIT", "source": "http://127.0.0.1:%d%s",
         "file": "downloads%s", "sha256": "%s"%s}
        """
            .formatted(name, kind, server.getAddress().getPort(), path, path, sha256, more));
  }

  private void known(double probability) throws IOException {
    Path folder = Files.createDirectories(project.resolve("environment"));
    Files.writeString(
        folder.resolve("known-outputs.json"),
        """
        {"outputs": [{"network": "tiny", "picture": "picture", "shorterSide": 32,
          "probabilities": {"1": %s}, "tolerance": 0.001, "source": "a tutorial"}]}
        """
            .formatted(probability));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private record Ran(int code, String said, Certificate certificate) {}

  private Ran run(String... names) throws IOException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Path file = project.resolve("certificate.json");
    try (Workbench lab = Workbench.open(project)) {
      int code = VerifyReal.run(lab, List.of(names), file, new PrintStream(said, true, UTF_8));
      Certificate read = Json.read(Files.readAllBytes(file), Certificate.class);
      return new Ran(code, said.toString(UTF_8), read);
    }
  }

  /** What the network says of the picture, found by asking for something else. */
  private double found() throws IOException {
    known(7);
    return run("tiny").certificate().networks().get(0).compared().get(0).probabilities().get("1");
  }

  @Test
  void a_network_that_says_what_was_printed_passes() throws IOException {
    known(found());
    Ran ran = run("tiny");

    assertEquals(0, ran.code());
    assertTrue(
        ran.said().startsWith("tiny: runs, file with the published hash, 3 outputs, as others"),
        ran.said());
    assertTrue(ran.said().contains("certificate: passed"), ran.said());
    Certificate.Entry entry = ran.certificate().networks().get(0);
    assertEquals(Sha256.of(weights), entry.sha256());
    assertEquals(3, entry.largest().size());
    assertTrue(entry.norm() > 0);
    assertFalse(ran.certificate().provenance().device().isEmpty());
  }

  @Test
  void another_answer_than_was_printed_fails_and_stands_in_the_certificate() throws IOException {
    double found = found();
    known(found - 0.01);
    Ran ran = run("tiny");

    assertEquals(1, ran.code());
    assertTrue(ran.said().contains("NOT as others printed"), ran.said());
    KnownOutputs.Compared compared = ran.certificate().networks().get(0).compared().get(0);
    assertEquals(0.01, compared.largestDifference(), 1e-6);
    assertFalse(compared.agrees());
  }

  @Test
  void a_file_that_is_not_the_published_one_fails_with_its_reason() throws IOException {
    known(0.5);
    manifest("tiny", "classifier", "/tiny.safetensors", "0".repeat(63) + "1", network());
    Ran ran = run("tiny");

    assertEquals(1, ran.code());
    Certificate.Entry entry = ran.certificate().networks().get(0);
    assertFalse(entry.failure().isEmpty());
    assertTrue(ran.said().contains("tiny: "), ran.said());
  }

  @Test
  void a_name_that_nobody_knows_leaves_the_others_their_turn() throws IOException {
    known(found());
    Ran ran = run("tinny", "tiny");

    assertEquals(1, ran.code());
    assertTrue(ran.certificate().networks().get(0).failure().contains("nearest are"));
    assertTrue(ran.certificate().networks().get(1).passed());
  }
}
