package io.otherwise.method;

import static io.otherwise.explain.Seed.seed;
import static io.otherwise.method.PixelContract.query;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Cost;
import io.otherwise.explain.Image;
import io.otherwise.model.PixelDiffusion;
import io.otherwise.tensor.EngineCalls;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DvceTest {
  private static PixelDiffusion model;
  private static ToyLatent.Convolutional classifier;

  /** Stands for a robust one: it sees something else. */
  private static final Brightness ROBUST = new Brightness(0.5, 4, "0", "1");

  private final Dvce dvce = Dvce.paper().respacing("10").skipped(4).views(1);

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

  private static Image edited(Batched explainer) {
    return explainer.explain(query(1), seed(0)).edited();
  }

  private static void assertSame(Image a, Image b) {
    assertArrayEquals(a.values(), b.values(), 1e-5f);
  }

  @Test
  void it_moves_towards_the_target() {
    Dvce guided = dvce.guide(Dvce.Guide.TARGET).classifierScale(0.5);
    Dvce control = guided.classifierScale(0);

    double with = guided.on(classifier, model).explain(query(1), seed(0)).targetAfter();
    double without = control.on(classifier, model).explain(query(1), seed(0)).targetAfter();

    assertTrue(with > without, with + " and " + without);
  }

  @Test
  void a_larger_distance_scale_keeps_the_image_closer() {
    Dvce near = dvce.guide(Dvce.Guide.TARGET).distanceScale(1);
    Image factual = query(1).factual();

    double close = distance(factual, edited(near.on(classifier, model)));
    double far = distance(factual, edited(near.distanceScale(0).on(classifier, model)));

    assertTrue(close < far, close + " and " + far);
  }

  private static double distance(Image a, Image b) {
    double sum = 0;
    for (int i = 0; i < a.values().length; i++) {
      sum += Math.abs(a.values()[i] - b.values()[i]);
    }
    return sum;
  }

  @Test
  void a_cone_of_no_opening_leaves_the_target_gradient() {
    Image cone = edited(dvce.coneDegrees(0).on(classifier, ROBUST, model));

    assertSame(edited(dvce.guide(Dvce.Guide.TARGET).on(classifier, model)), cone);
  }

  @Test
  void the_robust_classifier_changes_the_answer_through_the_cone() {
    Image cone = edited(dvce.on(classifier, ROBUST, model));

    assertFalse(
        cone.samePixels(edited(dvce.guide(Dvce.Guide.TARGET).on(classifier, ROBUST, model))));
    assertFalse(
        cone.samePixels(edited(dvce.guide(Dvce.Guide.ROBUST).on(classifier, ROBUST, model))));
  }

  @Test
  void guided_by_the_robust_one_alone_the_target_classifier_has_no_say() {
    Dvce robust = dvce.guide(Dvce.Guide.ROBUST);
    Brightness other = new Brightness(0.1, 3, "0", "1");

    Image one = edited(robust.on(classifier, ROBUST, model));

    assertTrue(one.samePixels(edited(robust.on(other, ROBUST, model))));
    assertSame(edited(dvce.guide(Dvce.Guide.TARGET).on(ROBUST, model)), one);
  }

  @Test
  void a_target_of_both_classifiers_is_the_class_of_that_name() {
    Brightness swapped = new Brightness(0.5, -4, "1", "0");

    Image straight = edited(dvce.on(classifier, ROBUST, model));

    assertSame(straight, edited(dvce.on(classifier, swapped, model)));
  }

  @Test
  void a_batch_gives_what_each_query_gives_alone() {
    PixelContract.assertBatchIndependent(dvce.on(classifier, ROBUST, model));
  }

  @Test
  void means_over_the_batch_do_not_matter_while_gradients_are_renormalised() {
    DvceSwitches s = dvce.switches();

    Image mean = edited(dvce.switches(s.meanOverBatch(true)).on(classifier, ROBUST, model));

    assertSame(edited(dvce.on(classifier, ROBUST, model)), mean);
  }

  @Test
  void random_views_change_the_answer_and_not_what_a_batch_gives() {
    Dvce three = dvce.views(3);

    assertFalse(
        edited(three.on(classifier, ROBUST, model))
            .samePixels(edited(dvce.on(classifier, ROBUST, model))));
    PixelContract.assertBatchIndependent(three.on(classifier, ROBUST, model));
    PixelContract.assertNativeMemoryFlat(three.on(classifier, ROBUST, model), "xt");
  }

  @Test
  void each_classifier_draws_views_of_its_own_around_the_same_estimate() {
    Map<String, float[]> views = heardInTheFirstStep(dvce.views(3));
    float[] target = views.get("targetViews");
    float[] robust = views.get("robustViews");
    int each = target.length / 3;

    assertArrayEquals(views.get("clean"), Arrays.copyOf(target, each));
    assertArrayEquals(views.get("clean"), Arrays.copyOf(robust, each));
    assertFalse(Arrays.equals(target, robust));
  }

  @Test
  void gradients_are_the_mean_over_views_and_not_their_sum() {
    // This classifier's gradient is nearly the same for every view of an image.
    Brightness slow = new Brightness(0.5, 0.01, "0", "1");

    double one = length(heardInTheFirstStep(dvce, slow).get("gRobust"));
    double many = length(heardInTheFirstStep(dvce.views(9), slow).get("gRobust"));

    assertTrue(many > 0.2 * one && many < 1.5 * one, many + " and " + one);
  }

  private static Map<String, float[]> heardInTheFirstStep(Dvce one) {
    return heardInTheFirstStep(one, ROBUST);
  }

  private static Map<String, float[]> heardInTheFirstStep(Dvce one, Brightness robust) {
    Map<String, float[]> heard = new HashMap<>();
    one.on(classifier, robust, model)
        .watched((step, name, value) -> heard.putIfAbsent(name, value.floats()))
        .explain(query(1), seed(0));
    return heard;
  }

  private static double length(float[] values) {
    double sum = 0;
    for (float v : values) {
      sum += (double) v * v;
    }
    return Math.sqrt(sum);
  }

  @Test
  void every_view_counts_as_a_call() {
    Map<Dvce.Guide, List<Integer>> calls =
        Map.of(
            Dvce.Guide.TARGET, List.of(3, 3),
            Dvce.Guide.ROBUST, List.of(4, 3),
            Dvce.Guide.CONE, List.of(6, 6));
    for (Dvce.Guide guide : Dvce.Guide.values()) {
      Brightness one = new Brightness(0.5, 4, "0", "1");
      Brightness other = new Brightness(0.4, 4, "0", "1");

      Cost cost =
          dvce.guide(guide).views(3).on(one, other, model).explain(query(0), seed(0)).cost();

      assertEquals(6 * calls.get(guide).get(0), cost.classifierForwards(), guide.name());
      assertEquals(6 * calls.get(guide).get(1), cost.classifierBackwards(), guide.name());
      // The answer is scored before and after.
      assertEquals(cost.classifierForwards() + 2, one.images() + other.images(), guide.name());
      assertEquals(6 * (guide == Dvce.Guide.CONE ? 3 : 2), cost.unetBackwards(), guide.name());
    }
  }

  @Test
  void an_interrupt_stops_it_between_two_steps() {
    PixelContract.assertStops(dvce.on(classifier, ROBUST, model), query(0));
  }

  @Test
  void pictures_of_the_way_are_kept_on_request() {
    PixelContract.assertPicturesOnRequest(dvce.on(classifier, ROBUST, model), query(0));
  }

  @Test
  void native_memory_is_flat() {
    PixelContract.assertNativeMemoryFlat(dvce.on(classifier, ROBUST, model), "xt");
  }

  @Test
  void the_reported_cost_is_what_the_engine_did() throws IOException {
    for (Dvce.Guide guide : Dvce.Guide.values()) {
      Dvce one = dvce.guide(guide);
      Cost[] cost = new Cost[1];
      EngineCalls calls =
          EngineCalls.during(
              () ->
                  cost[0] =
                      one.on(classifier, classifier, model).explain(query(0), seed(0)).cost());

      assertEquals(6, cost[0].unetForwards());
      assertEquals(guide == Dvce.Guide.CONE ? 18 : 12, cost[0].unetBackwards(), guide.name());
      // Before and after the classifier is asked once more, and each gradient passes it once.
      assertEquals(
          6 * PixelContract.PREDICTOR_CONVOLUTIONS + cost[0].classifierForwards() + 2,
          calls.of("aten::convolution"),
          guide.name());
      assertEquals(
          cost[0].unetBackwards() * PixelContract.PREDICTOR_CONVOLUTIONS
              + cost[0].classifierBackwards(),
          calls.of("aten::convolution_backward"),
          guide.name());
    }
  }

  @Test
  void a_distance_taken_at_the_estimate_saves_its_pass() {
    Dvce one = dvce.switches(dvce.switches().distanceThroughModel(false));

    Cost cost = one.on(classifier, ROBUST, model).explain(query(0), seed(0)).cost();

    assertEquals(12, cost.unetBackwards());
  }

  @Test
  void the_paper_runs_100_of_200_steps() {
    assertEquals("200", Dvce.paper().respacing());
    assertEquals(100, Dvce.paper().skipped());
    assertEquals(Dvce.paper(), Dvce.code().guide(Dvce.Guide.CONE).views(16));
    assertEquals(1, Dvce.code().views());
    assertEquals(25, Dvce.world().skipped());
    assertEquals(4, Dvce.world().views());
  }

  @Test
  void out_of_range_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> dvce.coneDegrees(90));
    assertThrows(IllegalArgumentException.class, () -> dvce.classifierScale(-1));
    assertThrows(IllegalArgumentException.class, () -> dvce.distanceScale(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> dvce.skipped(-1));
    assertThrows(IllegalArgumentException.class, () -> dvce.views(0));
    assertThrows(IllegalArgumentException.class, () -> dvce.switches().distancePower(0.5));
    var all =
        assertThrows(
            IllegalArgumentException.class, () -> dvce.skipped(10).on(classifier, ROBUST, model));
    assertEquals(
        "at least one step is run, but 10 of 10 are skipped; skip half of them for the paper's"
            + " setting",
        all.getMessage());
  }

  @Test
  void a_missing_robust_classifier_or_class_is_refused_before_work_starts() {
    var missing = assertThrows(IllegalArgumentException.class, () -> dvce.on(classifier, model));
    assertTrue(missing.getMessage().contains("CONE"), missing.getMessage());

    Brightness stranger = new Brightness(0.5, 40, "dark", "bright");
    assertThrows(
        IllegalArgumentException.class,
        () -> dvce.on(classifier, stranger, model).explain(query(0), seed(0)));
    assertEquals(0, stranger.calls());
  }
}
