package io.otherwise.method;

import static io.otherwise.explain.Seed.seed;
import static io.otherwise.method.PixelContract.query;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Image;
import io.otherwise.explain.Query;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SvceTest {
  private static final ToyLatent.Convolutional CLASSIFIER = new ToyLatent.Convolutional();

  private final Svce svce = new Svce(4, 1.5, 12, 0.75, PixelContract.SIDE);

  @AfterAll
  static void close() {
    CLASSIFIER.close();
  }

  private static double norm(Counterfactual c, double p) {
    double sum = 0;
    float[] before = c.factual().values();
    float[] after = c.edited().values();
    for (int i = 0; i < before.length; i++) {
      sum += Math.pow(Math.abs(after[i] - before[i]), p);
    }
    return Math.pow(sum, 1 / p);
  }

  @Test
  void the_answer_stays_in_the_ball() {
    for (double p : new double[] {1.2, 1.5, 2}) {
      Counterfactual c = svce.p(p).on(CLASSIFIER).explain(query(0), seed(0));

      assertTrue(norm(c, p) <= 4 * (1 + 1e-5), "norm " + norm(c, p));
      assertTrue(norm(c, p) > 0.5);
    }
  }

  @Test
  void the_answer_is_the_surest_image_of_the_way() {
    Counterfactual c = svce.on(CLASSIFIER).explain(query(0), seed(0));

    double surest = c.trace().stream().mapToDouble(s -> s.targetProbability()).max().orElse(0);

    assertEquals(surest, c.targetAfter(), 1e-6);
    assertTrue(c.targetAfter() > c.targetBefore());
  }

  @Test
  void a_larger_ball_makes_surer() {
    double small = svce.radius(1).on(CLASSIFIER).explain(query(0), seed(0)).targetAfter();
    double large = svce.radius(8).on(CLASSIFIER).explain(query(0), seed(0)).targetAfter();

    assertTrue(large > small, small + " and " + large);
  }

  @Test
  void a_batch_gives_what_each_query_gives_alone() {
    PixelContract.assertBatchIndependent(svce.on(CLASSIFIER));
  }

  @Test
  void other_seeds_start_elsewhere() {
    Svce one = svce.steps(1);

    Image a = one.on(CLASSIFIER).explain(query(0), seed(0)).edited();
    Image b = one.on(CLASSIFIER).explain(query(0), seed(1)).edited();

    assertFalse(a.samePixels(b));
  }

  @Test
  void a_step_takes_one_pass_and_one_gradient() {
    var cost = svce.on(CLASSIFIER).explain(query(0), seed(0)).cost();

    assertEquals(13, cost.classifierForwards());
    assertEquals(12, cost.classifierBackwards());
    assertEquals(0, cost.unetForwards());
  }

  @Test
  void an_interrupt_stops_it_between_two_steps() {
    PixelContract.assertStops(svce.on(CLASSIFIER), query(0));
  }

  @Test
  void pictures_of_the_way_are_kept_on_request() {
    PixelContract.assertPicturesOnRequest(svce.on(CLASSIFIER), query(0));
  }

  @Test
  void native_memory_is_flat() {
    PixelContract.assertNativeMemoryFlat(svce.on(CLASSIFIER), "delta");
  }

  @Test
  void a_binary_classifier_moves_towards_either_side() {
    Brightness brightness = new Brightness(0.5, 40);

    Query dark = query(0).towards("dark");
    Query bright = query(0).towards("bright");

    assertTrue(svce.on(brightness).explain(dark, seed(0)).targetAfter() > 0.99);
    assertTrue(svce.on(brightness).explain(bright, seed(0)).targetAfter() > 0.99);
  }

  @Test
  void the_papers_radius_is_refused_at_another_size() {
    Svce paper = Svce.paper();
    Image small = query(0).factual();

    var refused =
        assertThrows(
            IllegalArgumentException.class, () -> paper.on(CLASSIFIER).explain(query(0), seed(0)));

    assertTrue(refused.getMessage().contains("224"), refused.getMessage());
    assertEquals(150 * Math.pow(8 / 224.0, 2 / 1.5), paper.scaledTo(small).radius(), 1e-9);
    assertEquals(150, paper.statedFor(small).radius());
    assertEquals(64, Svce.world().side());
  }

  @Test
  void out_of_range_is_one_sentence_with_rule_value_and_way_out() {
    var refused = assertThrows(IllegalArgumentException.class, () -> svce.p(1));

    assertEquals(
        "p is the norm's exponent and must lie in (1, 2], but was 1.0;"
            + " choose 1.5 for the paper's setting",
        refused.getMessage());
    assertThrows(IllegalArgumentException.class, () -> svce.radius(-1));
    assertThrows(IllegalArgumentException.class, () -> svce.steps(0));
    assertThrows(IllegalArgumentException.class, () -> svce.risingShare(1.5));
  }
}
