package io.otherwise.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Image;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Query;
import io.otherwise.explain.Seed;
import io.otherwise.guidance.Pruning;
import io.otherwise.model.LatentDiffusion;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What ECED promises, on toys of a few convolutions. */
class EcedRunTest {
  private static LatentDiffusion model;
  private static ToyLatent.Convolutional classifier;

  @BeforeAll
  static void open() {
    model = ToyLatent.model();
    classifier = new ToyLatent.Convolutional();
  }

  @AfterAll
  static void close() {
    model.close();
    classifier.close();
  }

  private static Eced eced() {
    return Eced.paper("conv").depth(2).fits(4).attacks(3).decoderRate(0.001);
  }

  private static Eced eced(UnaryOperator<EcedSwitches> change) {
    return eced().switches(change.apply(eced().switches()));
  }

  /** A run and what it named, on the heap, under "step/name". */
  private record Heard(Counterfactual answer, Map<String, float[]> values) {
    static Heard of(Eced eced) {
      Map<String, float[]> values = new HashMap<>();
      Counterfactual answer =
          eced.on(classifier, model)
              .watched((step, name, value) -> values.put(step + "/" + name, value.floats()))
              .explain(PixelContract.query(0), Seed.seed(3));
      return new Heard(answer, values);
    }

    float[] at(int step, String name) {
      float[] found = values.get(step + "/" + name);
      assertTrue(found != null, step + "/" + name + " of " + values.keySet());
      return found;
    }
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (double) (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }

  // ---- phase 1

  @Test
  void the_latent_mask_covers_every_pixel_of_the_key_region() {
    Heard run = Heard.of(eced());
    float[] map = run.at(0, "map");
    float[] mask = run.at(0, "mask");
    float[] latent = run.at(0, "latentMask");

    for (int y = 0; y < 8; y++) {
      for (int x = 0; x < 8; x++) {
        assertEquals(map[y * 8 + x] > 0.5 ? 1 : 0, mask[y * 8 + x]);
        assertTrue(latent[y / 2 * 4 + x / 2] >= mask[y * 8 + x], x + " " + y);
      }
    }
  }

  @Test
  void the_answer_keeps_the_mask_and_a_record_of_every_iteration() {
    Heard run = Heard.of(eced());

    float[] latent = run.at(0, "latentMask");
    Image mask = run.answer().keptMask().orElseThrow();
    assertEquals(latent[0], mask.at(0, 0, 0));
    assertEquals(latent[15], mask.at(0, 7, 7));
    assertEquals(eced().rounds(), run.answer().trace().size());
  }

  @Test
  void without_a_key_region_the_image_stays_as_it_was() {
    Counterfactual answer = Heard.of(eced().threshold(1)).answer();

    assertArrayEquals(answer.factual().values(), answer.edited().values());
  }

  // ---- phase 2

  @Test
  void the_background_comes_nearer() {
    Heard run = Heard.of(eced(s -> s.simulateNoise(false)).fits(12));

    assertTrue(run.at(12, "backgroundLoss")[0] < run.at(1, "backgroundLoss")[0]);
  }

  @Test
  void a_decoder_that_is_fitted_comes_nearer_than_one_that_is_not() {
    Eced fitted = eced(s -> s.simulateNoise(false)).fits(12);
    Eced shared = eced(s -> s.simulateNoise(false).fitDecoder(false)).fits(12);

    double with = Heard.of(fitted).at(12, "backgroundLoss")[0];
    double without = Heard.of(shared).at(12, "backgroundLoss")[0];

    assertTrue(with < without, with + " and " + without);
  }

  @Test
  void the_shared_decoder_stays_the_same_to_the_bit() {
    ToyLatent.Blocks shared = (ToyLatent.Blocks) model.autoencoder();
    String before = shared.decoderHash();

    Heard run = Heard.of(eced());

    assertEquals(before, shared.decoderHash());
    assertTrue(
        run.values().keySet().stream().anyMatch(k -> k.endsWith("/decoder.out.weight")),
        "a copy was fitted");
  }

