package io.otherwise.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DetailTest {
  private static final FaceWorld WORLD = FaceWorld.v1();

  @ParameterizedTest
  @EnumSource(Detail.class)
  void a_detail_counts_deviations_from_the_middle_of_the_world(Detail detail) {
    double[] values =
        IntStream.range(0, 1500)
            .mapToDouble(i -> WORLD.scene(Split.TRAIN, i).detail(detail))
            .toArray();
    double mean = IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElse(9);
    double square =
        IntStream.range(0, values.length)
            .mapToDouble(i -> values[i] * values[i])
            .average()
            .orElse(9);
    assertEquals(0, mean, 0.12);
    assertEquals(1, Math.sqrt(square - mean * mean), 0.1);
  }

  @Test
  void editing_an_attribute_leaves_every_detail() {
    Scene scene = WORLD.scene(Split.TEST, 3);
    for (Detail detail : Detail.values()) {
      assertEquals(scene.detail(detail), scene.with(Attribute.AGE, 0.9).detail(detail));
    }
  }

  @Test
  void another_photo_keeps_the_person_and_changes_the_moment() {
    Scene one = WORLD.shot(Split.TEST, 3, 0);
    Scene two = WORLD.shot(Split.TEST, 3, 1);
    assertEquals(one.detail(Detail.SKIN), two.detail(Detail.SKIN));
    assertNotEquals(one.detail(Detail.YAW), two.detail(Detail.YAW));
  }

  @Test
  void the_key_is_the_name_in_manifests() {
    assertEquals("light_x", Detail.LIGHT_X.key());
  }
}
