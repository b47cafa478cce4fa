package io.otherwise.artifact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactsTest {
  @TempDir Path project;
  private Path weights;

  @BeforeEach
  void a_project_with_one_network() {
    weights = project.resolve("data-manifests/weights/tiny.safetensors");
    FloatTensor bias = FloatTensor.of(new float[] {1, 2}, 2);
    SafeTensors.write(weights, Map.of("bias", bias), DType.F32, Map.of());
    Manifest.shipped("tiny", "classifier", "ResNet", Map.of("depth", 18), weights)
        .writeTo(project.resolve("data-manifests"));
  }

  @Test
  void shipped_weights_are_found_by_name_and_verified() {
    Artifacts artifacts = Artifacts.at(project);

    assertEquals(List.of("tiny"), artifacts.names());
    assertEquals(weights, artifacts.file("tiny"));
    assertArrayEquals(
        new float[] {1, 2}, artifacts.weights("tiny", Map.of("bias", List.of(2L))).floats("bias"));
  }

  @Test
  void one_changed_bit_is_noticed() throws IOException {
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length - 1] ^= 1;
    Files.write(weights, bytes);

    Exception e =
        assertThrows(UncheckedIOException.class, () -> Artifacts.at(project).file("tiny"));

    assertTrue(
        e.getMessage()
            .contains("tiny: its manifest asks for " + bytes.length + " bytes with sha256 "),
        e.getMessage());
    assertTrue(e.getMessage().contains("is " + Sha256.of(weights)), e.getMessage());
  }

  @Test
  void a_file_cut_short_is_noticed_by_its_length() throws IOException {
    Files.write(weights, new byte[5]);

    Exception e =
        assertThrows(UncheckedIOException.class, () -> Artifacts.at(project).file("tiny"));

    assertTrue(e.getMessage().contains("is 5 bytes long"), e.getMessage());
  }

  @Test
  void a_file_that_changes_after_it_was_verified_is_verified_again() throws IOException {
    Artifacts artifacts = Artifacts.at(project);
    artifacts.file("tiny");

    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length - 1] ^= 1;
    Files.write(weights, bytes);
    Files.setLastModifiedTime(weights, FileTime.fromMillis(1_000_000));

    assertThrows(UncheckedIOException.class, () -> artifacts.file("tiny"));
  }

  @Test
  void a_missing_file_says_how_to_get_it_back() throws IOException {
    Files.delete(weights);

    Exception e =
        assertThrows(UncheckedIOException.class, () -> Artifacts.at(project).file("tiny"));

    assertTrue(e.getMessage().startsWith("tiny needs " + weights), e.getMessage());
    assertTrue(e.getMessage().endsWith("environment/train tiny"), e.getMessage());
  }

  @Test
  void an_unknown_name_is_refused_with_the_nearest() {
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> Artifacts.at(project).manifest("tinny"));

    assertEquals(
        "a name must have a manifest in data-manifests, but tinny has none; nearest are tiny",
        e.getMessage());
  }

  @Test
  void a_name_cannot_lead_out_of_the_folder() {
    assertThrows(
        IllegalArgumentException.class, () -> Artifacts.at(project).manifest("../../etc/passwd"));
  }

  @Test
  void a_manual_source_says_what_to_put_where() throws IOException {
    Files.writeString(
        project.resolve("data-manifests/celeba.json"),
        "{\"name\":\"celeba\",\"kind\":\"images\",\"licence\":\"research only\","
            + "\"source\":\"manual: download img_align_celeba.zip from its authors\"}");
    Artifacts artifacts = Artifacts.at(project);

    Exception e = assertThrows(UncheckedIOException.class, () -> artifacts.file("celeba"));
    assertTrue(
        e.getMessage()
            .endsWith(
                "download img_align_celeba.zip from its authors and put it into "
                    + project.resolve("downloads/celeba")),
        e.getMessage());

    Path folder = Files.createDirectories(project.resolve("downloads/celeba"));
    assertEquals(folder, artifacts.file("celeba"));
  }

  @Test
  void a_folder_inside_the_project_leads_to_it() throws IOException {
    Path inside = Files.createDirectories(project.resolve("notebooks/deep"));

    assertEquals(project, Home.around(inside).orElseThrow().root());
  }

  @Test
  void a_folder_that_is_no_project_is_refused() {
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> Artifacts.at(project.resolve("notebooks")));

    assertTrue(e.getMessage().contains("data-manifests"), e.getMessage());
  }

  @Test
  void packaged_weights_are_copied_out_of_the_jar() throws IOException {
    Path jar = project.resolve("project.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream zip = new JarOutputStream(out)) {
      zip.putNextEntry(new JarEntry("data-manifests/"));
      for (String name : List.of("tiny.json", "weights/tiny.safetensors")) {
        zip.putNextEntry(new JarEntry("data-manifests/" + name));
        zip.write(Files.readAllBytes(project.resolve("data-manifests").resolve(name)));
      }
    }
    Path store = project.resolve("store");

    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
      Artifacts artifacts = Artifacts.in(Home.onClassPath(loader, store).orElseThrow());

      assertEquals(List.of("tiny"), artifacts.names());
      assertTrue(artifacts.file("tiny").startsWith(store));
      assertArrayEquals(
          new float[] {1, 2},
          artifacts.weights("tiny", Map.of("bias", List.of(2L))).floats("bias"));
    }
  }
}
