package io.otherwise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.Workbench;
import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Progress;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Seed;
import io.otherwise.method.Ldce;
import io.otherwise.tensor.Torch;
import io.otherwise.world.Split;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store with the shipped networks: three steps of LDCE for two faces. */
class StoredLdceTest {
  @TempDir Path folder;

  @Test
  void ldce_from_the_store_equals_ldce_to_the_bit() {
    try (Workbench lab = Workbench.open()) {
      var age = lab.classifier("faces-age");
      var ldm = lab.latentDiffusion("faces-ldm");
      Queries queries = lab.world("faces").queries("old", Split.TEST, 2);
      Ldce ldce = Ldce.world().steps(8);
      var sweep = Sweep.around(ldce).vary("consensusDegrees", Ldce::consensusDegrees, 60, 180);
      RunStore store = RunStore.at(folder.resolve("store"));
      List<String> heard = new ArrayList<>();
      Progress progress = (done, total, note) -> heard.add(note);

      Runs runs = store.run(sweep, m -> m.on(age, ldm), queries, lab.session(), progress);

      Counterfactuals now = ldce.on(age, ldm).explain(queries, Seed.seed(0));
      Counterfactuals stored = runs.where("consensusDegrees", 60).get(0).answers();
      assertEquals(untimed(now), untimed(stored));
      assertEquals(3, stored.get(0).trace().size());
      assertTrue(stored.get(0).keptMask().isPresent());
      assertTrue(stored.cost().time().toNanos() > 0, "the time is stored");
      assertEquals(
          "hyperparameters.consensusDegrees", runs.diff(0, 1).changes().keySet().iterator().next());
      assertSaid(runs.get(0), lab);

      assertEquals("0 read back", heard.get(0));
      Runs again = store.run(sweep, m -> m.on(age, ldm), queries, lab.session(), progress);
      assertEquals("4 read back", heard.get(heard.size() - 1));
      assertEquals(runs.hash(), again.hash());
    }
  }

  /** Provenance and key name every file, the autoencoder inside the diffusion model too. */
  private static void assertSaid(Run run, Workbench lab) {
    var said = run.provenance();
    assertEquals(Set.of("faces-age", "faces-ldm", "faces-autoencoder"), said.manifests().keySet());
    assertEquals(lab.artifacts().manifest("faces-ldm").sha256(), said.manifests().get("faces-ldm"));
    assertEquals(Integer.toString(Torch.threads()), said.versions().get("threads"));
    assertEquals("10", said.versions().get("microBatch"));
    // An explainer that does not say what it uses may use all that was opened.
    assertEquals(said.manifests(), lab.session().networks().files(List.of()));
    assertEquals("(no manifest)", lab.session().networks().files(List.of("mine")).get("mine"));
  }

  /**
   * All but time and peak memory: the clock and the size of this process differ whenever something
   * is computed again, whatever the answer. The rest of the record is compared: question, pictures
   * and mask by their bits, scores, trace, calls, method, settings and seed. That the store keeps
   * time and memory as they were is tested in {@link RunStoreTest}, with costs that are fixed.
   */
  private static List<Counterfactual> untimed(Counterfactuals answers) {
    return answers.stream()
        .map(a -> a.cost(a.cost().time(java.time.Duration.ZERO).peakBytes(0)))
        .toList();
  }
}