  @Test
  void one_run_leaves_nothing_for_the_next() {
    assertEquals(Heard.of(eced()).answer().edited(), Heard.of(eced()).answer().edited());
  }

  @Test
  void the_latent_inside_the_mask_is_not_touched_by_the_background() {
    Heard run = Heard.of(eced());
    float[] mask = run.at(0, "latentMask");
    float[] zF = run.at(0, "zF");
    float[] zBg = run.at(4, "zBg");

    int moved = 0;
    for (int i = 0; i < zF.length; i++) {
      if (mask[i % 16] == 1) {
        assertEquals(zF[i], zBg[i]);
      } else {
        moved += zF[i] == zBg[i] ? 0 : 1;
      }
    }
    assertTrue(moved > 0, "the background did move");
  }

  // ---- phase 3

  @Test
  void outside_the_mask_the_attack_moves_nothing_whatever_moments_it_starts_with() {
    for (boolean fresh : new boolean[] {true, false}) {
      Heard run = Heard.of(eced(s -> s.freshAdam(fresh)));
      float[] mask = run.at(0, "latentMask");
      float[] before = run.at(0, "zInit");
      float[] after = run.at(4, "zInitEnd");
      float[] full = run.at(2, "g");

      int moved = 0;
      int pruned = 0;
      for (int i = 0; i < before.length; i++) {
        if (mask[i % 16] == 0) {
          assertEquals(before[i], after[i], "fresh " + fresh);
          pruned += full[i] == 0 ? 0 : 1;
        } else {
          moved += before[i] == after[i] ? 0 : 1;
        }
      }
      assertTrue(moved > 0, "the foreground did move");
      assertTrue(pruned > 0, "there was something to prune");
    }
  }

  @Test
  void the_pruned_gradient_lies_within_a_right_angle_of_the_full_one() {
    Heard run = Heard.of(eced());
    try (Scope scope = Scope.open()) {
      for (int k = 1; k <= 4; k++) {
        Tensor g = Tensor.of(run.at(k, "g"), 1, 4, 4, 4);
        Tensor mask = Tensor.of(run.at(0, "latentMask"), 1, 1, 4, 4);
        OptionalDouble angle = Pruning.degrees(g, mask).get(0);
        assertTrue(angle.orElseThrow() < 90, angle.toString());
        assertArrayEquals(Pruning.pruned(g, mask).floats(), run.at(k, "gPruned"));
      }
    }
  }

  @Test
  void segments_of_any_length_give_the_gradient_of_one_graph() {
    Heard whole = Heard.of(eced());
    for (int links : new int[] {1, 2, 3}) {
      Heard parts = Heard.of(eced(s -> s.linksPerGraph(links)));
      for (int k = 1; k <= 4; k++) {
        float[] wanted = whole.at(k, "g");
        double size = distance(wanted, new float[wanted.length]);
        assertTrue(size > 0);
        assertEquals(0, distance(wanted, parts.at(k, "g")) / size, 1e-3, "links " + links);
      }
      assertArrayEquals(whole.at(1, "z0"), parts.at(1, "z0"), 1e-6f);
    }
  }

  @Test
  void at_a_clean_end_the_background_is_the_fitted_latent() {
    Heard clean = Heard.of(eced(s -> s.cleanEnd(true)));
    Heard noisy = Heard.of(eced());
    float[] mask = clean.at(0, "latentMask");

    int different = 0;
    for (int i = 0; i < 64; i++) {
      if (mask[i % 16] == 0) {
        assertEquals(clean.at(4, "zBg")[i], clean.at(1, "z0")[i]);
        different += noisy.at(4, "zBg")[i] == noisy.at(1, "z0")[i] ? 0 : 1;
      }
    }
    assertTrue(different > 0, "without the switch some noise is left");
  }

