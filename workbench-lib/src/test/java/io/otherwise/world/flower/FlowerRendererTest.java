package io.otherwise.world.flower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Image;
import io.otherwise.world.EditMask;
import io.otherwise.world.Split;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FlowerRendererTest {
  private static final FlowerWorld WORLD = FlowerWorld.v1();

  private static FlowerScene of(Species species, int index) {
    return WORLD.scene(Split.TEST, index).with(species).with(Trait.OPENNESS, 0.95);
  }

  @Test
  void values_are_whole_255ths_so_that_eight_bits_hold_them() {
    for (float value : WORLD.image(0).values()) {
      assertEquals(Math.round(value * 255) / 255f, value);
    }
  }

  @Test
  void order_and_threads_change_no_pixel() {
    Image[] one = new Image[12];
    for (int i = 11; i >= 0; i--) {
      one[i] = WORLD.scene(Split.TEST, i).render(24);
    }
    Image[] two = new Image[12];
    IntStream.range(0, 12)
        .parallel()
        .forEach(i -> two[i] = FlowerWorld.v1().scene(Split.TEST, i).render(24));
    for (int i = 0; i < 12; i++) {
      assertTrue(one[i].samePixels(two[i]), one[i].id());
    }
  }

  @Test
  void a_larger_picture_shows_the_same_flower() {
    for (int index = 0; index < 4; index++) {
      FlowerScene scene = WORLD.scene(Split.TEST, index);
      double difference = meanDifference(scene.render(64), halved(scene.render(128)));
      assertTrue(difference < 0.012, "mean difference " + difference);
    }
    double other = meanDifference(WORLD.image(0), WORLD.image(1));
    assertTrue(other > 0.05, "another flower is farther " + other);
  }

  @Test
  void pictures_have_a_natural_brightness() {
    for (int index = 0; index < 30; index++) {
      double mean = 0;
      for (float value : WORLD.scene(Split.TEST, index).render(16).values()) {
        mean += value / (3 * 16 * 16);
      }
      assertTrue(mean > 0.12 && mean < 0.7, "mean brightness " + mean);
    }
  }

  @ParameterizedTest
  @EnumSource(Species.class)
  void every_species_differs_from_every_other_in_the_same_photo(Species species) {
    Image own = of(species, 7).render(24);
    for (Species other : Species.values()) {
      if (other != species) {
        double difference = meanDifference(own, of(other, 7).render(24));
        assertTrue(difference > 0.01, species + " and " + other + " " + difference);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Trait.class)
  void a_trait_moves_the_picture_in_small_steps(Trait trait) {
    FlowerScene scene = of(Species.CORN_POPPY, 5);
    Image before = scene.with(trait, 0).render(24);
    double largest = 0;
    double whole = meanDifference(before, scene.with(trait, 1).render(24));
    assertTrue(whole > 1e-3, trait + " moves nothing");
    for (int step = 1; step <= 20; step++) {
      Image now = scene.with(trait, step / 20.0).render(24);
      largest = Math.max(largest, meanDifference(before, now));
      before = now;
    }
    assertTrue(largest < 0.5 * whole, trait + " jumps " + largest + " of " + whole);
  }

  @Test
  void one_species_turns_into_another_in_small_steps() {
    FlowerScene scene = of(Species.SUNFLOWER, 6);
    Image before = scene.render(24);
    double whole = meanDifference(before, scene.with(Species.DOG_ROSE).render(24));
    for (int step = 1; step <= 20; step++) {
      Image now = scene.with(Species.DOG_ROSE, step / 20.0).render(24);
      double moved = meanDifference(before, now);
      assertTrue(moved > 0 && moved < 0.4 * whole, step + ": " + moved + " of " + whole);
      before = now;
    }
  }

  @Test
  void marks_stay_on_the_petals_and_the_ground_behind_the_flower() {
    FlowerScene scene = of(Species.CORN_POPPY, 9);
    EditMask marks = scene.mask(Trait.MARKS);
    EditMask flower = EditMask.between(scene.image(), scene.with(Trait.OPENNESS, 0.1).image());
    assertTrue(marks.share() > 0.01 && marks.share() < 0.3, marks.toString());
    EditMask ground = scene.mask(Trait.GROUND);
    assertTrue(ground.share() > 0.35, ground.toString());
    assertTrue(overlapping(marks, ground) < 0.06, "marks and ground share pixels");
    assertTrue(overlapping(marks, flower.dilated(2)) > 0.5, "marks lie off the flower");
  }

  @Test
  void the_hue_changes_petals_alone() {
    FlowerScene scene = of(Species.CORN_POPPY, 9);
    EditMask hue = scene.mask(Trait.HUE);
    assertTrue(hue.share() > 0.05 && hue.share() < 0.5, hue.toString());
    assertTrue(overlapping(hue, scene.mask(Trait.GROUND)) < 0.12);
    Image before = scene.image();
    Image after = scene.with(Trait.HUE, 1).image();
    for (int x = 0; x < 64; x++) {
      for (int channel = 0; channel < 3; channel++) {
        assertEquals(before.at(channel, 63, x), after.at(channel, 63, x), "the foot of the stem");
      }
    }
  }

  @Test
  void a_bud_is_smaller_than_its_flower() {
    for (Species species : Species.values()) {
      FlowerScene plain = of(species, 9).with(Trait.HUE, 0);
      double open = area(plain.with(Trait.OPENNESS, 1));
      double bud = area(plain.with(Trait.OPENNESS, 0.15));
      assertTrue(bud < open, species + " " + bud + " of " + open);
    }
  }

  /** Pixels that the rare colour can change: about the petals. */
  private static double area(FlowerScene scene) {
    return EditMask.between(scene.render(32), scene.with(Trait.HUE, 1).render(32)).share();
  }

  /** Share of the first mask that lies in the second. */
  private static double overlapping(EditMask one, EditMask two) {
    double either = one.or(two).share();
    return (one.share() + two.share() - either) / one.share();
  }

  @Test
  void the_mask_of_a_species_holds_the_true_edit() {
    FlowerScene scene = of(Species.TULIP, 10);
    EditMask mask = scene.mask("sunflower");
    Image after = scene.towards("sunflower").image();
    assertTrue(mask.energyInside(scene.image(), after) > 0.98);
    assertFalse(mask.at(0, 0), "the corner is background");
  }

  private static double meanDifference(Image a, Image b) {
    float[] x = a.values();
    float[] y = b.values();
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += Math.abs(x[i] - y[i]);
    }
    return sum / x.length;
  }

  private static Image halved(Image image) {
    int side = image.width() / 2;
    float[] values = new float[3 * side * side];
    for (int i = 0; i < values.length; i++) {
      int c = i / (side * side);
      int y = i / side % side;
      int x = i % side;
      float sum = image.at(c, 2 * y, 2 * x) + image.at(c, 2 * y, 2 * x + 1);
      sum += image.at(c, 2 * y + 1, 2 * x) + image.at(c, 2 * y + 1, 2 * x + 1);
      values[i] = sum / 4;
    }
    return Image.of(image.id(), side, side, values);
  }
}
