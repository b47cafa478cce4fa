package io.otherwise.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Cost;
import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Image;
import io.otherwise.explain.Query;
import io.otherwise.explain.Seed;
import io.otherwise.model.LatentDiffusion;
import io.otherwise.tensor.EngineCalls;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What a step of LDCE costs, counted by the engine's profiler. The unit is one pass through the
 * U-Net: the authors' code takes 6 a step (two forwards, and two backwards through both halves),
 * ours 4.
 */
class LdceCostTest {
  private static final int STEPS = 6;
  private static final int U = ToyLatent.PREDICTOR_CONVOLUTIONS;
  private static final int D = ToyLatent.DECODER_CONVOLUTIONS;
  private static final int C = ToyLatent.CLASSIFIER_CONVOLUTIONS;

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

  /** Convolutions of {@link #STEPS} steps alone: a run minus a run that is one step shorter. */
  private record Step(int forwards, int backwards, Cost cost) {
    static Step of(Ldce ldce) throws IOException {
      Run longer = Run.of(ldce, STEPS);
      Run shorter = Run.of(ldce, STEPS - 1);
      return new Step(
          longer.forwards - shorter.forwards, longer.backwards - shorter.backwards, longer.cost);
    }
  }

  private record Run(int forwards, int backwards, Cost cost) {
    static Run of(Ldce ldce, int steps) throws IOException {
      float[] grey = new float[3 * 16 * 16];
      java.util.Arrays.fill(grey, 0.5f);
      Image image = Image.of("grey", 16, 16, grey);
      Ldce cut = ldce.steps(50).strength((steps + 0.5) / 50);
      Cost[] cost = new Cost[1];
      EngineCalls calls =
          EngineCalls.during(
              () ->
                  cost[0] =
                      cut.on(classifier, model).explain(image.towards("1"), Seed.seed(0)).cost());
      return new Run(
          calls.of("aten::convolution"), calls.of("aten::convolution_backward"), cost[0]);
    }
  }

  @Test
  void a_step_takes_four_passes_through_the_unet_instead_of_six() throws IOException {
    Step step = Step.of(Ldce.code());

    int unetForwards = 2;
    int unetBackwards = 2;
    assertEquals(unetForwards * U + D + C, step.forwards());
    // Both gradients pass decoder and unconditional half; the distance does not see the classifier.
    assertEquals(unetBackwards * (U + D) + C, step.backwards());
    assertTrue(unetForwards + unetBackwards < 6);
  }

  @Test
  void the_reported_cost_is_what_the_engine_did() throws IOException {
    Cost cost = Step.of(Ldce.code()).cost();

    assertEquals(2 * STEPS, cost.unetForwards());
    assertEquals(2 * STEPS, cost.unetBackwards());
    assertEquals(STEPS + 1, cost.decoderForwards());
    assertEquals(2 * STEPS, cost.decoderBackwards());
    assertEquals(STEPS, cost.classifierForwards());
    assertEquals(STEPS, cost.classifierBackwards());
    assertEquals(1, cost.encoderForwards());
  }

  @Test
  void without_the_unets_share_its_backwards_are_saved() throws IOException {
    Ldce ldce = Ldce.code();

    Step step = Step.of(ldce.switches(ldce.switches().throughUNet(false)));

    assertEquals(2 * U + D + C, step.forwards());
    assertEquals(2 * D + C, step.backwards());
    assertEquals(0, step.cost().unetBackwards());
  }

  @Test
  void without_a_distance_there_is_one_gradient() throws IOException {
    Step step = Step.of(Ldce.code().distanceScale(0));

    assertEquals(U + D + C, step.backwards());
    assertEquals(STEPS, step.cost().unetBackwards());
  }

  @Test
  void the_clean_estimate_from_both_halves_costs_both_graphs() throws IOException {
    Ldce ldce = Ldce.code();

    Step step = Step.of(ldce.switches(ldce.switches().clean(LdceSwitches.Clean.GUIDED)));

    assertEquals(2 * (2 * U + D) + C, step.backwards());
    assertEquals(4 * STEPS, step.cost().unetBackwards());
  }

  @Test
  void classifier_free_guidance_takes_two_forwards_and_nothing_else() throws IOException {
    Ldce ldce = Ldce.code();

    Step step = Step.of(ldce.switches(ldce.switches().guidance(LdceSwitches.Guidance.FREE)));

    assertEquals(2 * U, step.forwards());
    assertEquals(0, step.backwards());
  }

  @Test
  void an_interrupt_stops_it_between_two_steps() {
    PixelContract.assertStops(Ldce.code().steps(20).on(classifier, model), grey());
  }

  @Test
  void pictures_of_the_way_are_kept_on_request() {
    PixelContract.assertPicturesOnRequest(Ldce.code().steps(20).on(classifier, model), grey());
  }

  private Query grey() {
    float[] grey = new float[3 * 16 * 16];
    java.util.Arrays.fill(grey, 0.5f);
    return Query.of(Image.of("grey", 16, 16, grey), classifier.classes().get(1));
  }

  private static Counterfactual answer(LdceSwitches.Rule rule) {
    return answer(rule, 1, 60);
  }

  private static Counterfactual answer(LdceSwitches.Rule rule, int patch, double degrees) {
    float[] grey = new float[3 * 16 * 16];
    java.util.Arrays.fill(grey, 0.5f);
    Ldce ldce = Ldce.code().steps(50).strength(.11).consensusDegrees(degrees);
    return ldce.switches(ldce.switches().consensus(rule).patch(patch))
        .on(classifier, model)
        .explain(Image.of("grey", 16, 16, grey).towards("1"), Seed.seed(0));
  }

  @Test
  void random_places_are_as_many_as_the_consensus_keeps_and_others() {
    Counterfactual plain = answer(LdceSwitches.Rule.MASK);
    Counterfactual random = answer(LdceSwitches.Rule.RANDOM_MASK);
    double share = plain.trace().get(0).keptFraction();
    assertTrue(share > 0 && share < 1, "share " + share);
    assertEquals(share, random.trace().get(0).keptFraction());
    assertFalse(plain.edited().samePixels(random.edited()));
  }

  @Test
  void random_patches_are_as_many_as_the_consensus_keeps_and_others() {
    Counterfactual plain = answer(LdceSwitches.Rule.MASK, 2, 90);
    Counterfactual random = answer(LdceSwitches.Rule.RANDOM_MASK, 2, 90);
    double share = plain.trace().get(0).keptFraction();
    assertTrue(share > 0 && share < 1, "share " + share);
    assertEquals(share, random.trace().get(0).keptFraction());
    assertFalse(plain.edited().samePixels(random.edited()));
  }

  @Test
  void another_class_as_reference_gives_another_answer_for_one_more_pass() throws IOException {
    Counterfactual plain = answer(LdceSwitches.Rule.MASK);
    Counterfactual other = answer(LdceSwitches.Rule.OTHER_CLASS_MASK);
    assertFalse(plain.edited().samePixels(other.edited()));
    Step before = Step.of(Ldce.code());
    LdceSwitches switches = Ldce.code().switches();
    Step after =
        Step.of(Ldce.code().switches(switches.consensus(LdceSwitches.Rule.OTHER_CLASS_MASK)));
    assertEquals(before.forwards() + U, after.forwards());
    assertEquals(before.backwards(), after.backwards());
  }
}
