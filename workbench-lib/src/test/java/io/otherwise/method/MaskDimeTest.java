package io.otherwise.method;

import static io.otherwise.explain.Seed.seed;
import static io.otherwise.method.PixelContract.query;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Cost;
import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Image;
import io.otherwise.explain.Queries;
import io.otherwise.method.MaskDime.Region;
import io.otherwise.model.PixelDiffusion;
import io.otherwise.tensor.EngineCalls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MaskDimeTest {
  private static PixelDiffusion model;
  private static ToyLatent.Convolutional classifier;

  private final PixelContract.Pixels pixels = new PixelContract.Pixels();
  private final MaskDime masked =
      MaskDime.paper()
          .respacing("10")
          .tau(5)
          .classifierScales(List.of(8.0))
          .region(new Region(0.1, 0.5, 3, false, PixelContract.SIDE));

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

  private Counterfactual explained(MaskDime method) {
    return method.on(classifier, model, pixels).explain(query(1), seed(0));
  }

  private Image edited(MaskDime method) {
    return explained(method).edited();
  }

  private static double change(Counterfactual c, boolean inside) {
    float[] free = c.keptMask().orElseThrow().values();
    double sum = 0;
    int count = 0;
    for (int i = 0; i < free.length; i++) {
      if (free[i] > 0 == inside) {
        sum += Math.abs(c.edited().values()[i] - c.factual().values()[i]);
        count++;
      }
    }
    return sum / count;
  }

  @Test
  void the_edit_lies_in_the_region_and_only_noise_outside() {
    Counterfactual c = explained(masked);

    assertTrue(change(c, true) > 5 * change(c, false), change(c, true) + " inside");
    assertTrue(change(c, false) > 0, "the last level's noise stays in the background");
  }

  @Test
  void a_background_at_the_level_it_arrives_at_is_clean_at_the_end() {
    MaskDime clean = masked.switches(masked.switches().backgroundOneNoisier(false));

    assertEquals(0, change(explained(clean), false), 1e-6);
  }

  @Test
  void the_region_has_the_share_asked_for_before_it_is_dilated() {
    // 6 of 64 pixels, then 3 of these.
    List<Double> shares = new ArrayList<>();
    masked
        .region(new Region(0.1, 0.5, 1, false, PixelContract.SIDE))
        .on(classifier, model, pixels)
        .watched(
            (step, name, value) -> {
              if (name.endsWith(" region")) {
                shares.add(value.sum().item());
              }
            })
        .explain(query(1), seed(0));

    for (int i = 0; i < shares.size(); i += 2) {
      assertEquals(6, shares.get(i));
      assertEquals(3, shares.get(i + 1));
    }
  }

  @Test
  void channels_may_have_regions_of_their_own() {
    Region own = new Region(0.1, 0.5, 1, true, PixelContract.SIDE);
    List<Long> channels = new ArrayList<>();

    masked
        .region(own)
        .on(classifier, model, pixels)
        .watched(
            (step, name, value) -> {
              if (name.equals("edited region")) {
                channels.add(value.size(1));
              }
            })
        .explain(query(1), seed(0));

    assertEquals(List.of(3L, 3L, 3L, 3L, 3L), channels);
  }

  @Test
  void without_any_gradient_a_step_is_left_out() {
    MaskDime none = masked.classifierScales(List.of(0.0)).perceptualScale(0).distanceScale(0);
    List<float[]> noisy = new ArrayList<>();

    none.on(classifier, model, pixels)
        .watched(
            (step, name, value) -> {
              if (name.equals("zt")) {
                noisy.add(value.floats());
              }
            })
        .explain(query(1), seed(0));

    org.junit.jupiter.api.Assertions.assertArrayEquals(noisy.get(0), noisy.get(4));
  }

  @Test
  void a_larger_gradient_scale_moves_further_towards_the_target() {
    MaskDime whole =
        masked.region(new Region(1, 1, 1, false, PixelContract.SIDE)).perceptualScale(0);

    double weak = explained(whole.distanceScale(0).gradientScale(0.1)).targetAfter();
    double strong = explained(whole.distanceScale(0).gradientScale(100)).targetAfter();

    assertTrue(strong > weak, strong + " and " + weak);
  }

  @Test
  void clipping_limits_the_gradient_of_each_query_or_of_the_batch() {
    MaskDime own = masked.switches(masked.switches().clipDeviations(0.5));
    MaskDime whole = own.switches(own.switches().clipOverBatch(true));
    Queries two = new Queries(List.of(query(1), query(2)));

    assertFalse(edited(own).samePixels(edited(masked)));
    assertTrue(edited(own).samePixels(edited(whole)), "one query is the batch");
    assertFalse(
        edited(whole)
            .samePixels(whole.on(classifier, model, pixels).explain(two, seed(0)).get(0).edited()));
  }

  @Test
  void a_batch_gives_what_each_query_gives_alone() {
    MaskDime again = masked.classifierScales(List.of(1.0, 30.0));
    PixelContract.assertBatchIndependent(again.on(classifier, model, pixels));
    PixelContract.assertBatchIndependent(
        again.switches(again.switches().clipDeviations(1)).on(classifier, model, pixels));
  }

  @Test
  void an_interrupt_stops_it_between_two_steps() {
    PixelContract.assertStops(masked.on(classifier, model, pixels), query(0));
  }

  @Test
  void pictures_of_the_way_are_kept_on_request() {
    PixelContract.assertPicturesOnRequest(masked.on(classifier, model, pixels), query(0));
  }

  @Test
  void native_memory_is_flat() {
    PixelContract.assertNativeMemoryFlat(masked.on(classifier, model, pixels), "zt");
  }

  @Test
  void the_reported_cost_is_what_the_engine_did() throws IOException {
    Cost[] cost = new Cost[1];
    EngineCalls calls = EngineCalls.during(() -> cost[0] = explained(masked).cost());

    assertEquals(5, cost[0].unetForwards());
    assertEquals(0, cost[0].unetBackwards());
    assertEquals(6, cost[0].classifierForwards());
    assertEquals(6, cost[0].perceptualForwards());
    assertEquals(5, cost[0].perceptualBackwards());
    assertEquals(5, cost[0].classifierBackwards());
    assertEquals(5 * PixelContract.PREDICTOR_CONVOLUTIONS + 6 + 2, calls.of("aten::convolution"));
    assertEquals(5, calls.of("aten::convolution_backward"));
  }

  @Test
  void presets_are_the_published_settings() {
    assertEquals(8, MaskDime.paper().gradientScale());
    assertEquals(new Region(0.05, 0.5, 5, false, 128), MaskDime.paper().region());
    assertEquals(3, MaskDime.world().region().dilation());
    assertEquals(30, MaskDime.world().tau());
  }

  @Test
  void the_papers_region_is_refused_at_another_size() {
    MaskDime paper = MaskDime.paper().tau(2).respacing("10");

    var refused = assertThrows(IllegalArgumentException.class, () -> explained(paper));

    assertTrue(refused.getMessage().contains("scaledTo"), refused.getMessage());
    assertEquals(1, paper.scaledTo(query(0).factual()).region().dilation());
  }

  @Test
  void out_of_range_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> masked.tau(0));
    assertThrows(IllegalArgumentException.class, () -> masked.gradientScale(-1));
    assertThrows(IllegalArgumentException.class, () -> masked.switches().clipDeviations(-1));
    assertThrows(IllegalArgumentException.class, () -> new Region(0, 0.5, 5, false, 8));
    assertThrows(IllegalArgumentException.class, () -> new Region(0.1, 1.5, 5, false, 8));
    assertThrows(IllegalArgumentException.class, () -> new Region(0.1, 0.5, 4, false, 8));
    assertThrows(
        IllegalArgumentException.class, () -> masked.tau(10).on(classifier, model, pixels));
  }
}
