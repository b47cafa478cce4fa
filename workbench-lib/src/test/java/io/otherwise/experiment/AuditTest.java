package io.otherwise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.experiment.AuditRow.Finding;
import io.otherwise.explain.Image;
import io.otherwise.model.Classifier;
import io.otherwise.model.HeapClassifier;
import io.otherwise.world.Attribute;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.Scene;
import io.otherwise.world.Split;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class AuditTest {
  private static final FaceWorld WORLD = FaceWorld.v1();
  private static final AuditFaces FACES = AuditFaces.of(WORLD, 24, 3);

  /** Float32 lies between a rule and what is read of it. */
  private static final double FLOAT32 = 1e-6;

  private static double age(Scene s) {
    return s.label(Attribute.AGE) ? 1 : 0;
  }

  private static Classifier rule(ToDoubleFunction<Scene> old) {
    return HeapClassifier.agesOf("rule", old);
  }

  /** Half age, a third glasses, nothing else. */
  private static final Audit LEANING =
      Audit.of(rule(s -> 0.1 + 0.5 * age(s) + 0.3 * s.shown(Attribute.GLASSES)), FACES);

  @Test
  void the_known_effects_are_found_on_every_factor() {
    assertEquals(0.5, LEANING.row("age").mean(), FLOAT32);
    assertEquals(0.3, LEANING.row("glasses").mean(), FLOAT32);
    for (String other : List.of("smile", "beard", "hair", "bags", "lipstick", "blur")) {
      assertEquals(0, LEANING.row(other).mean(), FLOAT32);
      assertEquals(Finding.NOTHING, LEANING.row(other).finding());
    }
  }

  @Test
  void only_what_is_not_asked_for_is_a_shortcut() {
    assertEquals(List.of("glasses"), LEANING.shortcuts());
    assertTrue(LEANING.finds("glasses").toString().startsWith("Agrees"));
    assertTrue(LEANING.finds("beard").toString().startsWith("Disagrees"));
    assertTrue(LEANING.finds().toString().startsWith("Disagrees"));
  }

  @Test
  void a_classifier_of_age_alone_has_none() {
    Audit honest = Audit.of(rule(AuditTest::age), FACES);
    assertEquals(List.of(), honest.shortcuts());
    assertTrue(honest.finds().toString().startsWith("Agrees"), honest.finds().toString());
    assertTrue(honest.finds("glasses").toString().startsWith("Disagrees"));
    assertEquals(1, honest.accuracy().share());
  }

  @Test
  void the_control_shows_the_same_person_with_the_same_attributes_in_another_photo() {
    Intervention photos = FACES.photos();
    for (int i = 0; i < FACES.edited(); i++) {
      Scene face = FACES.scenes().get(i);
      Scene one = WORLD.scene(photos.without().get(i).id());
      Scene two = WORLD.scene(photos.with().get(i).id());
      for (Attribute attribute : Attribute.values()) {
        assertEquals(face.shown(attribute), one.shown(attribute), attribute.key());
        assertEquals(face.shown(attribute), two.shown(attribute), attribute.key());
      }
      assertTrue(!photos.with().get(i).samePixels(photos.without().get(i)));
    }
  }

  @Test
  void a_control_that_moves_decides_nothing() {
    Audit broken = Audit.of(rule(s -> s.id().contains("#2") ? 0.9 : 0.2), FACES);
    assertEquals(Finding.MOVES, broken.control().finding());
    assertTrue(broken.finds().toString().startsWith("Not testable"), broken.finds().toString());
  }

  @Test
  void a_control_of_too_few_faces_decides_nothing_either() {
    // One of three faces is another one in its second photo.
    Audit noisy = Audit.of(rule(s -> s.id().contains(AuditFaces.FIRST + "#2") ? 0.9 : 0.2), FACES);
    assertEquals(Finding.OPEN, noisy.control().finding(), noisy.toString());
    assertTrue(noisy.finds().toString().endsWith("too few faces."), noisy.finds().toString());
  }

  @Test
  void the_worst_group_is_where_the_shortcut_misleads() {
    // Says old for whoever wears glasses.
    Audit blind = Audit.of(rule(s -> s.shown(Attribute.GLASSES)), FACES);
    GroupAccuracy groups = blind.row("glasses").groups().orElseThrow();
    assertEquals(0, groups.worst().share());
    assertTrue(
        List.of("old, no glasses", "young, glasses").contains(groups.worstGroup()),
        groups.worstGroup());
    assertTrue(blind.row("age").groups().isEmpty());
  }

  @Test
  void accuracy_is_that_of_the_faces_as_they_are() {
    long old = FACES.scenes().stream().filter(s -> s.label(Attribute.AGE)).count();
    Audit always = Audit.of(rule(s -> 0.9), FACES);
    assertEquals(old / 24.0, always.accuracy().share(), 1e-12);
    assertEquals(24, always.accuracy().n());
  }

  @Test
  void the_page_tells_effects_controls_n_and_refutations() {
    String page = LEANING.toHtml().text();
    for (String told : List.of("glasses", "control", "n = 3", "refuted", "shortcut", "p(old)")) {
      assertTrue(page.contains(told), told + " in " + page);
    }
    assertTrue(LEANING.toHtml().html().contains("<table"));
  }

  @Test
  void the_report_is_one_page_with_a_chart_and_what_was_edited() {
    String page = LEANING.report().page();
    assertTrue(page.startsWith("<!DOCTYPE html>"), page);
    assertTrue(
        page.contains("Audit of rule")
            && page.contains("src=\"data:image/png")
            && page.contains("lipstick"));
    assertFalse(page.contains("src=\"http") || page.contains("href=\"http"), "needs the network");
    assertEquals(9, LEANING.chart().bars().size());
  }

  @Test
  void the_pictures_show_every_factor_put_on_and_off() {
    String told = FACES.toHtml().text();
    for (Attribute factor : Attribute.values()) {
      assertTrue(told.contains(factor.key()), factor.key() + " in " + told);
    }
    assertTrue(told.contains("control"), told);
  }

  @Test
  void one_factor_is_measured_as_in_the_whole_audit() {
    Classifier rule = rule(s -> 0.1 + 0.5 * age(s) + 0.3 * s.shown(Attribute.GLASSES));
    assertEquals(LEANING.row("glasses"), AuditRow.of(rule, FACES, Attribute.GLASSES));
  }

  @Test
  void faces_are_of_the_test_split_and_apart_from_those_of_the_notebooks() {
    Image first = FACES.scenes().get(0).image();
    assertEquals(WORLD.scene(Split.TEST, AuditFaces.FIRST).image(), first);
  }

  @Test
  void other_classifiers_and_faces_without_edits_are_refused() {
    assertThrows(IllegalArgumentException.class, () -> AuditFaces.of(WORLD, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> AuditFaces.of(WORLD, 1, 2));
    assertThrows(IllegalArgumentException.class, () -> AuditFaces.of(WORLD, 0, 0));
    String message =
        assertThrows(IllegalArgumentException.class, () -> LEANING.row("moustache")).getMessage();
    assertTrue(message.contains("moustache") && message.contains("glasses"), message);
  }
}
