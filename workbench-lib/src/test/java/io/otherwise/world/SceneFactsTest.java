package io.otherwise.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SceneFactsTest {
  private static final FaceWorld WORLD = FaceWorld.v1();

  @Test
  void facts_tell_every_attribute_with_its_class() {
    Scene scene = WORLD.scene(Split.TEST, 7).with(Attribute.AGE, 0.9);

    Map<String, Object> facts = scene.facts();

    assertEquals("0.90 (old)", facts.get("age"));
    for (Attribute attribute : Attribute.values()) {
      assertTrue(facts.containsKey(attribute.key()));
    }
  }

  @Test
  void about_one_face_in_eight_has_a_hand_or_a_pendant_before_it() {
    Map<Object, Long> counts =
        LongStream.range(0, 1000)
            .mapToObj(i -> WORLD.scene(Split.TEST, i).facts().get("occluder"))
            .collect(Collectors.groupingBy(o -> o, TreeMap::new, Collectors.counting()));

    assertEquals("[hand, none, pendant]", counts.keySet().toString());
    assertEquals(60, counts.get("hand"), 25);
    assertEquals(60, counts.get("pendant"), 25);
  }
}
