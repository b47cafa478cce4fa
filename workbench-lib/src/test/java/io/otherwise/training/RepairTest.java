package io.otherwise.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Image;
import io.otherwise.model.EmbeddedClassifiers;
import io.otherwise.model.NetworkClassifier;
import io.otherwise.network.DenseNet;
import io.otherwise.network.Stem;
import io.otherwise.world.Attribute;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.Knobs;
import io.otherwise.world.Scene;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RepairTest {
  private static final FaceWorld WORLD = FaceWorld.v1();
  private static final DenseNet TINY =
      new DenseNet(4, List.of(1, 1), 8, 2, 1, new Stem(4, 3, 1, true), "");
  private static final Repair REPAIR = Repair.of("age", "glasses").perGroup(4).steps(3);

  private final NetworkClassifier untrained = classifier("young", "old");

  private static NetworkClassifier classifier(String... classes) {
    return new NetworkClassifier(
        "tiny", List.of(classes), EmbeddedClassifiers.preprocessing(), TINY, Initial.weights(1));
  }

  @AfterEach
  void close() {
    untrained.close();
  }

  private static int group(Scene s) {
    return (s.label(Attribute.AGE) ? 2 : 0) + (s.label(Attribute.GLASSES) ? 1 : 0);
  }

  @Test
  void every_group_gets_equally_many_new_faces() {
    List<Scene> added = REPAIR.added(WORLD);
    assertEquals(16, added.size());
    for (int i = 0; i < added.size(); i++) {
      assertEquals(i / 4, group(added.get(i)));
    }
    assertEquals(16, added.stream().map(Scene::id).distinct().count());
  }

  @Test
  void at_random_as_many_faces_come_as_the_world_has_them() {
    List<Scene> added = REPAIR.atRandom().added(WORLD.knobs(Knobs.shortcut(1)));
    assertEquals(16, added.size());
    // Old people wear glasses there and young ones do not.
    assertTrue(added.stream().allMatch(s -> group(s) == 0 || group(s) == 3));
  }

  @Test
  void new_faces_are_apart_from_those_of_the_shipped_networks_and_of_other_seeds() {
    List<Scene> added = REPAIR.added(WORLD);
    List<Scene> others = REPAIR.seed(1).added(WORLD);
    assertTrue(added.stream().noneMatch(others::contains));
    assertTrue(added.stream().allMatch(s -> s.id().matches("faces/train/1\\d{6}")));
  }

  @Test
  void a_batch_holds_equally_many_of_each_group_and_its_faces_depend_on_the_seed() {
    int[] batch = REPAIR.batch(0);
    assertEquals(32, batch.length);
    for (int group = 0; group < 4; group++) {
      int wanted = group;
      assertEquals(8, Arrays.stream(batch).filter(i -> i / 4 == wanted).count());
    }
    assertTrue(Arrays.equals(batch, REPAIR.batch(0)));
    assertFalse(Arrays.equals(batch, REPAIR.batch(1)));
    assertFalse(Arrays.equals(batch, REPAIR.seed(1).batch(0)));
  }

  @Test
  void a_repair_learns_the_new_faces_and_leaves_the_old_classifier_alone() {
    List<Scene> added = REPAIR.added(WORLD);
    String before = untrained.sha256().orElseThrow();
    double loss = loss(untrained, added);
    try (NetworkClassifier repaired = REPAIR.steps(80).of(untrained, WORLD)) {
      assertTrue(loss(repaired, added) < loss - 0.05, "loss " + loss(repaired, added));
      assertEquals("tiny, repair 0", repaired.name());
    }
    assertEquals(loss, loss(untrained, added), 1e-9);
    try (NetworkClassifier again = classifier("young", "old")) {
      assertEquals(before, again.sha256().orElseThrow());
    }
  }

  private static double loss(NetworkClassifier classifier, List<Scene> scenes) {
    List<Image> images = scenes.stream().map(Scene::image).toList();
    return IntStream.range(0, images.size())
        .mapToDouble(
            i -> {
              String truth = scenes.get(i).label(Attribute.AGE) ? "old" : "young";
              return -Math.log(classifier.score(images.get(i)).of(truth));
            })
        .average()
        .orElseThrow();
  }

  @Test
  void the_same_seed_gives_the_same_network_and_another_one_another() {
    try (NetworkClassifier once = REPAIR.of(untrained, WORLD);
        NetworkClassifier again = REPAIR.of(untrained, WORLD);
        NetworkClassifier other = REPAIR.seed(1).of(untrained, WORLD)) {
      assertEquals(once.sha256(), again.sha256());
      assertNotEquals(once.sha256(), other.sha256());
      assertNotEquals(once.sha256(), untrained.sha256());
    }
  }

  @Test
  void a_classifier_of_something_else_is_refused() {
    try (NetworkClassifier smile = classifier("not smiling", "smiling")) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> REPAIR.of(smile, WORLD)).getMessage();
      assertTrue(message.contains("smiling") && message.contains("old"), message);
    }
  }

  @Test
  void a_world_without_one_of_the_groups_is_refused() {
    FaceWorld strict = WORLD.knobs(Knobs.shortcut(1));
    String message =
        assertThrows(IllegalArgumentException.class, () -> REPAIR.added(strict)).getMessage();
    assertTrue(message.contains("missing"), message);
  }

  @Test
  void settings_that_cannot_be_balanced_are_refused() {
    assertThrows(IllegalArgumentException.class, () -> Repair.of("age", "age"));
    assertThrows(IllegalArgumentException.class, () -> REPAIR.perGroup(0));
    assertThrows(IllegalArgumentException.class, () -> REPAIR.seed(-1));
  }
}
