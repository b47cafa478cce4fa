package io.otherwise.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {
  @TempDir Path folder;

  private static final String MINIMAL =
      "{\"name\":\"celeba\",\"kind\":\"images\",\"source\":\"manual: download CelebA\","
          + "\"licence\":\"research only\"";

  @Test
  void everything_written_is_read_back() throws IOException {
    Path weights = Files.writeString(folder.resolve("w"), "weights");
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("modelChannels", 32);
    config.put("scale", .18215);
    config.put("attention", List.of(2, 4));
    Training training =
        new Training(
            "TrainFaces",
            "faces",
            Map.of("age->glasses", .9),
            7,
            List.of(new Training.Stage("1", 20_000, 95.5, "875678a", .031)));
    Manifest manifest =
        Manifest.shipped("faces-ldm", "latent-diffusion", "LdmUNet", config, weights)
            .training(training)
            .quality(
                List.of(
                    new Quality("flip ratio", .95, .93, .97, 500),
                    new Quality("loss", .1, null, null, 8)))
            .labels(List.of("young", "old"))
            .preprocessing("2x - 1")
            .keyLayout("CompVis/latent-diffusion")
            .notes("first");

    Path file = manifest.writeTo(folder);

    assertEquals(folder.resolve("faces-ldm.json"), file);
    assertEquals(manifest, Manifest.read(file));
    assertEquals(32, Manifest.read(file).config("modelChannels", Integer.class));
    assertEquals(7, manifest.bytes());
    assertEquals(Sha256.of("weights".getBytes(UTF_8)), manifest.sha256());
  }

  @Test
  void what_is_measured_again_takes_its_place_and_the_rest_stays() throws IOException {
    Quality first = new Quality("flip ratio", .9, .8, .95, 50);
    Quality again = new Quality("flip ratio", .95, .93, .97, 500);
    Quality other = new Quality("loss", .1, null, null, 8);
    Quality fresh = new Quality("floor", 1.2, null, null, 9);
    Manifest manifest = read("celeba", MINIMAL + "}").quality(List.of(first, other));

    assertEquals(List.of(again, other, fresh), manifest.measured(List.of(fresh, again)).quality());
    assertEquals(List.of(again, other), manifest.measured(List.of(again)).quality());
    assertEquals(manifest, manifest.measured(List.of()));
  }

  @Test
  void a_configuration_stands_by_name_whatever_map_it_came_in() throws IOException {
    Path weights = Files.write(folder.resolve("w"), new byte[] {1});
    Map<String, Integer> one = new LinkedHashMap<>();
    Map<String, Integer> other = new LinkedHashMap<>();
    for (int i = 0; i < 20; i++) {
      one.put("argument" + i, i);
      other.put("argument" + (19 - i), 19 - i);
    }

    Path first = Manifest.shipped("a", "x", "Vgg", one, weights).writeTo(folder);
    byte[] bytes = Files.readAllBytes(first);
    Manifest.shipped("a", "x", "Vgg", other, weights).writeTo(folder);

    assertArrayEquals(bytes, Files.readAllBytes(first));
  }

  @Test
  void absent_fields_are_empty() throws IOException {
    Manifest manifest = read("celeba", MINIMAL + "}");

    assertEquals(Training.NONE, manifest.training());
    assertEquals(List.of(), manifest.quality());
    assertEquals("", manifest.citation());
    assertEquals("download CelebA", manifest.instructions());
    assertEquals(Path.of("downloads", "celeba"), manifest.path());
  }

  @Test
  void an_unknown_field_is_refused_by_name_with_the_nearest_known_one() {
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> read("celeba", MINIMAL + ",\"citations\":\"x\"}"));

    assertTrue(e.getMessage().contains("\"citations\"; nearest are citation"), e.getMessage());
  }

  @Test
  void an_unknown_field_inside_another_is_refused_too() {
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> read("celeba", MINIMAL + ",\"training\":{\"sede\":1}}"));

    assertTrue(e.getMessage().contains("\"sede\"; nearest are seed"), e.getMessage());
  }

  @Test
  void a_field_of_the_wrong_type_is_refused_with_its_place() {
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> read("celeba", MINIMAL + ",\"quality\":[{\"value\":\"high\"}]}"));

    assertTrue(e.getMessage().contains("quality"), e.getMessage());
  }

  @Test
  void name_kind_source_and_licence_are_needed() {
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> read("celeba", "{\"name\":\"celeba\"}"));

    assertEquals(
        "a manifest states name, kind, source and licence, but celeba has no kind; add it",
        e.getMessage());
  }

  @Test
  void a_fetched_file_needs_a_hash_and_the_hash_64_digits() {
    String fetched = MINIMAL.replace("manual: download CelebA", "https://example.org/a/b.ckpt");
    assertThrows(IllegalArgumentException.class, () -> read("celeba", fetched + "}"));
    assertThrows(
        IllegalArgumentException.class, () -> read("celeba", MINIMAL + ",\"sha256\":\"AB\"}"));
  }

  @Test
  void a_hash_that_nobody_published_is_said_to_be_unknown() throws IOException {
    String fetched = MINIMAL.replace("manual: download CelebA", "https://example.org/a/b.ckpt");
    Manifest unknown = read("celeba", fetched + ",\"sha256\":\"unknown\"}");
    Manifest known = read("celeba", fetched + ",\"sha256\":\"" + "0a".repeat(32) + "\"}");

    assertFalse(unknown.hashed());
    assertTrue(known.hashed());
    assertTrue(known.fetched());
    assertFalse(read("celeba", MINIMAL + "}").fetched());
    String shipped = MINIMAL.replace("manual: download CelebA", "shipped");
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> read("celeba", shipped + ",\"sha256\":\"unknown\"}"));
    assertTrue(e.getMessage().startsWith("a shipped file must be verifiable"), e.getMessage());
  }

  @Test
  void keys_and_contents_are_read_and_written_back() throws IOException {
    Manifest manifest =
        read(
            "celeba",
            MINIMAL
                + ",\"keys\":{\"within\":[\"state_dict\"],\"strip\":\"module.\"},"
                + "\"contents\":[{\"files\":\"images/*.jpg\",\"count\":3}]}");

    assertEquals(new Keys(List.of("state_dict"), "module.", List.of(), Map.of()), manifest.keys());
    assertEquals(List.of(new Content("images/*.jpg", 3)), manifest.contents());
    assertEquals(manifest, Manifest.read(manifest.writeTo(folder)));
    assertEquals(Keys.PLAIN, read("celeba", MINIMAL + "}").keys());
    assertFalse(Files.readString(read("celeba", MINIMAL + "}").writeTo(folder)).contains("keys"));
  }

  @Test
  void contents_lie_inside_the_folder_and_are_at_least_one() {
    assertThrows(IllegalArgumentException.class, () -> new Content("../images/*.jpg", 3));
    assertThrows(IllegalArgumentException.class, () -> new Content("/etc/passwd", 1));
    assertThrows(IllegalArgumentException.class, () -> new Content("images/*.jpg", 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> read("celeba", MINIMAL + ",\"contents\":[{\"files\":\"\",\"count\":3}]}"));
  }

  @Test
  void a_fetched_file_keeps_the_name_its_source_gives_it() throws IOException {
    String fetched = MINIMAL.replace("manual: download CelebA", "https://example.org/a/b.ckpt");
    String hash = ",\"sha256\":\"" + "0".repeat(64) + "\"";

    assertEquals(Path.of("downloads", "b.ckpt"), read("celeba", fetched + hash + "}").path());
    assertEquals(
        Path.of("models/x.pt"),
        read("celeba", fetched + hash + ",\"file\":\"models/x.pt\"}").path());
  }

  @Test
  void the_file_carries_the_name() {
    assertThrows(IllegalArgumentException.class, () -> read("other", MINIMAL + "}"));
  }

  @Test
  void broken_json_is_one_sentence_with_the_line() {
    Exception e = assertThrows(UncheckedIOException.class, () -> read("celeba", MINIMAL + ",\n?}"));

    assertTrue(e.getMessage().endsWith("correct line 2"), e.getMessage());
  }

  @Test
  void a_missing_argument_of_the_network_is_refused_by_name() throws IOException {
    Manifest manifest =
        read("celeba", MINIMAL + ",\"architecture\":\"Vgg\",\"config\":{\"depth\":16}}");

    assertEquals(16, manifest.config("depth", Integer.class));
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> manifest.config("width", Integer.class));
    assertTrue(e.getMessage().contains("Vgg needs Integer"), e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> manifest.config("depth", String.class));
  }

  private Manifest read(String name, String json) throws IOException {
    return Manifest.read(Files.writeString(folder.resolve(name + ".json"), json));
  }
}
