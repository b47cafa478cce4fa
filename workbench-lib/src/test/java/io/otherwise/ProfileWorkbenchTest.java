package io.otherwise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.Profile;
import io.otherwise.experiment.Questions;
import io.otherwise.experiment.Runs;
import io.otherwise.experiment.Sweep;
import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Image;
import io.otherwise.explain.Progress;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Query;
import io.otherwise.explain.Seed;
import io.otherwise.method.Dime;
import io.otherwise.method.MaskDime;
import io.otherwise.metric.FlipRatio;
import io.otherwise.metric.Judge;
import io.otherwise.metric.NonAdversarialFlipRatio;
import io.otherwise.model.LayeredClassifier;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.MiniatureCeleba;
import io.otherwise.world.Photographs;
import io.otherwise.world.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** A session under a test's own profile: photographs for faces, embedded networks for published. */
class ProfileWorkbenchTest {
  private static final String TOY =
      """
      {
        "name": "toy",
        "attributes": {
          "smile": {"label": "Smiling", "negative": "not smiling", "positive": "smiling"},
          "age": {"label": "Young", "negative": "old", "positive": "young", "reversed": true}
        },
        "worlds": {
          "faces": {"manifest": "tiny-celeba", "side": 64,
            "parts": {"train": 0, "tuning": 2, "test": 1}}
        },
        "networks": {
          "faces-smile": {"manifest": "faces-smile"},
          "faces-age": {"manifest": "decision", "attribute": "smile"},
          "world-ddpm": {"manifest": "world-ddpm"},
          "world-perceptual": {"manifest": "world-perceptual"},
          "faces-oracle": {"manifest": "judge"}
        }
      }
      """;

  /** A few steps of MaskDiME, which takes a second. */
  private static final MaskDime QUICK =
      MaskDime.world().respacing("20").tau(4).classifierScales(List.of(8.0));

  @TempDir static Path project;

  @BeforeAll
  static void a_project() throws IOException {
    Files.createDirectories(project.resolve("data-manifests/profiles"));
    Files.createDirectories(project.resolve("data-manifests/weights"));
    for (String name : List.of("faces-smile", "world-ddpm", "world-perceptual", "faces-simsiam")) {
      shipped(name, name);
    }
    // Several labels in one network, as CelebA's classifier and judge have.
    shipped("faces-inception", "decision");
    shipped("faces-oracle", "judge");
    Files.writeString(
        project.resolve("data-manifests/tiny-celeba.json"),
        """
        {"name": "tiny-celeba", "kind": "images", "source": "manual: download it from nowhere",
         "licence": "none", "contents": [{"files": "list_attr_celeba.txt", "count": 1},
         {"files": "img_align_celeba/*.jpg", "count": 12}]}
        """);
    Files.writeString(project.resolve("data-manifests/profiles/toy.json"), TOY);
    MiniatureCeleba.writeTo(project.resolve("downloads/tiny-celeba"));
  }

  /** A shipped network under another name, whose labels are CelebA's. */
  private static void shipped(String of, String name) throws IOException {
    Path home = Artifacts.find().home();
    String file = "data-manifests/weights/%s.safetensors".formatted(of);
    String manifest =
        Files.readString(home.resolve("data-manifests").resolve(of + ".json"))
            .replace("\"name\" : \"" + of + "\"", "\"name\" : \"" + name + "\"")
            .replace("\"kind\"", "\"file\" : \"" + file + "\", \"kind\"");
    if (!of.equals(name)) {
      manifest = manifest.replace("\"smile\"", "\"Smiling\"").replace("\"age\"", "\"Young\"");
    }
    Files.writeString(project.resolve("data-manifests").resolve(name + ".json"), manifest);
    Files.copy(home.resolve(file), project.resolve(file));
  }

  private static Workbench toy() {
    return Workbench.open(project, "toy");
  }

  private static String refusal(Executable refused) {
    String message = assertThrows(RuntimeException.class, refused).getMessage();
    assertTrue(message.matches(".+, but .+; .+"), message);
    assertEquals(1, message.lines().count(), message);
    return message;
  }

