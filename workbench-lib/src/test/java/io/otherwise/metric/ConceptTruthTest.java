package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.attribution.Concept;
import io.otherwise.attribution.Concepts;
import io.otherwise.attribution.Planted;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.explain.Query;
import io.otherwise.metric.ConceptAgreement.Reading;
import io.otherwise.metric.ConceptTruth.Finding;
import io.otherwise.world.Attribute;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.Scene;
import io.otherwise.world.Split;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConceptTruthTest {
  private static final FaceWorld WORLD = FaceWorld.v1();
  private static final Scene SCENE = WORLD.scene(Split.TEST, 3);
  private static final Query QUERY = Query.of(SCENE.image(), "smiling");

  /** Its channels are the picture's three colours and their doubles. */
  private static final Planted COLOURS = Planted.of(1, 1, 1, 1, 1, 1);

  private static final ConceptTruth TRUTH = ConceptTruth.of(KnownTruth.of(WORLD), COLOURS);

  private static Concept at(int channel, Image where) {
    return new Concept(channel, 1, Optional.ofNullable(where));
  }

  private static Concepts concepts(Concept... chosen) {
    return new Concepts(QUERY.id(), Planted.SPACE, Planted.CHANNELS, List.of(chosen));
  }

  private static Image paint(Attribute attribute) {
    return SCENE.mask(attribute).image(attribute.key());
  }

  private static double total(Image image, int colour) {
    int pixels = image.height() * image.width();
    float[] values = image.values();
    return IntStream.range(colour * pixels, (colour + 1) * pixels)
        .mapToDouble(i -> values[i])
        .sum();
  }

  private static double effect(Attribute attribute, int colour) {
    return Math.abs(
        total(SCENE.with(attribute, 1).image(), colour)
            - total(SCENE.with(attribute, 0).image(), colour));
  }

  private static Attribute strongest(int colour) {
    return Arrays.stream(Attribute.values())
        .max(Comparator.comparingDouble(a -> effect(a, colour)))
        .orElseThrow();
  }

  @Test
  void places_that_are_what_a_factor_paints_cover_it_fully() {
    for (Attribute attribute : List.of(Attribute.SMILE, Attribute.HAIR, Attribute.GLASSES)) {
      Finding found = TRUTH.of(QUERY, concepts(at(0, paint(attribute)))).get(0);

      assertEquals(1, found.overlaps().get(attribute.key()));
      assertEquals(attribute.key(), found.covers());
    }
  }

  @Test
  void overlaps_are_those_of_the_masks() {
    Finding found = TRUTH.of(QUERY, concepts(at(0, paint(Attribute.SMILE)))).get(0);

    assertEquals(Attribute.values().length, found.overlaps().size());
    for (Attribute other : Attribute.values()) {
      double expected = SCENE.mask(Attribute.SMILE).overlap(SCENE.mask(other));
      assertEquals(expected, found.overlaps().get(other.key()), other.key());
    }
  }

  @Test
  void a_region_from_elsewhere_gets_the_same_score() {
    assertEquals(
        TRUTH.of(QUERY, concepts(at(0, paint(Attribute.BAGS)))).get(0).overlaps(),
        TRUTH.overlaps(SCENE.image(), paint(Attribute.BAGS)));
  }

  @Test
  void half_grey_is_outside_and_more_is_inside() {
    Image half = MadeAnswers.grey("half", Scene.SIDE, Scene.SIDE, .5);
    Image more = MadeAnswers.grey("more", Scene.SIDE, Scene.SIDE, .6);
    double share = SCENE.mask(Attribute.SMILE).share();

    assertEquals(0, TRUTH.overlaps(SCENE.image(), half).get("smile"));
    assertEquals(share, TRUTH.overlaps(SCENE.image(), more).get("smile"), 1e-12);
  }

  @Test
  void a_channel_without_places_acts_everywhere() {
    Finding found = TRUTH.of(QUERY, concepts(at(0, null))).get(0);

    assertEquals(SCENE.mask(Attribute.HAIR).share(), found.overlaps().get("hair"), 1e-12);
  }

  @Test
  void effects_are_changes_of_the_summed_activation() {
    List<Finding> found = TRUTH.of(QUERY, concepts(at(2, null), at(5, null)));

    for (Attribute attribute : Attribute.values()) {
      double expected = effect(attribute, 2);
      assertEquals(expected, found.get(0).effects().get(attribute.key()), 1e-3, attribute.key());
      assertEquals(2 * expected, found.get(1).effects().get(attribute.key()), 2e-3);
    }
    assertEquals(strongest(2).key(), found.get(0).mover());
    Concepts two = concepts(at(0, null), at(2, null));
    assertEquals(strongest(2).key(), TRUTH.mover(QUERY, two, two.chosen().get(1)));
  }

  @Test
  void pictures_of_other_worlds_are_refused() {
    Query foreign = Query.of(MadeAnswers.grey("mine", 64, 64, .5), "smiling");

    assertThrows(IllegalArgumentException.class, () -> TRUTH.of(foreign, concepts(at(0, null))));
  }

  private static final AttributeProbabilities READER =
      new AttributeProbabilities(
          "scenes",
          Arrays.stream(Attribute.values()).map(Attribute::key).toList(),
          images -> images.stream().map(i -> WORLD.scene(i.id()).labels()).toArray(float[][]::new));

  private static Counterfactuals answers(Image edited) {
    return Truthful.answers(Truthful.answer(SCENE.image(), "smiling", edited));
  }

  private static double value(Reading reading, Image edited, Concept... chosen) {
    return ConceptAgreement.of(reading, TRUTH, READER, List.of(concepts(chosen)))
        .value(answers(edited));
  }

  @Test
  void agreement_of_places_is_the_mean_overlap_with_the_true_edit() {
    Image same = SCENE.image();

    assertEquals(1, value(Reading.PLACES, same, at(0, paint(Attribute.SMILE))));
    assertEquals(
        (1 + SCENE.mask(Attribute.SMILE).overlap(SCENE.mask(Attribute.AGE))) / 2,
        value(Reading.PLACES, same, at(0, paint(Attribute.SMILE)), at(1, paint(Attribute.AGE))),
        1e-12);
  }

  @Test
  void agreement_with_the_asked_factor_counts_what_it_moves_most() {
    double share = IntStream.range(0, 3).filter(c -> strongest(c) == Attribute.SMILE).count() / 3.0;

    assertEquals(
        share, value(Reading.ASKED, SCENE.image(), at(0, null), at(1, null), at(2, null)), 1e-12);
  }

  @Test
  void agreement_with_the_change_counts_movers_that_the_answer_changed() {
    Attribute mover = strongest(0);
    double other = SCENE.label(mover) ? 0 : 1;
    Image changed = WORLD.scene(SCENE.image().id()).with(mover, other).image();
    AttributeProbabilities reader =
        new AttributeProbabilities(
            "label", List.of(mover.key()), images -> labels(images, changed));
    ConceptAgreement metric =
        ConceptAgreement.of(Reading.CHANGED, TRUTH, reader, List.of(concepts(at(0, null))));

    assertEquals(1, metric.value(answers(changed)));
    assertEquals(0, metric.value(answers(SCENE.image())));
  }

  private static float[][] labels(List<Image> images, Image changed) {
    return images.stream()
        .map(i -> new float[] {i.samePixels(changed) ? 1 : 0})
        .toArray(float[][]::new);
  }

  @Test
  void answers_without_concepts_are_refused_and_others_are_named() {
    ConceptAgreement none = ConceptAgreement.of(Reading.PLACES, TRUTH, READER, List.of());

    assertThrows(IllegalArgumentException.class, () -> none.value(answers(SCENE.image())));
    assertTrue(none.name().contains("IoU"));
  }
}
