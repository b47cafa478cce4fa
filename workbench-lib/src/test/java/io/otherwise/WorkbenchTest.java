package io.otherwise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.Artifacts;
import io.otherwise.experiment.Audit;
import io.otherwise.experiment.AuditFaces;
import io.otherwise.experiment.Objective;
import io.otherwise.experiment.Runs;
import io.otherwise.experiment.Session;
import io.otherwise.experiment.Sweep;
import io.otherwise.experiment.Tuned;
import io.otherwise.experiment.Tuning;
import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Explainer;
import io.otherwise.explain.Image;
import io.otherwise.explain.Method;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Scores;
import io.otherwise.metric.FlipRatio;
import io.otherwise.metric.LpDistance;
import io.otherwise.model.HeapClassifier;
import io.otherwise.tensor.Torch;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session in a project of its own, with a method that needs no network. */
class WorkbenchTest {
  /** Makes a picture brighter; bright ones are old. */
  record Lamp(double light) implements Method {
    Lamp light(double value) {
      return new Lamp(value);
    }

    @Override
    public String citation() {
      return "Nobody (2026), Light";
    }

    @Override
    public String url() {
      return "https://example.org";
    }
  }

  private static final Sweep<Lamp> SWEEP =
      Sweep.around(new Lamp(.1)).vary("light", Lamp::light, .1, .4, .6);

  private final Queries queries =
      Queries.of(List.of(grey("toy/0", .2f), grey("toy/1", .3f), grey("toy/2", .35f)), "old");
  private final List<String> computed = new ArrayList<>();

  @TempDir Path project;
  private Workbench lab;

