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
import io.otherwise.explain.Queries;
import io.otherwise.model.PixelDiffusion;
import io.otherwise.tensor.EngineCalls;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AceTest {
  private static PixelDiffusion model;
  private static ToyLatent.Convolutional classifier;

  private final Ace ace =
      Ace.paper()
          .respacing("10")
          .depth(3)
          .iterations(4)
          .rate(0.02)
          .refinement(new Refinement(true, new ChangeMask(0.4, 3, PixelContract.SIDE)));

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

  private static Counterfactual explained(Ace ace) {
    return ace.on(classifier, model).explain(query(1), seed(0));
  }

  private static float largestEdit(Counterfactual c) {
    float largest = 0;
    for (float v : c.difference().values()) {
      largest = Math.max(largest, v);
    }
    return largest;
  }

  @Test
  void the_attack_moves_the_filtered_image_towards_the_target() {
    var trace = explained(ace.iterations(20).l1Scale(0)).trace();

    assertTrue(trace.get(19).targetProbability() > trace.get(0).targetProbability());
  }

  @Test
  void no_value_of_the_pre_explanation_leaves_the_budget() {
    Ace attack = ace.withoutRefinement();

    assertEquals(0.05f, largestEdit(explained(attack.budget(0.05))), 1e-5f);
    assertEquals(0.08f, largestEdit(explained(attack)), 1e-5f);
  }

  @Test
  void the_refinement_puts_the_factual_pixels_back_where_nothing_near_changed() {
    Counterfactual c = explained(ace.switches(ace.switches().update(AceSwitches.Update.VALUE)));
    float[] free = c.keptMask().orElseThrow().values();
    float[] factual = c.factual().values();
    float[] edited = c.edited().values();
    int back = 0;
    for (int i = 0; i < free.length; i++) {
      if (free[i] == 0) {
        assertEquals(factual[i], edited[i], 1e-6f, "value " + i);
        back++;
      }
    }

    assertTrue(back > 0 && back < free.length, back + " put back");
  }

  @Test
  void a_threshold_of_zero_refines_everything() {
    Ace whole = ace.refinement(new Refinement(true, new ChangeMask(0, 3, PixelContract.SIDE)));

    for (float free : explained(whole).keptMask().orElseThrow().values()) {
      assertEquals(1, free);
    }
  }

  @Test
  void without_refinement_there_is_no_mask() {
    assertTrue(explained(ace.withoutRefinement()).keptMask().isEmpty());
  }

  @Test
  void both_distances_pull_back() {
    double free = change(ace.l1Scale(0));

    assertTrue(change(ace.l1Scale(10)) < free);
    assertTrue(change(ace.l1Scale(0).l2Scale(10)) < free);
  }

  private static double change(Ace ace) {
    double sum = 0;
    for (float v : explained(ace.iterations(9).withoutRefinement()).difference().values()) {
      sum += v;
    }
    return sum;
  }

  @Test
  void untargeted_it_leaves_the_class_that_is_seen_whatever_the_query_asks() {
    Ace away = ace.switches(ace.switches().untargeted(true));

    Image one = away.on(classifier, model).explain(query(1), seed(0)).edited();
    var other = query(1).towards("0").id(query(1).id());

    assertTrue(one.samePixels(away.on(classifier, model).explain(other, seed(0)).edited()));
  }

  @Test
  void carlini_and_wagners_attack_moves_towards_the_target() {
    Ace attack = carliniWagner(ace.iterations(20).l1Scale(0).rate(10));
    Brightness lost = new Brightness(2, 1, "0", "1");

    var trace = attack.on(lost, model).explain(query(1), seed(0)).trace();

    assertTrue(trace.get(19).targetProbability() > trace.get(0).targetProbability() + 0.01);
  }

  @Test
  void carlini_and_wagners_attack_leaves_alone_what_the_target_has_won() {
    Brightness won = new Brightness(-1, 4, "0", "1");
    Brightness lost = new Brightness(2, 4, "0", "1");
    Ace attack = carliniWagner(ace.l1Scale(0).rate(100)).withoutRefinement();

    Counterfactual still = attack.on(won, model).explain(query(1), seed(0));

    // Black and white come back a little way, to where gradients live.
    assertEquals(0.0025f, largestEdit(still), 1e-4f);
    assertTrue(largestEdit(attack.on(lost, model).explain(query(1), seed(0))) > 0.01f);
    Ace sign = ace.l1Scale(0).withoutRefinement();
    assertTrue(largestEdit(sign.on(won, model).explain(query(1), seed(0))) > 0.01f);
  }

  @Test
  void carlini_and_wagners_attack_does_not_depend_on_the_batch_and_has_a_target() {
    Ace attack = carliniWagner(ace.rate(100));

    PixelContract.assertBatchIndependent(attack.on(classifier, model));
    var refused =
        assertThrows(IllegalArgumentException.class, () -> attack.switches().untargeted(true));
    assertTrue(refused.getMessage().contains("untargeted"), refused.getMessage());
  }

  private static Ace carliniWagner(Ace ace) {
    return ace.switches(ace.switches().update(AceSwitches.Update.CARLINI_WAGNER));
  }

  @Test
  void segments_give_the_gradient_of_one_graph() {
    Ace value = ace.switches(ace.switches().update(AceSwitches.Update.VALUE));
    float[] whole = explained(value).edited().values();
    for (int links = 1; links <= 4; links++) {
      Ace segments = value.switches(value.switches().linksPerGraph(links));
      assertArrayEquals(whole, explained(segments).edited().values(), 1e-5f, links + " links");
    }
  }

  @Test
  void a_batch_gives_what_each_query_gives_alone() {
    PixelContract.assertBatchIndependent(ace.on(classifier, model));
    PixelContract.assertBatchIndependent(
        ace.switches(ace.switches().linksPerGraph(2)).on(classifier, model));
  }

  @Test
  void the_mean_over_the_batch_makes_it_depend_on_the_batch() {
    Ace value = ace.l1Scale(0).switches(ace.switches().update(AceSwitches.Update.VALUE)).rate(1);
    Ace mean = value.switches(value.switches().meanOverBatch(true)).withoutRefinement();
    Queries two = new Queries(List.of(query(1), query(2)));

    Image alone = mean.on(classifier, model).explain(query(1), seed(0)).edited();
    Image together = mean.on(classifier, model).explain(two, seed(0)).get(0).edited();

    assertFalse(alone.samePixels(together));
  }

  @Test
  void an_interrupt_stops_it_between_two_steps() {
    PixelContract.assertStops(ace.on(classifier, model), query(0));
  }

  @Test
  void pictures_of_the_way_are_kept_on_request() {
    PixelContract.assertPicturesOnRequest(ace.on(classifier, model), query(0));
  }

  @Test
  void native_memory_is_flat() {
    PixelContract.assertNativeMemoryFlat(ace.on(classifier, model), "adversarial");
  }

  @Test
  void the_reported_cost_is_what_the_engine_did() throws IOException {
    assertCost(ace, 4 * 3 + 3);
    assertCost(ace.withoutRefinement(), 4 * 3);
    // Two segments: the first of two steps runs twice.
    assertCost(ace.switches(ace.switches().linksPerGraph(2)), 4 * (3 + 2) + 3);
  }

  private void assertCost(Ace one, int forwards) throws IOException {
    Cost[] cost = new Cost[1];
    EngineCalls calls = EngineCalls.during(() -> cost[0] = explained(one).cost());

    assertEquals(forwards, cost[0].unetForwards());
    assertEquals(12, cost[0].unetBackwards());
    assertEquals(4, cost[0].classifierForwards());
    assertEquals(4, cost[0].classifierBackwards());
    assertEquals(
        forwards * PixelContract.PREDICTOR_CONVOLUTIONS + 4 + 2, calls.of("aten::convolution"));
    assertEquals(
        12 * PixelContract.PREDICTOR_CONVOLUTIONS + 4, calls.of("aten::convolution_backward"));
  }

  @Test
  void presets_are_the_published_settings() {
    assertEquals(5, Ace.paper().depth());
    assertEquals(50, Ace.paper().iterations());
    assertEquals(100, Ace.paperImageNet().iterations());
    assertEquals("50", Ace.paperCelebA().respacing());
    assertEquals(0.05, Ace.paperBdd().refinement().mask().threshold());
    assertEquals(3, Ace.world().refinement().mask().dilation());
    assertEquals(0, Ace.paper().l2().l1Scale());
    assertTrue(Ace.code().switches().meanOverBatch());
  }

  @Test
  void the_papers_dilation_is_refused_at_another_size() {
    var refused = assertThrows(IllegalArgumentException.class, () -> explained(Ace.paper()));

    assertTrue(refused.getMessage().contains("scaledTo"), refused.getMessage());
    assertEquals(
        PixelContract.SIDE, Ace.paper().scaledTo(query(0).factual()).refinement().mask().side());
  }

  @Test
  void out_of_range_is_one_sentence_with_rule_value_and_way_out() {
    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Refinement(true, new ChangeMask(0.15, 14, 256)));

    assertEquals(
        "dilation is the side of a square around a pixel and must be odd, but was 14;"
            + " choose 15 for the paper's setting",
        refused.getMessage());
    assertThrows(IllegalArgumentException.class, () -> ace.depth(0));
    assertThrows(IllegalArgumentException.class, () -> ace.iterations(0));
    assertThrows(IllegalArgumentException.class, () -> ace.budget(0));
    assertThrows(IllegalArgumentException.class, () -> ace.l1Scale(-1));
    assertThrows(IllegalArgumentException.class, () -> ace.switches().linksPerGraph(0));
    assertThrows(IllegalArgumentException.class, () -> ace.depth(11).on(classifier, model));
  }
}
