package io.otherwise.method;

import static io.otherwise.explain.Seed.seed;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Cost;
import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.tensor.EngineCalls;
import io.otherwise.tensor.Scope;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** What DiME does on a model with a closed form, where the classifier is the mean brightness. */
class DimeRunTest {
  private static final int TAU = 6;
  private static final int CALLS = TAU * (TAU + 1) / 2;

  private static final Dime DIME =
      Dime.code()
          .respacing("20")
          .tau(TAU)
          .classifierScales(List.of(8.0, 2000.0))
          .perceptualScale(1);

  private final ToyPixel.Gaussian network = new ToyPixel.Gaussian();
  private final Brightness classifier = new Brightness(0.5, 20);

  private Batched bound(Dime dime) {
    return dime.on(classifier, ToyPixel.model(network), ToyPixel.pixels());
  }

  private Counterfactual one(Dime dime, double grey) {
    return bound(dime).explain(ToyPixel.grey(grey).get(0), seed(0));
  }

  private static double brightness(Counterfactual c) {
    float[] values = c.edited().values();
    double sum = 0;
    for (float v : values) {
      sum += v;
    }
    return sum / values.length;
  }

  @Test
  void an_attempt_takes_as_many_calls_as_the_roll_outs_add_up_to() {
    Counterfactual c = one(DIME.classifierScales(List.of(2000.0)), 0.3);

    assertEquals(CALLS, network.calls());
    assertEquals(CALLS, c.cost().unetForwards());
    assertEquals(0, c.cost().unetBackwards());
    assertEquals(TAU + 1, c.cost().classifierForwards());
    assertEquals(TAU, c.cost().classifierBackwards());
  }

  @Test
  void every_look_of_the_perceptual_network_is_counted() {
    PixelContract.Pixels pixels = new PixelContract.Pixels();
    Dime twice = DIME.classifierScales(List.of(0.0, 0.0));

    Cost cost =
        twice
            .on(classifier, ToyPixel.model(network), pixels)
            .explain(ToyPixel.grey(0.1).get(0), seed(0))
            .cost();

    // The factual image once an attempt, the clean one once a step.
    assertEquals(2 * (TAU + 1), cost.perceptualForwards());
    assertEquals(2 * TAU, cost.perceptualBackwards());
    assertEquals(pixels.calls(), cost.perceptualForwards());
    Cost none = one(twice.perceptualScale(0), 0.1).cost();
    assertEquals(0, none.perceptualForwards() + none.perceptualBackwards());
  }

  @Test
  void the_papers_attempt_is_1830_calls() {
    one(DIME.tau(60).respacing("100").classifierScales(List.of(2000.0)), 0.3);

    assertEquals(1830, network.calls());
  }

  @Test
  void only_undecided_queries_are_tried_again() {
    Counterfactuals answers = bound(DIME).explain(ToyPixel.queries(0.45, 0.1), seed(0));

    assertTrue(answers.get(0).flipped());
    assertEquals(CALLS, answers.get(0).cost().unetForwards());
    assertEquals(2 * CALLS, answers.get(1).cost().unetForwards());
    assertEquals(3 * CALLS, network.calls());
  }

  @Test
  void a_batch_gives_what_each_query_gives_alone() {
    double[] greys = {0.45, 0.1, 0.3};

    Counterfactuals together = bound(DIME).explain(ToyPixel.queries(greys), seed(0));

    for (int i = 0; i < greys.length; i++) {
      Counterfactual alone = one(DIME, greys[i]);
      assertArrayEquals(alone.edited().values(), together.get(i).edited().values(), 1e-6f);
      assertEquals(alone.cost().unetForwards(), together.get(i).cost().unetForwards());
      assertEquals(alone.trace(), together.get(i).trace());
    }
  }

  @Test
  void guidance_makes_the_image_what_the_classifier_wants() {
    double unguided = brightness(one(DIME.variant(Dime.Variant.UNCONDITIONAL), 0.3));

    assertTrue(brightness(one(DIME.classifierScales(List.of(20.0)), 0.3)) > unguided + 0.005);
    assertTrue(brightness(one(DIME.classifierScales(List.of(200.0)), 0.3)) > unguided + 0.05);
  }

  @Test
  void the_perceptual_loss_keeps_the_edit_small() {
    Dime middling = DIME.classifierScales(List.of(20.0));

    double loose = brightness(one(middling.perceptualScale(0), 0.3));
    double tight = brightness(one(middling.perceptualScale(500), 0.3));

    assertTrue(tight < loose - 0.01, tight + " against " + loose);
  }

  @Test
  void both_distances_pull_the_noisy_image_back() {
    Dime none = DIME.classifierScales(List.of(0.0)).perceptualScale(0).distanceScale(0);

    double far = lengthOfEdit(one(none, 0.3));

    assertTrue(lengthOfEdit(one(none.distanceScale(5), 0.3)) < far);
    assertTrue(lengthOfEdit(one(none.switches(none.switches().euclideanScale(5)), 0.3)) < far);
  }

  private static double lengthOfEdit(Counterfactual c) {
    double sum = 0;
    for (float v : c.difference().values()) {
      sum += (double) v * v;
    }
    return Math.sqrt(sum);
  }

  @Test
  void unconditional_asks_the_classifier_for_the_verdict_alone() {
    Counterfactual c =
        one(DIME.variant(Dime.Variant.UNCONDITIONAL).classifierScales(List.of(8.0)), 0.3);

    assertEquals(TAU, network.calls());
    assertEquals(1, c.cost().classifierForwards());
    assertEquals(0, c.cost().classifierBackwards());
    assertTrue(c.trace().isEmpty());
  }

