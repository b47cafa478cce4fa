package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.explain.Query;
import io.otherwise.world.Attribute;
import io.otherwise.world.EditMask;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.Scene;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Lipstick moves a few pixels around the mouth and leaves the corners of the picture alone. */
class EditMaskMetricsTest {
  private static final KnownTruth TRUTH = KnownTruth.of(FaceWorld.v1());
  private static final Scene BARE = Truthful.plain(4);
  private static final Image FACTUAL = BARE.image();
  private static final Image PAINTED = BARE.with(Attribute.LIPSTICK, 1).image();
  private static final EditMask LIPS = BARE.mask(Attribute.LIPSTICK);

  private final EditMaskIou iou = new EditMaskIou(TRUTH);
  private final EditEnergyInside inside = new EditEnergyInside(TRUTH);
  private final ExcessEdit excess = new ExcessEdit(TRUTH);

  private static Counterfactual lipstick(Image edited) {
    return Truthful.answer(FACTUAL, "lipstick", edited);
  }

  private static Counterfactuals one(Image edited) {
    return Truthful.answers(lipstick(edited));
  }

  @Test
  void the_truth_overlaps_itself_fully_at_any_threshold() {
    assertEquals(1, iou.value(one(PAINTED)));
    assertEquals(1, iou.threshold(0.1).value(one(PAINTED)));
    assertEquals(1, iou.threshold(0).value(one(PAINTED)));
  }

  @Test
  void no_edit_overlaps_nothing() {
    assertEquals(0, iou.value(one(FACTUAL)));
    assertEquals(0, iou.value(one(Truthful.dotted(FACTUAL, 0, 0, 0.5f))));
  }

  @Test
  void a_pixel_too_many_lowers_the_overlap_by_its_share() {
    double pixels = EditMask.between(FACTUAL, PAINTED).share() * 64 * 64;
    Image more = Truthful.dotted(PAINTED, 0, 0, 0.1f);

    assertEquals(pixels / (pixels + 1), iou.value(one(more)), 1e-12);
    assertEquals(1, iou.threshold(0.2).value(one(more)));
  }

  @Test
  void the_threshold_is_part_of_the_name_where_it_is_not_the_worlds_own() {
    assertEquals("edit mask IoU", iou.name());
    assertEquals("edit mask IoU above 0.1", iou.threshold(0.1).name());
    var refused = assertThrows(IllegalArgumentException.class, () -> iou.threshold(1));
    assertTrue(refused.getMessage().contains("1.0"));
    assertThrows(IllegalArgumentException.class, () -> iou.threshold(Double.NaN));
  }

  @Test
  void an_edit_of_the_lips_alone_has_all_its_energy_inside() {
    Image clean = LIPS.applied(FACTUAL, PAINTED, "clean");
    assertEquals(1, inside.value(one(clean)));
    assertEquals(0, excess.value(one(clean)));
    assertEquals(LIPS.dilated(1).energy(FACTUAL, clean), inside.energy(lipstick(clean)));
  }

  @Test
  void an_edit_of_the_corner_has_none_inside_and_its_energy_is_excess() {
    Image corner = Truthful.dotted(FACTUAL, 0, 0, 0.25f);
    double outside = 64 * 64 * (1 - LIPS.dilated(1).share());

    assertEquals(0, inside.value(one(corner)));
    assertEquals(3 * 0.0625 / outside, excess.value(one(corner)), 1e-9);
    assertEquals(0, inside.energy(lipstick(corner)));
  }

  @Test
  void the_true_edit_has_the_energy_of_an_answer_that_is_the_truth() {
    Query query = lipstick(PAINTED).query();
    Image truth = TRUTH.worldTruth(query).counterfactual();

    assertEquals(inside.energy(lipstick(truth)), inside.trueEnergy(query));
    assertEquals(LIPS.dilated(1).energy(FACTUAL, truth), inside.trueEnergy(query));
    assertTrue(inside.trueEnergy(query) > 0);
  }

  @Test
  void an_edit_of_both_has_the_share_of_its_energies() {
    Image lips = LIPS.applied(FACTUAL, PAINTED, "clean");
    double energy = LIPS.energy(FACTUAL, lips);
    Image both = Truthful.dotted(lips, 0, 0, 0.25f);

    assertEquals(energy / (energy + 3 * 0.0625), inside.value(one(both)), 1e-6);
  }

  @Test
  void a_wider_mask_lets_more_in() {
    Image blurred = BARE.with(Attribute.BLUR, 1).image();

    assertTrue(inside.dilation(4).value(one(blurred)) > inside.dilation(0).value(one(blurred)));
    assertThrows(IllegalArgumentException.class, () -> inside.dilation(-1));
    assertThrows(IllegalArgumentException.class, () -> excess.dilation(-1));
    assertEquals(0, excess.dilation(0).dilation());
    assertEquals(0, inside.dilation(0).dilation());
  }

  @Test
  void an_answer_that_changes_nothing_has_no_share_but_no_excess_either() {
    Values values = inside.sample(Truthful.answers(lipstick(FACTUAL), lipstick(PAINTED)));

    assertTrue(Double.isNaN(values.values()[0]));
    assertEquals(1, values.defined());
    assertTrue(values.value() > 0.98);
    assertEquals(0, excess.value(one(FACTUAL)));
  }

  @Test
  void where_everything_may_change_there_is_no_excess() {
    assertTrue(Double.isNaN(excess.dilation(64).value(one(PAINTED))));
    assertEquals(1, inside.dilation(64).value(one(PAINTED)));
  }

  @Test
  void the_population_decides_which_answers_are_read() {
    Population painted = Population.where("painted", c -> c.edited().equals(PAINTED));
    Counterfactuals both = Truthful.answers(lipstick(FACTUAL), lipstick(PAINTED));

    assertEquals(0.5, iou.value(both));
    assertEquals(1, iou.population(painted).value(both));
    assertEquals(1, inside.population(painted).sample(both).size());
    assertEquals("painted", excess.population(painted).population().name());
  }

  @Test
  void directions_say_what_is_better() {
    assertEquals(Direction.HIGHER, iou.direction());
    assertEquals(Direction.HIGHER, inside.direction());
    assertEquals(Direction.LOWER, excess.direction());
  }

  @TestFactory
  Stream<DynamicTest> foreign_pictures_are_refused_by_every_metric() {
    Image photo = FACTUAL.named("photo.png");
    return Stream.of(iou, inside, excess)
        .map(
            metric ->
                DynamicTest.dynamicTest(
                    metric.name(),
                    () -> {
                      var refused =
                          assertThrows(
                              IllegalArgumentException.class,
                              () ->
                                  metric.sample(
                                      Truthful.answers(Truthful.answer(photo, "lipstick", photo))));
                      assertTrue(refused.getMessage().contains("photo.png"));
                    }));
  }
}
