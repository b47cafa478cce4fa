package io.otherwise.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Image;
import io.otherwise.world.ModelTruth.Edit;
import io.otherwise.world.ModelTruth.Member;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelTruthTest {
  private static final Scene QUERY =
      FaceWorld.v1().scene(Split.TEST, 11).with("glasses", 0).with("blur", 0).with("smile", 0.1);

  /** A classifier that looks along the change one edit makes: 0 before it, 1 after all of it. */
  private static TargetScore along(Scene goal) {
    float[] from = QUERY.image().values();
    float[] to = goal.image().values();
    return images -> {
      float[] scores = new float[images.size()];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = projection(images.get(i), from, to);
      }
      return scores;
    };
  }

  private static float projection(Image image, float[] from, float[] to) {
    float[] at = image.values();
    double dot = 0;
    double norm = 0;
    for (int k = 0; k < from.length; k++) {
      dot += (double) (at[k] - from[k]) * (to[k] - from[k]);
      norm += (double) (to[k] - from[k]) * (to[k] - from[k]);
    }
    return (float) Math.min(1, Math.max(0, dot / norm));
  }

  @Test
  void a_classifier_of_glasses_is_told_to_add_glasses() {
    ModelTruth truth = ModelTruth.of(QUERY, along(QUERY.with("glasses", 1)));
    Member nearest = truth.members().get(0);
    assertEquals(List.of(new Edit(Attribute.GLASSES, 1)), nearest.edits());
    assertEquals(1, nearest.sceneDistance(), 1e-12);
    assertEquals(0, truth.distance(nearest.image()));
    assertTrue(truth.distance(QUERY.image()) >= nearest.pixelDistance());
  }

  @Test
  void a_continuous_edit_stops_right_behind_the_boundary() {
    TargetScore smiles = along(QUERY.with("smile", 1));
    ModelTruth truth = ModelTruth.of(QUERY, smiles);
    Member single =
        truth.members().stream()
            .filter(m -> m.edits().size() == 1 && m.edits().get(0).attribute() == Attribute.SMILE)
            .findFirst()
            .orElseThrow();
    double value = single.edits().get(0).value();
    assertTrue(value < 1 && value > 0.1, "smile " + value);
    assertTrue(single.score() > ModelTruth.DECISION);
    Image shorter = QUERY.with("smile", value - 0.02).image();
    assertFalse(smiles.score(List.of(shorter))[0] > ModelTruth.DECISION);
  }

  @Test
  void members_flip_are_sorted_and_cost_no_more_than_the_budget() {
    TargetScore score = along(QUERY.with("smile", 1).with("glasses", 1));
    ModelTruth truth = ModelTruth.of(QUERY, score);
    assertFalse(truth.members().isEmpty());
    assertTrue(truth.renders() <= ModelTruth.BUDGET, "renders " + truth.renders());
    double before = 0;
    for (Member member : truth.members()) {
      assertTrue(member.score() > ModelTruth.DECISION);
      assertTrue(member.pixelDistance() >= before);
      assertTrue(member.scene().image().samePixels(member.image()));
      before = member.pixelDistance();
    }
  }

  @Test
  void a_mind_that_nothing_changes_has_no_members() {
    ModelTruth truth = ModelTruth.of(QUERY, images -> new float[images.size()]);
    assertTrue(truth.members().isEmpty());
    assertEquals(Double.POSITIVE_INFINITY, truth.distance(QUERY.image()));
  }

  @Test
  void a_query_that_is_the_target_already_is_refused() {
    assertThrows(
        IllegalArgumentException.class, () -> ModelTruth.of(QUERY, images -> new float[] {0.9f}));
  }

  @Test
  void a_score_that_forgets_pictures_is_refused() {
    assertThrows(
        IllegalArgumentException.class, () -> ModelTruth.of(QUERY, images -> new float[] {}));
  }
}