  @BeforeEach
  void open() throws IOException {
    Files.createDirectory(project.resolve("data-manifests"));
    lab = Workbench.open(project);
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private static Image grey(String id, float value) {
    float[] values = new float[12];
    java.util.Arrays.fill(values, value);
    return Image.of(id, 2, 2, values);
  }

  private Explainer shining(Lamp lamp) {
    return (query, seed) -> {
      computed.add(query.id());
      float before = query.factual().at(0, 0, 0);
      float after = Math.min(1, before + (float) lamp.light());
      return Counterfactual.of(
          query, grey(query.id() + "/edited", after), scores(before), scores(after));
    };
  }

  private static Scores scores(float old) {
    return Scores.binary("young", "old", old);
  }

  @Test
  void a_run_is_kept_in_the_project_and_read_back_by_the_next_session() {
    Runs runs = lab.run(SWEEP, this::shining, queries);

    assertEquals(3 * 3, computed.size());
    assertEquals(project.resolve("runs").resolve("explanations"), lab.store().folder());
    assertTrue(Files.isDirectory(lab.store().folder().resolve(runs.get(0).key())));
    computed.clear();
    List<String> heard = new ArrayList<>();
    try (Workbench next = Workbench.open(project)) {
      Runs again = next.run(SWEEP, this::shining, queries, (done, total, note) -> heard.add(note));
      assertEquals(runs.hash(), again.hash());
      assertEquals(runs.answers(), again.answers());
    }
    assertEquals(List.of(), computed);
    assertEquals(List.of("9 read back"), heard);
  }

  @Test
  void an_audit_shows_a_classifier_the_faces_it_is_given() {
    AuditFaces faces = AuditFaces.of(FaceWorld.v1(), 4, 2);
    Audit audit = lab.audit(HeapClassifier.agesOf("rule", s -> s.shown("glasses")), faces);
    assertEquals(1, audit.row("glasses").mean(), 1e-6);
    assertEquals(List.of("glasses"), audit.shortcuts());
  }

  @Test
  void a_run_in_another_precision_is_another_run() {
    Runs exact = lab.run(SWEEP, this::shining, queries);
    System.setProperty("otherwise.precision", "bfloat16");
    try {
      Runs rounded = lab.run(SWEEP, this::shining, queries);
      assertNotEquals(exact.get(0).key(), rounded.get(0).key());
    } finally {
      System.clearProperty("otherwise.precision");
    }
    assertEquals(exact.get(0).key(), lab.run(SWEEP, this::shining, queries).get(0).key());
  }

  @Test
  void tuning_chooses_by_its_objective_and_shares_the_store() {
    Objective objective = new Objective(new FlipRatio(), LpDistance.meanAbsolute(), 2);
    lab.run(SWEEP, this::shining, queries);
    computed.clear();

    Tuned<Lamp> tuned = lab.tune(Tuning.on(queries, objective), SWEEP, this::shining);

    // .1 flips none, .4 and .6 flip all, and .4 changes less.
    assertEquals(new Lamp(.4), tuned.method());
    assertEquals(1 - 2 * .4, tuned.chosen().score(), 1e-6);
    assertEquals(List.of(), computed);
  }

  /** The project's own manifests, copied into the one of this test. */
  private Artifacts copied(String... names) throws IOException {
    Artifacts real = Artifacts.find();
    for (String name : names) {
      Path manifest = Path.of("data-manifests", name + ".json");
      Files.copy(real.home().resolve(manifest), project.resolve(manifest));
    }
    return real;
  }

  @Test
  void a_session_says_program_machine_threads_and_the_files_behind_names() throws IOException {
    Artifacts real = copied("faces-ldm", "faces-autoencoder", "faces-age");

    Session session = lab.session();

    assertEquals(Torch.threads(), session.threads());
    assertEquals(Torch.device().toString(), session.provenance().device());
    assertEquals(
        Map.of(
            "faces-ldm", real.manifest("faces-ldm").sha256(),
            "faces-autoencoder", real.manifest("faces-autoencoder").sha256()),
        session.networks().files(List.of("faces-ldm")));
    assertEquals(Map.of("mine", "(no manifest)"), session.networks().files(List.of("mine")));
    assertEquals(Map.of(), session.networks().files(List.of()), "nothing is open yet");
  }

  @Test
  void factors_that_are_merged_more_strongly_are_another_network_in_a_run() throws IOException {
    Artifacts real = copied("faces-ldm-90", "faces-ldm", "faces-autoencoder");

    Map<String, String> files = lab.session().networks().files(List.of("faces-ldm-90"));

    assertEquals("2.0", files.get("faces-ldm-90 (strength)"));
    assertEquals(real.manifest("faces-ldm").sha256(), files.get("faces-ldm"));
  }

  @Test
  void the_project_of_the_working_directory_is_found() {
    try (Workbench here = Workbench.open()) {
      assertTrue(here.artifacts().names().contains("faces-age"));
    }
  }

  @Test
  void a_folder_without_manifests_is_refused() {
    Path elsewhere = project.resolve("elsewhere");
    String message =
        assertThrows(IllegalArgumentException.class, () -> Workbench.open(elsewhere)).getMessage();
    assertTrue(message.contains("data-manifests"), message);
    assertTrue(message.contains("elsewhere"), message);
  }

  @Test
  void there_are_two_worlds_and_any_other_name_is_refused() {
    assertEquals(20260101L, lab.world("faces").seed());
    assertTrue(lab.world("faces").classes().contains("old"));
    assertTrue(lab.world("flowers").classes().contains("tulip"));
    for (String name : List.of("faces", "flowers")) {
      assertEquals(name, lab.world(name).name());
      assertEquals(1, lab.world(name).version());
      assertEquals(name + "/test/7", lab.world(name).scene(Split.TEST, 7).id());
    }
    String message =
        assertThrows(IllegalArgumentException.class, () -> lab.world("cats")).getMessage();
    assertTrue(message.contains("cats"), message);
  }

  @Test
  void it_prints_five_lines_for_an_appendix() {
    assertEquals(5, lab.toString().lines().count());
    assertTrue(lab.toString().contains("0 manifests"), lab.toString());
  }

  @Test
  void what_is_known_of_a_world_is_kept_in_the_project() {
    assertEquals(FaceWorld.v1(), lab.knownTruth("faces").world());
    assertTrue(Files.isDirectory(project.resolve("runs").resolve("model-truth")));
    assertThrows(IllegalArgumentException.class, () -> lab.knownTruth("birds"));
  }
}