  @Test
  void a_method_answers_questions_about_photographs() {
    try (Workbench lab = toy()) {
      LayeredClassifier smile = lab.classifier("faces-smile");
      Queries queries = Questions.bothWays(lab.world("faces"), Split.TEST, 2, smile);
      assertTrue(queries.get(0).factual().id().startsWith("tiny-celeba/0000"));
      assertEquals("smiling", queries.get(0).target());
      assertEquals("not smiling", queries.get(1).target());

      Runs runs =
          lab.archived(
              Sweep.around(QUICK),
              m -> m.on(smile, lab.pixelDiffusion("world-ddpm"), lab.features("world-perceptual")),
              queries,
              Progress.NONE);

      assertEquals(2, runs.answers().size());
      for (Counterfactual answer : runs.answers()) {
        assertFalse(answer.edited().samePixels(answer.factual()), answer.query().id());
        assertEquals(64, answer.edited().width());
        assertTrue(answer.cost().unetForwards() >= 4);
      }
      double judged =
          new NonAdversarialFlipRatio(Judge.faces(lab.oracle("faces-oracle")))
              .sample(runs.answers())
              .value();
      assertTrue(judged >= 0 && judged <= new FlipRatio().sample(runs.answers()).value());
    }
  }

  @Test
  void answers_are_kept_in_the_ordinary_store_and_never_in_the_archive() {
    try (Workbench lab = toy();
        Workbench next = toy()) {
      Query query = lab.world("faces").queries("smiling", Split.TUNING, 1).get(0);
      Runs first = archived(lab, Queries.of(query));
      Runs again = archived(next, Queries.of(query));

      assertEquals(first.hash(), again.hash());
      assertTrue(Files.isDirectory(lab.store().folder().resolve(first.get(0).key())));
      assertFalse(Files.exists(project.resolve("notebooks")), "nothing committed is touched");
      Map<String, String> files = first.get(0).provenance().manifests();
      assertEquals(lab.artifacts().profileSha256("toy"), files.get("(profile)"));
      assertEquals(Artifacts.find().manifest("world-ddpm").sha256(), files.get("world-ddpm"));
    }
  }

  private static Runs archived(Workbench lab, Queries queries) {
    return lab.archived(
        Sweep.around(QUICK),
        m ->
            m.on(
                lab.classifier("faces-smile"),
                lab.pixelDiffusion("world-ddpm"),
                lab.features("world-perceptual")),
        queries,
        Progress.NONE);
  }

  @Test
  void a_label_of_a_network_is_a_classifier_under_the_name_of_its_manifest() {
    try (Workbench lab = toy()) {
      LayeredClassifier stand = lab.classifier("faces-age");

      assertEquals("decision, Smiling", stand.name());
      assertEquals(List.of("not smiling", "smiling"), stand.classes());
      assertEquals(
          Map.of(
              "(profile)", lab.artifacts().profileSha256("toy"),
              "decision, Smiling", Artifacts.find().manifest("faces-inception").sha256()),
          lab.session().networks().files(List.of(stand.name())));
    }
  }

  @Test
  void the_judge_tells_our_attributes_whatever_its_labels_are() {
    try (Workbench lab = toy();
        Workbench here = Workbench.open(Artifacts.find().home(), Profile.EMBEDDED)) {
      Image face = lab.world("faces").image(0);
      double age = here.oracle("faces-oracle").probability(face, "age");

      assertTrue(lab.oracle("faces-oracle").attributes().containsAll(List.of("smile", "age")));
      // The stand-in's label Young is the embedded judge's age, so the reversed one is its
      // opposite.
      assertEquals(1 - age, lab.oracle("faces-oracle").probability(face, "age"), 1e-5);
    }
  }

  @Test
  void a_name_the_profile_has_nothing_for_is_refused() {
    try (Workbench lab = toy()) {
      for (Executable asked :
          List.<Executable>of(
              () -> lab.features("faces-simsiam"),
              () -> lab.world("flowers"),
              () -> lab.classifier("faces-sealed-1"),
              () -> lab.latentDiffusion("faces-ldm"))) {
        String message = refusal(asked);
        assertTrue(message.startsWith("under the profile toy a name stands for"), message);
        assertTrue(message.endsWith("or unset OTHERWISE_PROFILE"), message);
      }
      assertFalse(lab.has("faces-simsiam"), "though it is shipped");
      assertTrue(lab.has("faces-age"));
      assertTrue(lab.has("faces"));
      assertFalse(lab.has("flowers"));
    }
  }

  @Test
  void rendered_truth_is_refused() {
    try (Workbench lab = toy()) {
      Query query = lab.world("faces").queries("smiling", Split.TEST, 1).get(0);

      for (Executable asked :
          List.<Executable>of(
              () -> lab.knownTruth("faces").worldTruth(query),
              () -> lab.archivedTruth("faces").mask(query))) {
        assertTrue(refusal(asked).startsWith("a photograph has no known truth"));
      }
      assertTrue(
          refusal(() -> lab.audit(lab.classifier("faces-smile"))).contains("the profile is toy"));
    }
  }

