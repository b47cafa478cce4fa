package io.otherwise.experiment;

import static io.otherwise.explain.Seed.seed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Cost;
import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Query;
import io.otherwise.metric.EditEnergyInside;
import io.otherwise.metric.KnownTruth;
import io.otherwise.metric.ModelTruthDistance;
import io.otherwise.metric.NetworkCalls;
import io.otherwise.metric.WorldTruthDistance;
import io.otherwise.model.Classifier;
import io.otherwise.model.ClosedForm;
import io.otherwise.tensor.Tensor;
import io.otherwise.world.EditMask;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.Scene;
import io.otherwise.world.Split;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ControlsTest {
  private static final Scene SCENE =
      FaceWorld.v1().scene(Split.TEST, 3).with("blur", 0).with("glasses", 0);
  private static final Image FACTUAL = SCENE.image();
  private static final Query QUERY = FACTUAL.towards("glasses");
  private static final Queries QUERIES = Queries.of(QUERY);
  private static final Classifier WEARING = wearing(SCENE);

  // One search for all tests: it renders a hundred pictures.
  private static final KnownTruth TRUTH = KnownTruth.of(FaceWorld.v1());

  /** Looks along the change that glasses make: logit -4 before them, 4 with them. */
  private static Classifier wearing(Scene scene) {
    float[] from = scene.image().values();
    float[] way = scene.with("glasses", 1).image().values();
    double length = 0;
    for (int i = 0; i < way.length; i++) {
      way[i] -= from[i];
      length += way[i] * way[i];
    }
    double scale = 2 / length;
    return new ClosedForm(
        "wearing",
        List.of("no glasses", "glasses"),
        images -> {
          Tensor moved = images.minus(Tensor.of(from, 1, 3, 64, 64));
          Tensor along = moved.times(Tensor.of(way, 1, 3, 64, 64)).sum(1, 2, 3).reshape(-1);
          return along.times(scale).minus(1).times(4);
        });
  }

  /** A method's answer: glasses, and a change of the background far from them. */
  private static Counterfactuals sloppy() {
    float[] values = SCENE.with("glasses", 1).image().values();
    for (int i = 0; i < 64; i++) {
      values[i] = values[i] > 0.5f ? values[i] - 0.3f : values[i] + 0.3f;
    }
    Image edited = Image.of("sloppy", 64, 64, values);
    Counterfactual plain =
        Counterfactual.of(QUERY, edited, WEARING.score(FACTUAL), WEARING.score(edited));
    return new Counterfactuals(
        List.of(
            new Counterfactual(
                QUERY,
                edited,
                plain.before(),
                plain.after(),
                List.of(),
                Cost.ZERO.unet(7, 0),
                Optional.empty(),
                "Sloppy",
                Map.of("strength", 2),
                seed(5))));
  }

  @Test
  void no_edit_flips_nothing_and_costs_nothing() {
    Counterfactual c = Controls.noEdit(QUERIES, WEARING).get(0);

    assertEquals("no edit", c.method());
    assertTrue(c.edited().samePixels(FACTUAL));
    assertFalse(c.flipped());
    assertEquals(c.before(), c.after());
    assertEquals(0, NetworkCalls.of(c.cost()));
  }

  @Test
  void any_answer_can_be_constructed() {
    Image other = SCENE.with("glasses", 1).with("smile", 0.9).image();
    Counterfactual c = Controls.constructed("more", QUERIES, WEARING, q -> other).get(0);

    assertEquals("more", c.method());
    assertTrue(c.edited().samePixels(other));
    assertTrue(c.flipped());
    assertEquals(0, NetworkCalls.of(c.cost()));
  }

  @Test
  void the_true_counterfactual_is_at_no_distance_from_world_truth() {
    Counterfactuals row = Controls.trueCounterfactual(QUERIES, WEARING, TRUTH);

    assertEquals("world truth", row.get(0).method());
    assertEquals(0, new WorldTruthDistance(TRUTH).value(row));
    assertTrue(row.get(0).flipped());
  }

  @Test
  void model_truth_flips_and_is_at_no_distance_from_itself() {
    Counterfactuals row = Controls.modelTruth(QUERIES, WEARING, TRUTH);

    assertEquals("model truth", row.get(0).method());
    assertTrue(row.get(0).flipped());
    assertEquals(0, new ModelTruthDistance(TRUTH, WEARING).value(row));
    assertTrue(new ModelTruthDistance(TRUTH, WEARING).value(Controls.noEdit(QUERIES, WEARING)) > 0);
  }

  @Test
  void what_is_the_target_already_stands_as_its_own_model_truth() {
    Image wearing = SCENE.with("glasses", 1).image();
    Counterfactual c =
        Controls.modelTruth(Queries.of(wearing.towards("glasses")), WEARING, TRUTH).get(0);

    assertTrue(c.edited().samePixels(wearing));
    assertTrue(c.flipped());
  }

  @Test
  void outside_the_true_mask_the_glasses_are_gone_and_the_rest_stays() {
    Counterfactuals answers = sloppy();
    List<EditMask> masks = Controls.trueMasks(answers, TRUTH, 1);
    Counterfactual c = Controls.inverseMask(answers, masks, WEARING).get(0);

    assertEquals("Sloppy outside the mask", c.method());
    assertTrue(answers.get(0).flipped());
    assertFalse(c.flipped());
    assertEquals(answers.get(0).edited().at(0, 0, 9), c.edited().at(0, 0, 9));
    assertEquals(0, new EditEnergyInside(TRUTH).value(new Counterfactuals(List.of(c))));
    assertEquals(answers.get(0).cost(), c.cost());
    assertEquals(answers.get(0).hyperparameters(), c.hyperparameters());
    assertEquals(seed(5), c.seed());
  }

  @Test
  void a_random_mask_keeps_no_more_than_its_area_of_the_edit() {
    Counterfactuals answers = sloppy();
    List<EditMask> masks = Controls.editMasks(answers, 0.02);
    Counterfactual c = Controls.randomMask(answers, masks, WEARING, seed(0)).get(0);

    assertEquals("Sloppy under a random mask", c.method());
    EditMask left = EditMask.between(FACTUAL, c.edited(), 0);
    assertTrue(left.share() <= masks.get(0).share());
    assertNotEquals(answers.get(0).edited(), c.edited());
    for (int i = 0; i < 64; i++) {
      float v = c.edited().at(0, 0, i);
      assertTrue(v == FACTUAL.at(0, 0, i) || v == answers.get(0).edited().at(0, 0, i));
    }
  }

  @Test
  void the_place_of_a_random_mask_depends_on_seed_and_query_alone() {
    Counterfactuals answers = sloppy();
    List<EditMask> masks = Controls.editMasks(answers, 0.02);
    Image once = Controls.randomMask(answers, masks, WEARING, seed(0)).get(0).edited();
    Counterfactuals twice = new Counterfactuals(List.of(answers.get(0), answers.get(0)));
    List<EditMask> both = List.of(masks.get(0), masks.get(0));

    assertEquals(once, Controls.randomMask(twice, both, WEARING, seed(0)).get(1).edited());
    assertNotEquals(once, Controls.randomMask(answers, masks, WEARING, seed(1)).get(0).edited());
  }

  @Test
  void a_mask_of_nothing_leaves_the_factual_picture() {
    Counterfactuals answers = sloppy();
    List<EditMask> none = List.of(EditMask.between(FACTUAL, FACTUAL));

    Counterfactual c = Controls.randomMask(answers, none, WEARING, seed(0)).get(0);

    assertTrue(c.edited().samePixels(FACTUAL));
    assertTrue(
        Controls.inverseMask(answers, none, WEARING)
            .get(0)
            .edited()
            .samePixels(answers.get(0).edited()));
  }

  @Test
  void every_answer_needs_a_mask() {
    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> Controls.inverseMask(sloppy(), List.of(), WEARING));

    assertTrue(refused.getMessage().contains("0 masks for 1 answers"), refused.getMessage());
  }

  @Test
  void adversarial_noise_stays_below_what_the_eye_sees_and_is_signed() {
    Counterfactual c = Controls.adversarialNoise(QUERIES, WEARING).get(0);

    assertEquals("adversarial noise", c.method());
    float largest = 0;
    for (float v : c.difference().values()) {
      largest = Math.max(largest, v);
    }
    assertTrue(largest > 0 && largest <= 8 / 255f + 1e-6, "largest " + largest);
    assertTrue(c.targetAfter() > c.targetBefore());
    assertEquals(20, c.trace().size());
    assertEquals(20, c.hyperparameters().get("steps"));
  }

  @Test
  void unknown_classes_and_foreign_pictures_are_refused() {
    Queries fish = QUERIES.towards("goldfish");
    Queries photo = Queries.of(FACTUAL.named("photo.png").towards("glasses"));

    assertThrows(IllegalArgumentException.class, () -> Controls.noEdit(fish, WEARING));
    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> Controls.trueCounterfactual(photo, WEARING, TRUTH));
    assertTrue(refused.getMessage().contains("photo.png"));
    assertThrows(IllegalArgumentException.class, () -> Controls.modelTruth(photo, WEARING, TRUTH));
  }
}
