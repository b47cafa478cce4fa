package io.otherwise.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Image;
import org.junit.jupiter.api.Test;

class EditMaskTest {
  /** A sharp, plain scene: no blur, so that a local edit stays local. */
  private static Scene plain(int index) {
    return FaceWorld.v1().scene(Split.TEST, index).with("blur", 0).with("glasses", 0);
  }

  @Test
  void an_unchanged_picture_has_an_empty_mask() {
    Image image = plain(0).image();
    EditMask mask = EditMask.between(image, image);
    assertEquals(0, mask.share());
    assertEquals(1, mask.energyInside(image, image));
    assertEquals(1, mask.overlap(mask));
  }

  @Test
  void bags_are_local_and_blur_is_global() {
    EditMask bags = plain(1).mask(Attribute.BAGS);
    assertTrue(bags.share() > 0.005 && bags.share() < 0.06, bags.toString());
    for (int y = 0; y < 64; y++) {
      for (int x = 0; x < 64; x++) {
        assertFalse(bags.at(y, x) && (y < 22 || y > 42), "bags at row " + y);
      }
    }
    assertTrue(plain(1).mask(Attribute.BLUR).share() > 0.3);
  }

  @Test
  void a_smile_moves_more_than_the_mouth() {
    WorldTruth truth = WorldTruth.of(plain(2).with("smile", 0), plain(2).with("smile", 1));
    boolean mouth = false;
    boolean cheek = false;
    for (int x = 0; x < 64; x++) {
      mouth |= truth.mask().at(44, x);
      cheek |= truth.mask().at(34, x);
    }
    assertTrue(mouth && cheek, truth.mask().toString());
  }

  @Test
  void the_energy_of_a_true_edit_lies_inside_its_mask() {
    WorldTruth truth = WorldTruth.towards(plain(3).with("age", 0.1), "old");
    double inside = truth.mask().energyInside(truth.factual(), truth.counterfactual());
    assertTrue(inside > 0.98, "inside " + inside);
    EditMask elsewhere = plain(3).mask(Attribute.LIPSTICK);
    assertTrue(elsewhere.energyInside(truth.factual(), truth.counterfactual()) < 0.5);
  }

  @Test
  void a_dilated_mask_holds_the_mask_and_a_rim() {
    EditMask lips = plain(4).mask(Attribute.LIPSTICK);
    EditMask wide = lips.dilated(2);
    assertEquals(wide, wide.or(lips));
    assertTrue(wide.share() > lips.share());
    assertEquals(lips, lips.dilated(0));
    assertEquals(lips.share() / wide.share(), lips.overlap(wide), 1e-12);
  }

  @Test
  void the_mask_is_a_picture_too() {
    EditMask lips = plain(5).mask(Attribute.LIPSTICK);
    Image picture = lips.image("lips");
    double sum = 0;
    for (int y = 0; y < 64; y++) {
      for (int x = 0; x < 64; x++) {
        sum += picture.at(0, y, x);
      }
    }
    assertEquals(lips.share() * 64 * 64, sum, 1e-6);
  }

  @Test
  void the_true_effect_is_the_rise_of_the_score() {
    WorldTruth truth = WorldTruth.of(plain(6), plain(6).with("glasses", 1));
    double effect = truth.effect(images -> new float[] {0.25f, 0.75f});
    assertEquals(0.5, effect, 1e-6);
  }

  @Test
  void pictures_of_two_sizes_are_refused() {
    Image small = plain(7).render(32);
    Image large = plain(7).render(64);
    assertThrows(IllegalArgumentException.class, () -> EditMask.between(small, large));
    EditMask mask = EditMask.between(small, small);
    assertThrows(IllegalArgumentException.class, () -> mask.energyInside(large, large));
    assertThrows(IllegalArgumentException.class, () -> mask.or(EditMask.between(large, large)));
  }

  /** A grey 8 x 8 picture, one pixel of which is moved in all channels. */
  private static Image dotted(int y, int x, float by) {
    float[] values = new float[3 * 64];
    for (int i = 0; i < values.length; i++) {
      values[i] = 0.5f + (i % 64 == 8 * y + x ? by : 0);
    }
    return Image.of("dot", 8, 8, values);
  }

  private static final Image GREY = dotted(0, 0, 0);

  @Test
  void a_threshold_decides_what_counts_as_an_edit() {
    Image dot = dotted(2, 3, 0.1f);
    assertEquals(1 / 64.0, EditMask.between(GREY, dot, 0.05).share());
    assertEquals(0, EditMask.between(GREY, dot, 0.15).share());
    assertEquals(EditMask.between(GREY, dot), EditMask.between(GREY, dot, EditMask.THRESHOLD));
    assertThrows(IllegalArgumentException.class, () -> EditMask.between(GREY, dot, 1));
    assertThrows(IllegalArgumentException.class, () -> EditMask.between(GREY, dot, -0.1));
  }

  @Test
  void a_mask_and_its_inverse_share_no_pixel_and_leave_none() {
    EditMask dot = EditMask.between(GREY, dotted(2, 3, 0.1f));
    assertEquals(63 / 64.0, dot.inverse().share());
    assertEquals(0, dot.overlap(dot.inverse()));
    assertEquals(1, dot.or(dot.inverse()).share());
    assertEquals(dot, dot.inverse().inverse());
  }

  @Test
  void a_moved_mask_keeps_its_area_and_comes_back_on_the_other_side() {
    EditMask dot = EditMask.between(GREY, dotted(7, 6, 0.1f));
    assertTrue(dot.moved(2, 3).at(1, 1));
    assertEquals(dot.share(), dot.moved(2, 3).share());
    assertEquals(dot, dot.moved(2, 3).moved(-2, -3));
    EditMask block = dot.dilated(1);
    assertEquals(block.share(), block.moved(5, 5).share());
  }

  @Test
  void energy_is_the_sum_of_squared_differences_inside() {
    Image dot = dotted(4, 4, 0.25f);
    EditMask mask = EditMask.between(GREY, dot);
    assertEquals(3 * 0.0625, mask.energy(GREY, dot), 1e-12);
    assertEquals(0, mask.inverse().energy(GREY, dot));
    assertEquals(0, mask.energy(GREY, dotted(1, 1, 0.25f)));
  }

  @Test
  void an_edit_under_a_mask_leaves_the_rest_alone() {
    Image dot = dotted(4, 4, 0.25f);
    EditMask there = EditMask.between(GREY, dot);
    assertTrue(there.applied(GREY, dot, "there").samePixels(dot));
    assertTrue(there.inverse().applied(GREY, dot, "elsewhere").samePixels(GREY));
    assertEquals("there", there.applied(GREY, dot, "there").id());
  }

  @Test
  void an_oblong_picture_has_no_mask() {
    Image oblong = Image.of("oblong", 4, 8, new float[96]);
    assertThrows(IllegalArgumentException.class, () -> EditMask.between(oblong, oblong));
  }
}
