package io.otherwise.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.otherwise.tensor.Scope;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.Knobs;
import io.otherwise.world.Scene;
import io.otherwise.world.Split;
import io.otherwise.world.flower.FlowerKnobs;
import io.otherwise.world.flower.FlowerScene;
import io.otherwise.world.flower.FlowerWorld;
import org.junit.jupiter.api.Test;

class PoolsTest {
  private final ScenePool<Scene> faces =
      Pools.faces(Split.TRAIN, Knobs.shortcut(0.7), 3, RecipeRuns.SILENT);
  private final ScenePool<FlowerScene> flowers =
      Pools.flowers(Split.TUNING, FlowerKnobs.hard(0.2), 2, RecipeRuns.SILENT);

  @Test
  void a_pool_shows_the_first_scenes_of_its_split_under_its_knobs() {
    assertEquals(FaceWorld.v1().knobs(Knobs.shortcut(0.7)).scene(Split.TRAIN, 2), faces.scene(2));
    assertEquals(
        FlowerWorld.v1().knobs(FlowerKnobs.hard(0.2)).scene(Split.TUNING, 1), flowers.scene(1));
  }

  @Test
  void people_stand_side_by_side_in_their_photos() {
    ScenePool<Scene> people = Pools.people(Split.TRAIN, Knobs.clean(), 2, 3, RecipeRuns.SILENT);

    assertEquals(FaceWorld.v1().shot(Split.TRAIN, 1, 2), people.scene(5));
    assertEquals(6, people.size());
  }

  @Test
  void two_families_in_one_pool_keep_their_order_and_their_pixels() {
    Pictures both = faces.and(flowers);

    assertEquals(5, both.size());
    try (Scope scope = Scope.open()) {
      assertArrayEquals(new long[] {3, 3, 64, 64}, both.images(4, 0, 3).shape());
      assertArrayEquals(flowers.images(1).floats(), both.images(4, 0, 3).narrow(0, 0, 1).floats());
      assertArrayEquals(faces.images(0).floats(), both.images(4, 0, 3).narrow(0, 1, 1).floats());
    }
  }
}