  @Test
  void naive_needs_one_gradient_and_direct_one_a_step() {
    Dime once = DIME.classifierScales(List.of(8.0));

    assertEquals(1, one(once.variant(Dime.Variant.NAIVE), 0.3).cost().classifierBackwards());
    assertEquals(TAU, one(once.variant(Dime.Variant.DIRECT), 0.3).cost().classifierBackwards());
    assertEquals(2 * TAU, network.calls());
  }

  @Test
  void early_stopping_rolls_out_no_more_once_all_have_flipped() {
    Dime early = DIME.variant(Dime.Variant.EARLY_STOPPING).classifierScales(List.of(2000.0));

    Counterfactual c = one(early, 0.45);

    assertTrue(network.calls() < CALLS, network.calls() + " calls");
    assertTrue(c.trace().size() < TAU);
    int last = c.trace().size() - 1;
    assertTrue(c.trace().get(last).targetProbability() > 0.5);
    assertTrue(c.trace().subList(0, last).stream().allMatch(s -> s.targetProbability() <= 0.5));
  }

  @Test
  void guidance_can_be_cut_off_after_some_steps() {
    Dime cut = DIME.classifierScales(List.of(8.0)).switches(DIME.switches().guidedIterations(2));

    one(cut, 0.3);

    assertEquals(TAU + (TAU - 1) + (TAU - 2), network.calls());
  }

  @Test
  void another_seed_gives_another_answer_and_attempts_share_their_start() {
    assertFalse(
        Arrays.equals(
            one(DIME, 0.3).edited().values(),
            bound(DIME).explain(ToyPixel.grey(0.3).get(0), seed(1)).edited().values()));
    float[][] starts = new float[3][];
    int steps = TAU + 1;
    Dime failing = DIME.classifierScales(List.of(0.0, 0.0));
    for (Dime dime : List.of(failing, failing.switches(failing.switches().sharedStart(false)))) {
      bound(dime)
          .watched(
              (step, name, value) -> {
                if (name.equals("zt") && step % steps == 1) {
                  starts[step / steps + (dime == failing ? 0 : 1)] = value.floats();
                }
              })
          .explain(ToyPixel.grey(0.1).get(0), seed(0));
      if (dime == failing) {
        assertArrayEquals(starts[0], starts[1]);
      } else {
        assertFalse(Arrays.equals(starts[1], starts[2]));
      }
    }
  }

  @Test
  void the_trace_is_that_of_the_attempt_that_answered() {
    Counterfactual c = one(DIME.classifierScales(List.of(0.0, 0.0, 0.0)), 0.1);

    assertEquals(TAU, c.trace().size());
    assertEquals(1, c.trace().get(0).step());
    assertEquals(0, c.trace().get(TAU - 1).timestep());
    assertEquals(c.before().of("bright"), c.trace().get(0).targetProbability(), 1e-6);
  }

  @Test
  void no_graph_is_built_through_the_network() throws IOException {
    try (ToyPixel.Convolutional convolutions = new ToyPixel.Convolutional()) {
      Batched dime =
          DIME.classifierScales(List.of(8.0))
              .on(classifier, ToyPixel.model(convolutions), ToyPixel.pixels());

      EngineCalls calls =
          EngineCalls.during(() -> dime.explain(ToyPixel.grey(0.3).get(0), seed(0)));

      assertEquals(CALLS * ToyPixel.Convolutional.CONVOLUTIONS, calls.of("aten::convolution"));
      assertEquals(0, calls.of("aten::convolution_backward"));
    }
  }

  @Test
  void pictures_of_the_way_are_kept_on_request() {
    PixelContract.assertPicturesOnRequest(bound(DIME), ToyPixel.queries(0.45).get(0));
  }

  @Test
  void an_interrupt_stops_it_at_a_step_and_inside_a_roll_out() {
    Batched atStep =
        bound(DIME)
            .watched(
                (step, name, value) -> {
                  if (step == 3) {
                    Thread.currentThread().interrupt();
                  }
                });
    assertStops(atStep);
    network.doing(() -> Thread.currentThread().interrupt());
    int before = network.calls();
    assertStops(bound(DIME));
    assertEquals(before + 1, network.calls());
  }

  private static void assertStops(Batched dime) {
    long live = Scope.live();
    try {
      assertThrows(CancellationException.class, () -> dime.explain(ToyPixel.queries(0.3), seed(0)));
    } finally {
      assertTrue(Thread.interrupted());
    }
    assertEquals(live, Scope.live());
  }

  @Test
  void what_cannot_work_is_refused_before_any_call() {
    var late = assertThrows(IllegalArgumentException.class, () -> bound(DIME.tau(20))).getMessage();
    assertTrue(late.contains("tau was 20 of 20"), late);
    bound(DIME.tau(20).switches(DIME.switches().startOneNoisier(false)));
    var odd = Image.of("odd", 6, 8, new float[3 * 6 * 8]).towards("bright");
    var refused =
        assertThrows(IllegalArgumentException.class, () -> bound(DIME).explain(odd, seed(0)));
    assertTrue(refused.getMessage().contains("multiples of 4"), refused.getMessage());
    assertEquals(0, network.calls());
  }

  @Test
  void it_names_the_networks_it_used() {
    assertEquals(List.of("brightness", "toy pixels", "pixels"), bound(DIME).networks());
  }
}