  @Test
  void the_answer_is_the_image_of_the_last_iteration_or_one_after_it() {
    Heard before = Heard.of(eced());
    Heard after = Heard.of(eced(s -> s.result(EcedSwitches.Result.AFTER_LAST_UPDATE)));

    assertArrayEquals(before.at(4, "zInitEnd"), after.at(4, "zInitEnd"));
    assertNotEquals(before.answer().edited(), after.answer().edited());
    // The answer is judged on clamped pixels, the record is not.
    float last = (float) before.answer().trace().get(3).targetProbability();
    assertEquals(last, before.answer().targetAfter(), 0.05);
  }

  @Test
  void every_switch_has_an_effect() {
    Image base = Heard.of(eced()).answer().edited();
    List<UnaryOperator<EcedSwitches>> changes =
        List.of(
            s -> s.distance(EcedSwitches.Distance.ABSOLUTE),
            s -> s.fitDecoder(false),
            s -> s.simulateNoise(false),
            s -> s.cleanEnd(true),
            s -> s.eta(0),
            s -> s.freshAdam(false),
            s -> s.bothEnds(false),
            s -> s.result(EcedSwitches.Result.AFTER_LAST_UPDATE));
    for (int i = 0; i < changes.size(); i++) {
      assertNotEquals(base, Heard.of(eced(changes.get(i))).answer().edited(), "change " + i);
    }
  }

  @Test
  void the_loss_falls_in_the_attack() {
    Heard run = Heard.of(eced(s -> s.eta(0)).attacks(8).attackRate(0.2));
    double first = (run.at(1, "loss")[0] + run.at(2, "loss")[0]) / 2;
    double last = (run.at(8, "loss")[0] + run.at(9, "loss")[0]) / 2;

    assertTrue(last < first, first + " to " + last);
  }

  // ---- what every method keeps

  @Test
  void an_answer_does_not_depend_on_the_batch() {
    PixelContract.assertBatchIndependent(eced().on(classifier, model));
  }

  @Test
  void a_query_without_a_region_does_not_disturb_its_neighbours() {
    Query black = Query.of(Image.of("black", 8, 8, new float[3 * 64]), classifier.classes().get(1));
    Batched explainer = eced().on(classifier, model);

    var both = explainer.explain(new Queries(List.of(PixelContract.query(0), black)), Seed.seed(3));

    Counterfactual alone = explainer.explain(PixelContract.query(0), Seed.seed(3));
    assertTrue(distance(alone.edited().values(), both.get(0).edited().values()) < 1e-3);
    assertTrue(Float.isFinite(both.get(1).edited().values()[0]));
  }

  @Test
  void native_memory_is_flat_over_the_iterations_in_one_graph_and_in_segments() {
    for (int links : new int[] {1, EcedSwitches.ALL}) {
      Batched explainer = eced(s -> s.linksPerGraph(links)).attacks(6).on(classifier, model);
      PixelContract.assertNativeMemoryFlat(explainer, "gPruned");
    }
    PixelContract.assertNativeMemoryFlat(eced().fits(6).on(classifier, model), "gBackground");
  }

  @Test
  void nothing_native_is_left() {
    PixelContract.assertNothingLeft(eced().on(classifier, model));
  }

  @Test
  void an_interrupt_stops_it_in_the_background() {
    PixelContract.assertStops(eced().on(classifier, model), PixelContract.query(0));
  }

  @Test
  void an_interrupt_stops_it_in_the_attack_between_two_denoising_steps() {
    long before = Scope.live();
    Batched interrupted =
        eced()
            .on(classifier, model)
            .watched(
                (step, name, value) -> {
                  if (step == 2 && name.equals("zInit")) {
                    Thread.currentThread().interrupt();
                  }
                });
    try {
      String message =
          assertThrows(
                  CancellationException.class,
                  () -> interrupted.explain(PixelContract.query(0), Seed.seed(0)))
              .getMessage();
      assertEquals("stopped at iteration 2 of the attack", message);
    } finally {
      assertTrue(Thread.interrupted());
    }
    assertEquals(before, Scope.live());
    assertFalse(Thread.currentThread().isInterrupted());
  }

  @Test
  void pictures_of_the_way_are_kept_on_request() {
    PixelContract.assertPicturesOnRequest(eced().on(classifier, model), PixelContract.query(0));
  }
}
