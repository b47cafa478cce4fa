package io.otherwise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.Quality;
import io.otherwise.explain.Image;
import io.otherwise.model.FeatureNetwork;
import io.otherwise.world.Attribute;
import io.otherwise.world.Detail;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.Scene;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class FeatureQualityTest {
  private static final FeatureQuality QUALITY = FeatureQuality.onTestScenes();
  private static final FaceWorld WORLD = FaceWorld.v1();

  /** A rule instead of a network: it knows the scene behind the picture. */
  private record Rule(Function<Scene, float[]> reads) implements FeatureNetwork {
    @Override
    public String name() {
      return "rule";
    }

    @Override
    public float[][] features(List<Image> images) {
      return images.stream().map(i -> reads.apply(WORLD.scene(i.id()))).toArray(float[][]::new);
    }
  }

  private static float[] turned(double angle) {
    return new float[] {(float) Math.cos(angle), (float) Math.sin(angle)};
  }

  /** Skin and hair colour on a sphere: one direction a person, far from most others. */
  private static final Rule PERSON =
      new Rule(
          s -> {
            double skin = 9 * s.detail(Detail.SKIN);
            double hair = 9 * s.detail(Detail.HAIR_COLOUR);
            return new float[] {
              (float) Math.cos(skin),
              (float) Math.sin(skin),
              (float) Math.cos(hair),
              (float) Math.sin(hair)
            };
          });

  private static final Rule SMILE = new Rule(s -> new float[] {(float) s.value(Attribute.SMILE)});

  /** Three figures for each of smile, age and hair, of a distance that sees the smile alone. */
  private static final List<Quality> EDITS = QUALITY.distance(SMILE, 10);

  @Test
  void a_rule_that_knows_the_person_verifies_and_one_that_does_not_guesses() {
    List<Quality> knowing = QUALITY.verification(PERSON, 24);
    assertTrue(knowing.get(0).value() > 0.9, knowing.toString());
    assertEquals(48, knowing.get(0).n());
    assertTrue(knowing.get(0).low() < knowing.get(0).value());
    assertTrue(knowing.get(1).value() < 1 && knowing.get(1).value() > 0, knowing.toString());
    Rule guessing = new Rule(s -> turned(3 * s.detail(Detail.YAW)));
    assertTrue(QUALITY.verification(guessing, 24).get(0).value() < 0.75);
  }

  @Test
  void a_distance_that_measures_the_edit_is_perfectly_ranked() {
    assertEquals(9, EDITS.size());
    Quality rank = EDITS.get(0);
    assertTrue(rank.figure().contains("smile"), rank.figure());
    assertEquals(1, rank.value(), 1e-9);
    assertEquals(1, EDITS.get(2).value(), "half an edit is nearer");
  }

  @Test
  void a_distance_that_does_not_see_the_edit_has_no_rank() {
    Quality age = EDITS.get(3);
    assertTrue(age.figure().contains("age"), age.figure());
    assertTrue(Double.isNaN(age.value()), "all distances are zero");
    assertEquals(0, EDITS.get(5).value());
  }

  @Test
  void pixels_follow_edits_too_and_are_told_beside() {
    Quality pixels = EDITS.get(4);
    assertTrue(pixels.figure().contains("pixels"), pixels.figure());
    assertTrue(pixels.value() > 0.3 && pixels.value() <= 1, pixels.toString());
  }

  @Test
  void neighbours_of_a_rule_that_sees_an_attribute_agree_on_it() {
    Rule glasses = new Rule(s -> turned(s.label(Attribute.GLASSES) ? 2 : 0));
    List<Quality> figures = QUALITY.neighbours(glasses, 24);
    assertEquals(1, value(figures, "nearest", "glasses"));
    assertTrue(value(figures, "random", "glasses") < 0.9);
    assertTrue(value(figures, "nearest", "smile") < 0.9);
    assertTrue(value(figures, "spread", "") > 0.3);
  }

  private static double value(List<Quality> figures, String kind, String attribute) {
    return figures.stream()
        .filter(q -> q.figure().contains(kind) && q.figure().contains(attribute))
        .findFirst()
        .orElseThrow()
        .value();
  }
}
