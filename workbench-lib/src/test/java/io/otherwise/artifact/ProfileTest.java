package io.otherwise.artifact;

import static io.otherwise.artifact.Refused.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.world.Attribute;
import io.otherwise.world.FaceWorld;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What names stand for elsewhere: the committed profile leads somewhere, a damaged one is said. */
class ProfileTest {
  private static final Artifacts PROJECT = Artifacts.find();

  private static final String TOY =
      """
      {
        "name": "toy",
        "attributes": {
          "age": {"label": "Young", "negative": "old", "positive": "young", "reversed": true,
            "prompts": ["an old one", "a young one"]},
          "smile": {"label": "Smiling", "negative": "not smiling", "positive": "smiling"}
        },
        "worlds": {
          "faces": {"manifest": "folder", "side": 64, "parts": {"train": 0, "tuning": 2, "test": 1}}
        },
        "networks": {
          "faces-age": {"manifest": "tells", "attribute": "age"},
          "world-ddpm": {"manifest": "draws"},
          "faces-ldm": {"manifest": "draws"}
        }
      }
      """;

  @TempDir Path project;

  @BeforeEach
  void a_project_with_three_manifests() throws IOException {
    Files.createDirectories(project.resolve("data-manifests/profiles"));
    manifest("folder", "images", "");
    manifest("tells", "feature-network", "\"labels\": [\"Male\", \"Young\"]");
    manifest("draws", "pixel-diffusion", "\"config\": {\"firstStage\": \"codes\"}");
    manifest("codes", "autoencoder", "\"file\": \"downloads/draws.pt\"");
  }

  private void manifest(String name, String kind, String more) throws IOException {
    String file =
        kind.equals("autoencoder") ? "" : "\"file\": \"downloads/%s.pt\",".formatted(name);
    String fields = more.isEmpty() ? "" : ", " + more;
    Files.writeString(
        project.resolve("data-manifests").resolve(name + ".json"),
        """
        {"name": "%s", %s "kind": "%s", "source": "https://example.org/%s.pt", "licence": "MIT",
         "sha256": "unknown"%s}
        """
            .formatted(name, file, kind, name, fields));
  }

  private Profile toy(String text) throws IOException {
    Files.writeString(project.resolve("data-manifests/profiles/toy.json"), text);
    return Artifacts.at(project).profile("toy");
  }

  private void refused(String text, String... parts) {
    assertRefused(IllegalArgumentException.class, () -> toy(text), parts);
  }

  // The profile that is committed.

  @Test
  void every_manifest_and_label_of_the_papers_profile_is_there() {
    Profile paper = PROJECT.profile("paper");

    assertEquals(List.of("paper"), PROJECT.profiles());
    for (Profile.Stand stand : paper.networks().values()) {
      Manifest manifest = PROJECT.manifest(stand.manifest());
      assertTrue(manifest.fetched() || !manifest.instructions().isEmpty(), manifest.name());
      if (!stand.attribute().isEmpty()) {
        String label = paper.attributes().get(stand.attribute()).label();
        assertTrue(manifest.labels().contains(label), manifest.name() + " " + label);
      }
    }
    assertEquals("images", PROJECT.manifest(paper.world("faces").manifest()).kind());
  }

  @Test
  void every_name_of_the_papers_profile_is_one_of_ours_and_keeps_its_role() {
    PROJECT
        .profile("paper")
        .networks()
        .forEach(
            (name, stand) -> {
              Manifest ours = PROJECT.manifest(name);
              Manifest theirs = PROJECT.manifest(stand.manifest());
              assertEquals("shipped", ours.source());
              boolean other = !stand.attribute().isEmpty() || stand.layers() > 0;
              assertTrue(other || ours.kind().equals(theirs.kind()), name);
            });
  }

  @Test
  void the_papers_attributes_have_our_classes_the_right_way_round() {
    PROJECT
        .profile("paper")
        .attributes()
        .forEach(
            (key, theirs) -> {
              Attribute ours = Attribute.of(key);
              String shown = theirs.reversed() ? theirs.negative() : theirs.positive();
              String not = theirs.reversed() ? theirs.positive() : theirs.negative();
              assertEquals(ours.positive(), shown, key);
              assertEquals(ours.negative(), not, key);
            });
  }

  @Test
  void the_papers_attributes_are_columns_of_celeba_and_of_its_judge() {
    for (Profile.Attribute attribute : PROJECT.profile("paper").attributes().values()) {
      for (String network : List.of("dive-celeba-decision", "celeba-oracle")) {
        assertTrue(PROJECT.manifest(network).labels().contains(attribute.label()), network);
      }
    }
    List<String> columns = PROJECT.manifest("celeba-oracle").labels();
    assertEquals(31, columns.indexOf("Smiling"), "as the manifest of celeba says");
    assertEquals(39, columns.indexOf("Young"));
  }

  @Test
  void a_model_that_reads_words_can_be_asked_for_each_class() {
    Map<String, String> prompts = PROJECT.profile("paper").prompts();

    assertEquals("a photo of an old person", prompts.get("old"));
    assertEquals("a photo of a smiling person", prompts.get("smiling"));
    assertTrue(FaceWorld.v1().classes().containsAll(prompts.keySet()));
    assertEquals(14, Set.copyOf(prompts.values()).size());
  }

  @Test
  void the_papers_tables_are_of_the_validation_part() {
    Profile.Photos faces = PROJECT.profile("paper").world("faces");

    assertEquals(Map.of("train", 0, "tuning", 2, "test", 1), faces.parts());
    assertEquals(128, faces.side());
  }

