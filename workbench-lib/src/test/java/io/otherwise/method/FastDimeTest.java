package io.otherwise.method;

import static io.otherwise.explain.Seed.seed;
import static io.otherwise.method.PixelContract.query;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Cost;
import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Image;
import io.otherwise.method.FastDime.Variant;
import io.otherwise.model.PixelDiffusion;
import io.otherwise.tensor.EngineCalls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FastDimeTest {
  private static PixelDiffusion model;
  private static ToyLatent.Convolutional classifier;

  private final PixelContract.Pixels pixels = new PixelContract.Pixels();
  private final FastDime fast =
      FastDime.code()
          .respacing("10")
          .tau(5)
          .classifierScales(List.of(8.0))
          .mask(new SelfMask(2, new ChangeMask(0.6, 3, PixelContract.SIDE)));

  @BeforeAll
  static void open() {
    model = PixelContract.model();
    classifier = new ToyLatent.Convolutional();
  }

  @AfterAll
  static void close() {
    model.close();
    classifier.close();
  }

  private Counterfactual explained(FastDime method) {
    return method.on(classifier, model, pixels).explain(query(1), seed(0));
  }

  private Image edited(FastDime method) {
    return explained(method).edited();
  }

  @Test
  void the_classifiers_scale_moves_towards_the_target() {
    FastDime free = fast.variant(Variant.NO_MASK).perceptualScale(0).distanceScale(0);

    double weak = explained(free.classifierScales(List.of(0.0))).targetAfter();
    double strong = explained(free.classifierScales(List.of(300.0))).targetAfter();

    assertTrue(strong > weak, strong + " and " + weak);
  }

  @Test
  void where_the_mask_keeps_the_factual_pixels_come_back_exactly() {
    Counterfactual c = explained(fast);
    float[] free = c.keptMask().orElseThrow().values();
    int back = 0;
    for (int i = 0; i < free.length; i++) {
      if (free[i] == 0) {
        assertEquals(c.factual().values()[i], c.edited().values()[i], 1e-6f);
        back++;
      }
    }

    assertTrue(back > 0 && back < free.length, back + " put back");
  }

  @Test
  void without_a_mask_there_is_none_to_show() {
    assertTrue(explained(fast.variant(Variant.NO_MASK)).keptMask().isEmpty());
    assertTrue(
        explained(fast.mask(new SelfMask(5, new ChangeMask(0.6, 3, 8)))).keptMask().isEmpty());
  }

  @Test
  void a_warm_up_as_long_as_the_run_is_no_mask() {
    Image late = edited(fast.mask(new SelfMask(5, new ChangeMask(0.6, 3, PixelContract.SIDE))));

    assertTrue(late.samePixels(edited(fast.variant(Variant.NO_MASK))));
  }

  @Test
  void a_threshold_of_zero_keeps_nothing() {
    Image open = edited(fast.mask(new SelfMask(2, new ChangeMask(0, 3, PixelContract.SIDE))));

    assertArrayEquals(edited(fast.variant(Variant.NO_MASK)).values(), open.values(), 1e-6f);
  }

  @Test
  void the_trace_says_how_much_was_free() {
    var trace = explained(fast).trace();

    assertEquals(5, trace.size());
    assertEquals(1, trace.get(2).keptFraction());
    assertTrue(trace.get(3).keptFraction() < 1);
  }

  @Test
  void both_two_step_variants_run_twice_and_differ_in_the_first_pass() {
    Counterfactual two = explained(fast.variant(Variant.TWO_STEPS));
    Counterfactual plus = explained(fast.variant(Variant.TWO_STEPS_PLUS));

    assertEquals(10, two.trace().size());
    assertEquals(10, two.cost().unetForwards());
    assertEquals(1, two.trace().get(4).keptFraction());
    assertTrue(two.trace().get(5).keptFraction() < 1);
    assertTrue(plus.trace().get(4).keptFraction() < 1);
    assertFalse(
        Arrays.equals(
            firstResult(fast.variant(Variant.TWO_STEPS)),
            firstResult(fast.variant(Variant.TWO_STEPS_PLUS))));
  }

  private float[] firstResult(FastDime method) {
    List<float[]> passed = new ArrayList<>();
    method
        .on(classifier, model, pixels)
        .watched(
            (step, name, value) -> {
              if (name.equals("passed")) {
                passed.add(value.floats());
              }
            })
        .explain(query(1), seed(0));
    return passed.get(0);
  }

  @Test
  void scaled_gradients_are_larger() {
    FastDime scaled = fast.switches(fast.switches().scaled(true));

    assertFalse(edited(scaled).samePixels(edited(fast)));
    assertEquals(scaled.switches(), FastDime.paper().switches().startOneNoisier(true));
  }

  @Test
  void only_undecided_queries_are_tried_again() {
    Brightness sure = new Brightness(-9, 40, "1", "0");
    Brightness never = new Brightness(9, 40, "1", "0");
    FastDime three = fast.classifierScales(List.of(1.0, 2.0, 3.0));

    Cost first = three.on(sure, model, pixels).explain(query(0), seed(0)).cost();
    Cost last = three.on(never, model, pixels).explain(query(0), seed(0)).cost();

    assertEquals(5, first.unetForwards());
    assertEquals(15, last.unetForwards());
  }

  @Test
  void a_batch_gives_what_each_query_gives_alone() {
    for (Variant variant : Variant.values()) {
      FastDime one = fast.variant(variant).classifierScales(List.of(1.0, 20.0));
      PixelContract.assertBatchIndependent(one.on(classifier, model, pixels));
    }
  }

  @Test
  void an_interrupt_stops_it_between_two_steps() {
    PixelContract.assertStops(fast.on(classifier, model, pixels), query(0));
  }

  @Test
  void pictures_of_the_way_are_kept_on_request() {
    PixelContract.assertPicturesOnRequest(fast.on(classifier, model, pixels), query(0));
  }

  @Test
  void native_memory_is_flat() {
    PixelContract.assertNativeMemoryFlat(
        fast.variant(Variant.NO_MASK).on(classifier, model, pixels), "zt");
    PixelContract.assertNothingLeft(
        fast.variant(Variant.TWO_STEPS_PLUS).on(classifier, model, pixels));
  }

  @Test
  void the_reported_cost_is_what_the_engine_did() throws IOException {
    for (Variant variant : List.of(Variant.FAST_DIME, Variant.THROUGH_UNET)) {
      Cost[] cost = new Cost[1];
      EngineCalls calls =
          EngineCalls.during(() -> cost[0] = explained(fast.variant(variant)).cost());

      assertEquals(5, cost[0].unetForwards());
      assertEquals(variant == Variant.THROUGH_UNET ? 5 : 0, cost[0].unetBackwards());
      assertEquals(6, cost[0].classifierForwards());
      assertEquals(6, cost[0].perceptualForwards());
      assertEquals(5, cost[0].perceptualBackwards());
      assertEquals(5 * PixelContract.PREDICTOR_CONVOLUTIONS + 6 + 2, calls.of("aten::convolution"));
      assertEquals(
          cost[0].unetBackwards() * PixelContract.PREDICTOR_CONVOLUTIONS + 5,
          calls.of("aten::convolution_backward"));
    }
  }

  @Test
  void a_perceptual_scale_of_zero_never_asks_the_network() {
    explained(fast.perceptualScale(0));

    assertEquals(0, pixels.calls());
  }

  @Test
  void presets_are_the_published_settings() {
    assertEquals(60, FastDime.code().tau());
    assertEquals(List.of(8.0, 10.0, 15.0), FastDime.code().classifierScales());
    assertTrue(FastDime.paper().switches().scaled());
    assertFalse(FastDime.code().switches().scaled());
    assertEquals(new SelfMask(15, new ChangeMask(0.15, 3, 64)), FastDime.world().mask());
  }

  @Test
  void the_papers_dilation_is_refused_at_another_size() {
    FastDime paper = FastDime.code().tau(2).respacing("10");

    var refused = assertThrows(IllegalArgumentException.class, () -> explained(paper));

    assertTrue(refused.getMessage().contains("scaledTo"), refused.getMessage());
    assertEquals(1, paper.scaledTo(query(0).factual()).mask().of().dilation());
  }

  @Test
  void every_switch_changes_the_answer() {
    FastDimeSwitches base = FastDimeSwitches.published();
    List<FastDimeSwitches> changed =
        List.of(
            base.startOneNoisier(false),
            base.logits(false),
            base.scaled(true),
            base.sharedStart(false),
            base.keptOneNoisier(false),
            base.euclideanScale(1));
    assertEquals(FastDimeSwitches.class.getRecordComponents().length, changed.size());
    // A classifier that is never reached, so that there is a second attempt.
    FastDime twice = fast.classifierScales(List.of(1.0, 2.0));
    Image published = unreached(twice);
    for (FastDimeSwitches one : changed) {
      assertFalse(unreached(twice.switches(one)).samePixels(published), one.toString());
    }
  }

  private Image unreached(FastDime method) {
    Brightness never = new Brightness(0.9, 4, "1", "0");
    return method.on(never, model, pixels).explain(query(0), seed(0)).edited();
  }

  @Test
  void out_of_range_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> fast.tau(0));
    assertThrows(IllegalArgumentException.class, () -> fast.classifierScales(List.of()));
    assertThrows(IllegalArgumentException.class, () -> fast.classifierScales(List.of(-1.0)));
    assertThrows(IllegalArgumentException.class, () -> fast.distanceScale(-1));
    assertThrows(IllegalArgumentException.class, () -> new SelfMask(2, new ChangeMask(0.15, 4, 8)));
    assertThrows(IllegalArgumentException.class, () -> new SelfMask(2, new ChangeMask(1.15, 3, 8)));
    var deep =
        assertThrows(
            IllegalArgumentException.class, () -> fast.tau(10).on(classifier, model, pixels));
    assertEquals(
        "tau + 1 noise levels are among those the sampler keeps, but tau was 10 of 10;"
            + " lower tau or keep more timesteps",
        deep.getMessage());
  }
}
