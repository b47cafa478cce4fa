package io.otherwise.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PersonTraitTest {
  private static final FaceWorld WORLD = FaceWorld.v1();

  @ParameterizedTest
  @EnumSource(PersonTrait.class)
  void a_trait_counts_deviations_from_the_middle_of_all_people(PersonTrait trait) {
    double[] values =
        IntStream.range(0, 1500)
            .mapToDouble(i -> WORLD.scene(Split.TRAIN, i).traits()[trait.ordinal()])
            .toArray();
    double mean = Arrays.stream(values).average().orElse(9);
    double square = Arrays.stream(values).map(v -> v * v).average().orElse(9);
    assertEquals(0, mean, 0.12);
    assertEquals(1, Math.sqrt(square - mean * mean), 0.1);
  }

  @ParameterizedTest
  @EnumSource(PersonTrait.class)
  void another_photo_and_another_age_keep_it_and_another_person_does_not(PersonTrait trait) {
    Scene one = WORLD.shot(Split.TEST, 3, 0);
    int at = trait.ordinal();
    assertEquals(one.traits()[at], WORLD.shot(Split.TEST, 3, 1).traits()[at]);
    assertEquals(one.traits()[at], one.with(Attribute.AGE, 0.9).traits()[at]);
    assertNotEquals(one.traits()[at], WORLD.shot(Split.TEST, 4, 0).traits()[at]);
  }
}
