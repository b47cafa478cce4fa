package io.otherwise.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Query;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class StructuralModelTest {
  private static final int N = 4000;

  /** Share of the scenes with a property, over the first N of the training split. */
  private static double share(Knobs knobs, Predicate<Scene> property) {
    FaceWorld world = FaceWorld.v1().knobs(knobs);
    int count = 0;
    for (int index = 0; index < N; index++) {
      count += property.test(world.scene(Split.TRAIN, index)) ? 1 : 0;
    }
    return count / (double) N;
  }

  /** Correlation of two labels. */
  private static double correlation(Knobs knobs, String one, String two) {
    double a = share(knobs, s -> s.label(one));
    double b = share(knobs, s -> s.label(two));
    double both = share(knobs, s -> s.label(one) && s.label(two));
    return (both - a * b) / Math.sqrt(a * (1 - a) * b * (1 - b));
  }

  @Test
  void the_age_glasses_knob_is_their_correlation() {
    for (double strength : new double[] {0, 0.5, 0.9, 1}) {
      Knobs knobs = Knobs.clean().ageGlasses(strength);
      assertEquals(strength, correlation(knobs, "age", "glasses"), 0.04);
    }
  }

  @Test
  void presentation_ties_beard_lipstick_and_hair_only_as_far_as_its_knob_says() {
    Knobs cut = Knobs.clean().presentation(0);
    assertEquals(0, correlation(cut, "beard", "lipstick"), 0.04);
    assertEquals(0, correlation(cut, "hair", "lipstick"), 0.04);
    Knobs full = Knobs.clean().presentation(1);
    assertTrue(correlation(full, "beard", "lipstick") < -0.2);
    assertTrue(correlation(full, "hair", "lipstick") > 0.2);
  }

  @Test
  void clean_attributes_of_one_photo_are_independent_of_age() {
    for (Attribute attribute : Attribute.values()) {
      if (attribute != Attribute.AGE) {
        double found = correlation(Knobs.clean(), "age", attribute.key());
        assertEquals(0, found, 0.05, attribute.key());
      }
    }
  }

  @Test
  void no_label_is_rare() {
    for (Attribute attribute : Attribute.values()) {
      double share = share(Knobs.clean(), s -> s.label(attribute));
      assertTrue(share > 0.12 && share < 0.6, attribute + " " + share);
    }
  }

  @Test
  void the_ambiguity_knob_is_the_share_of_cues_drawn_afresh_and_half_of_them_contradict() {
    Knobs knobs = Knobs.clean().ambiguity(0.2);
    Predicate<Scene> afresh = s -> s.shown(Attribute.AGE) != s.value(Attribute.AGE);
    assertEquals(0.2, share(knobs, afresh), 0.02);
    double contradicts = share(knobs, s -> s.shown(Attribute.AGE) > 0.5 != s.label("age"));
    assertEquals(0.1, contradicts, 0.02);
    assertEquals(0, share(Knobs.clean(), afresh));
  }

  @Test
  void knobs_change_no_draw_but_their_own() {
    FaceWorld clean = FaceWorld.v1();
    FaceWorld shortcut = clean.knobs(Knobs.shortcut(0.9));
    for (int index = 0; index < 100; index++) {
      Scene one = clean.scene(Split.TRAIN, index);
      Scene two = shortcut.scene(Split.TRAIN, index);
      for (Attribute attribute : Attribute.values()) {
        if (attribute != Attribute.GLASSES) {
          assertEquals(one.value(attribute), two.value(attribute));
        }
      }
    }
  }

  @Test
  void few_values_lie_near_the_boundary_but_none_is_impossible() {
    double near = share(Knobs.clean(), s -> Math.abs(s.value(Attribute.SMILE) - 0.5) < 0.15);
    assertTrue(near > 0.02 && near < 0.06, "share near the boundary " + near);
    assertEquals(0, StructuralModel.middling(0));
    assertEquals(0.5, StructuralModel.middling(0.5), 1e-12);
    assertEquals(1, StructuralModel.middling(1), 1e-12);
    assertEquals(0.35, StructuralModel.middling(0.48), 1e-12);
    assertEquals(0.65, StructuralModel.middling(0.52), 1e-12);
  }

  @Test
  void queries_start_from_clear_pictures_of_the_other_class() {
    FaceWorld world = FaceWorld.v1().knobs(Knobs.shortcut(0.5));
    for (Query query : world.queries("old", Split.TEST, 12)) {
      Scene scene = world.scene(query.factual().id());
      assertEquals("old", query.target());
      assertEquals("young", query.trueLabel().orElseThrow());
      assertFalse(scene.label("age"));
      assertFalse(scene.ambiguous("age"));
    }
    assertEquals(12, world.queries("young", Split.TEST, 12).size());
  }
}