  @Test
  void parts_of_a_network_are_needed_too_and_each_file_is_told_once() {
    Map<String, Set<String>> files = PROJECT.profile("paper").files(PROJECT);

    assertEquals(Set.of("faces-ldm", "world-txt-ldm"), files.get("minisd"));
    assertEquals(Set.of("faces-ldm", "world-txt-ldm"), files.get("clip-merges"));
    assertTrue(!files.containsKey("minisd-text"), "which lies in the file of minisd");
    assertEquals(
        Set.of("faces-smile", "faces-age", "faces-age-clean"), files.get("dive-celeba-decision"));
  }

  // Any profile.

  @Test
  void a_profile_says_what_its_names_stand_for() throws IOException {
    Profile toy = toy(TOY);

    assertEquals(new Profile.Stand("tells", "age", 0), toy.network("faces-age"));
    assertEquals("folder", toy.world("faces").manifest());
    assertEquals(Map.of("old", "an old one", "young", "a young one"), toy.prompts());
    assertEquals("", toy.notes());
    assertTrue(toy.attributes().get("age").reversed());
    assertEquals(
        Map.of(
            "folder",
            Set.of("faces"),
            "tells",
            Set.of("faces-age"),
            "draws",
            Set.of("world-ddpm", "faces-ldm")),
        toy.files(Artifacts.at(project)));
  }

  @Test
  void a_name_without_an_entry_is_refused_with_those_that_have_one() throws IOException {
    Profile toy = toy(TOY);

    assertRefused(
        IllegalArgumentException.class,
        () -> toy.network("faces-simsiam"),
        "faces-simsiam stands for nothing",
        "[faces-age, world-ddpm, faces-ldm]",
        "unset OTHERWISE_PROFILE");
    assertRefused(IllegalArgumentException.class, () -> toy.world("flowers"), "[faces]");
  }

  @Test
  void a_manifest_or_label_that_does_not_exist_is_refused_with_the_nearest() {
    refused(
        TOY.replace("\"tells\"", "\"tell\""),
        "the profile toy gives faces-age a manifest, but there is no tell; nearest are tells");
    refused(TOY.replace("\"folder\"", "\"celeba\""), "gives faces a manifest", "no celeba");
    refused(
        TOY.replace("\"Young\"", "\"Younger\""),
        "gives faces-age a label of tells, but there is no Younger; nearest are Young");
    refused(
        TOY.replace("\"attribute\": \"age\"", "\"attribute\": \"ages\""),
        "an attribute of its own, but there is no ages; nearest are age");
  }

  @Test
  void fields_that_are_unknown_missing_or_wrong_are_refused() {
    refused(
        TOY.replace("\"manifest\": \"draws\"", "\"manifest\": \"draws\", \"colour\": 1"),
        "toy.json does not fit at",
        "colour");
    refused(TOY.replace("\"side\": 64", "\"side\": 4"), "a side of at least 8 pixels");
    refused(TOY.replace("\"test\": 1", "\"valid\": 1"), "the parts [test, train, tuning]");
    refused(
        TOY.replace("\"label\": \"Young\", ", ""), "a label, two classes and no or two prompts");
    refused(TOY.replace("\"positive\": \"young\"", "\"positive\": \"old\""), "two classes");
    refused(TOY.replace(", \"a young one\"", ""), "[an old one]");
    refused(TOY.replace("\"manifest\": \"tells\", ", ""), "a profile's network has a manifest");
    refused(
        TOY.replace("\"attribute\": \"age\"", "\"attribute\": \"age\", \"layers\": 3"),
        "an attribute or a number of layers at most");
    refused(TOY.replace("\"name\": \"toy\"", "\"name\": \"boy\""), "toy.json names boy");
  }

  @Test
  void what_is_no_json_is_refused_with_its_line() {
    refused(TOY.substring(0, TOY.length() / 2), "toy.json does not fit at");
    refused(TOY.replace("\"name\": \"toy\",", "name,"), "at line 2");
  }

  @Test
  void an_unknown_profile_is_refused_with_those_there_are() throws IOException {
    toy(TOY);

    assertRefused(
        IllegalArgumentException.class,
        () -> Artifacts.at(project).profile("papers"),
        "papers is neither; choose one of [toy]");
    assertEquals(List.of(), Artifacts.at(Files.createDirectories(empty()).getParent()).profiles());
  }

  private Path empty() {
    return project.resolve("empty/data-manifests");
  }

  @Test
  void the_property_asks_for_one_and_nothing_asks_for_none() {
    String before = System.getProperty("otherwise.profile");
    try {
      System.setProperty("otherwise.profile", " paper ");
      assertEquals("paper", Profile.asked());
      System.setProperty("otherwise.profile", "");
      assertEquals(Profile.EMBEDDED, Profile.asked());
    } finally {
      if (before == null) {
        System.clearProperty("otherwise.profile");
      } else {
        System.setProperty("otherwise.profile", before);
      }
    }
  }

  @Test
  void a_changed_profile_has_another_hash() throws IOException {
    toy(TOY);
    String before = Artifacts.at(project).profileSha256("toy");
    toy(TOY.replace("an old one", "a very old one"));

    assertTrue(!before.equals(Artifacts.at(project).profileSha256("toy")));
  }

  @Test
  void a_file_without_a_published_hash_goes_by_the_one_of_the_day_it_came() throws IOException {
    Artifacts artifacts = Artifacts.at(project);
    assertEquals(Manifest.UNKNOWN, artifacts.sha256("tells"), "before it is there");

    Path file = project.resolve("downloads/tells.pt");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "weights");

    assertEquals(Sha256.of(file), artifacts.sha256("tells"));
    assertEquals(PROJECT.manifest("faces-age").sha256(), PROJECT.sha256("faces-age"));
    Files.writeString(file, "other weights");
    assertRefused(UncheckedIOException.class, () -> Artifacts.at(project).file("tells"), "sha256");
  }
}