  @Test
  void a_preset_is_the_worlds_or_the_papers() {
    try (Workbench lab = toy();
        Workbench here = Workbench.open(project, Profile.EMBEDDED)) {
      assertEquals(Dime.paper(), lab.preset(Dime.world(), Dime.paper()));
      assertEquals(Dime.world(), here.preset(Dime.world(), Dime.paper()));
      assertEquals(10_000, lab.preset(20_000, 10_000));
    }
  }

  @Test
  void photographs_are_read_once() {
    try (Workbench lab = toy()) {
      assertTrue(lab.world("faces") instanceof Photographs);
      assertEquals(lab.world("faces"), lab.world("faces"));
    }
  }

  @Test
  void the_top_says_that_all_is_here() {
    try (Workbench lab = toy()) {
      List<String> lines = lab.toString().lines().toList();
      assertEquals("profile  toy, all 6 files are here", lines.get(5));
      boolean onGpu = !lines.get(2).contains("on cpu");
      assertEquals(onGpu ? 6 : 7, lines.size());
      assertTrue(onGpu || lines.get(6).startsWith("- a GPU: "), lines.get(6));
    }
  }

  @Test
  void the_top_says_what_is_missing_and_what_brings_it() throws IOException {
    Path photographs = project.resolve("downloads/tiny-celeba");
    Path away = project.resolve("away");
    Path weights = project.resolve("data-manifests/weights/world-ddpm.safetensors");
    Path gone = project.resolve("gone");
    Files.move(photographs, away);
    Files.move(weights, gone);
    try (Workbench lab = toy()) {
      List<String> lines = lab.toString().lines().toList();
      assertEquals("profile  toy, missing are 2 of 6 files:", lines.get(5));
      assertEquals(
          "- tiny-celeba (faces): tiny-celeba needs %s, but it is not there; download it from nowhere and put it into %s"
              .formatted(photographs, photographs),
          lines.get(6));
      assertEquals(
          "- world-ddpm (world-ddpm): missing; git checkout -- data-manifests/weights/world-ddpm.safetensors",
          lines.get(7));
      assertTrue(refusal(() -> lab.world("faces")).contains("download it from nowhere"));
    } finally {
      Files.move(away, photographs);
      Files.move(gone, weights);
    }
  }

  @Test
  void without_a_profile_everything_is_as_it_was() {
    Path home = Artifacts.find().home();
    try (Workbench lab = Workbench.open(home, Profile.EMBEDDED)) {
      assertEquals(FaceWorld.v1(), lab.world("faces"));
      assertEquals("faces-age", lab.classifier("faces-age").name());
      assertEquals(5, lab.toString().lines().count());
      assertEquals(
          Map.of("faces-age", lab.artifacts().manifest("faces-age").sha256()),
          lab.session().networks().files(List.of("faces-age")));
      assertTrue(lab.has("faces-simsiam") && lab.has("flowers"));
      assertFalse(lab.has("faces-nothing"));
    }
  }

  @Test
  void the_variable_and_the_property_open_a_profile() {
    String before = System.getProperty("otherwise.profile");
    System.setProperty("otherwise.profile", "toy");
    try (Workbench lab = Workbench.open(project)) {
      assertTrue(lab.world("faces") instanceof Photographs);
      System.setProperty("otherwise.profile", "boy");
      assertTrue(refusal(() -> Workbench.open(project)).contains("boy is neither"));
    } finally {
      if (before == null) {
        System.clearProperty("otherwise.profile");
      } else {
        System.setProperty("otherwise.profile", before);
      }
    }
  }

  @Test
  void the_same_question_under_another_profile_is_another_run() throws IOException {
    Path other = project.resolve("data-manifests/profiles/other.json");
    Files.writeString(other, TOY.replace("\"toy\"", "\"other\"").replace("64,", "64, "));
    try (Workbench lab = toy();
        Workbench second = Workbench.open(project, "other")) {
      Queries queries = lab.world("faces").queries("smiling", Split.TUNING, 1);
      Runs runs = archived(lab, queries);

      assertNotEquals(runs.get(0).key(), archived(second, queries).get(0).key());
      assertNotEquals(
          runs.get(0).answers().get(0).edited(),
          QUICK
              .on(
                  lab.classifier("faces-age"),
                  lab.pixelDiffusion("world-ddpm"),
                  lab.features("world-perceptual"))
              .explain(queries.get(0), Seed.seed(0))
              .edited());
    } finally {
      Files.delete(other);
    }
  }
}
