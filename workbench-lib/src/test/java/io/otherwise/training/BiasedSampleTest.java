package io.otherwise.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Progress;
import io.otherwise.tensor.Scope;
import io.otherwise.world.Attribute;
import io.otherwise.world.Scene;
import io.otherwise.world.Split;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BiasedSampleTest {
  private static ScenePool<Scene> pool;

  @BeforeAll
  static void render() {
    pool = Pools.faces(Split.TRAIN, BiasedSample.WORLD, 60, Progress.NONE);
  }

  private static long count(ScenePool<Scene> sample, boolean old, boolean glasses) {
    return IntStream.range(0, sample.size())
        .mapToObj(sample::scene)
        .filter(s -> s.label(Attribute.AGE) == old)
        .filter(s -> s.shown(Attribute.GLASSES) > 0.5 == glasses)
        .count();
  }

  @Test
  void both_classes_are_equally_frequent_and_the_cause_follows_as_told() {
    var sample = new BiasedSample(Attribute.AGE, Attribute.GLASSES, true, 0.9).of(pool, 80);
    assertEquals(38, count(sample, true, true));
    assertEquals(2, count(sample, true, false));
    assertEquals(2, count(sample, false, true));
    assertEquals(38, count(sample, false, false));
  }

  @Test
  void the_cause_can_speak_against_the_positive_class() {
    var sample = new BiasedSample(Attribute.AGE, Attribute.GLASSES, false, 1).of(pool, 20);
    assertEquals(10, count(sample, true, false));
    assertEquals(10, count(sample, false, true));
  }

  @Test
  void without_correlation_the_cause_tells_nothing() {
    var sample = new BiasedSample(Attribute.AGE, Attribute.GLASSES, true, 0).of(pool, 40);
    assertEquals(10, count(sample, true, true));
    assertEquals(10, count(sample, false, true));
  }

  @Test
  void pictures_stay_with_their_scenes_and_come_again_where_they_run_out() {
    var sample = new BiasedSample(Attribute.AGE, Attribute.GLASSES, true, 1).of(pool, 120);
    assertEquals(sample.scene(0), sample.scene(2 * (int) count(pool, true, true)));
    try (Scope scope = Scope.open()) {
      float[] rendered = sample.scene(3).image().values();
      assertArrayEquals(rendered, sample.images(3).floats(), 1e-6f);
    }
  }

  @Test
  void a_pool_without_a_needed_kind_is_refused() {
    var sample = new BiasedSample(Attribute.AGE, Attribute.GLASSES, true, 0);
    String message =
        assertThrows(IllegalArgumentException.class, () -> sample.of(pool.only(0), 4)).getMessage();
    assertTrue(message.contains("render more faces"), message);
  }

  @Test
  void an_attribute_does_not_give_itself_away() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new BiasedSample(Attribute.AGE, Attribute.AGE, true, 0.9));
    assertThrows(
        IllegalArgumentException.class,
        () -> new BiasedSample(Attribute.AGE, Attribute.BLUR, true, 1.1));
  }
}
