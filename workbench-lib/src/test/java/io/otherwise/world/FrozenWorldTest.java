package io.otherwise.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.otherwise.explain.Image;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * World v1 is frozen: shipped weights belong to these very pixels and labels. If this fails, the
 * renderer or the causal model changed; undo it, or make a new version of the world.
 */
class FrozenWorldTest {
  private static final String V1 =
      "e734316c20270ebb18b871c922dba94e0724858541e1329eeba333609b45dda6";

  @Test
  void world_v1_has_the_recorded_pixels_and_labels() {
    assertEquals(V1, hash(FaceWorld.v1()));
  }

  @Test
  void two_threads_give_the_same_bits() {
    CompletableFuture<String> one = CompletableFuture.supplyAsync(() -> hash(FaceWorld.v1()));
    CompletableFuture<String> two = CompletableFuture.supplyAsync(() -> hash(FaceWorld.v1()));
    assertEquals(one.join(), two.join());
  }

  @Test
  void another_seed_gives_another_world() {
    assertNotEquals(V1, hash(new FaceWorld(1, Knobs.clean())));
  }

  private static String hash(FaceWorld world) {
    MessageDigest digest = sha256();
    for (Split split : Split.values()) {
      for (int index = 0; index < 24; index++) {
        add(digest, world.scene(split, index), Scene.SIDE);
      }
    }
    Knobs shortcut = Knobs.shortcut(0.9);
    for (int index = 0; index < 24; index++) {
      add(digest, world.scene(Split.TRAIN, index, shortcut), Scene.SIDE);
    }
    Scene scene = world.scene(Split.TEST, 3);
    add(digest, scene, 96);
    for (Attribute attribute : Attribute.values()) {
      add(digest, scene.with(attribute, 0.2), Scene.SIDE);
      add(digest, scene.intervene(attribute, 0.9), Scene.SIDE);
    }
    add(digest, world.shot(Split.TEST, 3, 1), Scene.SIDE);
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, Scene scene, int side) {
    for (Attribute attribute : Attribute.values()) {
      digest.update((byte) (scene.label(attribute) ? 1 : 0));
      digest.update((byte) (scene.ambiguous(attribute) ? 1 : 0));
    }
    Image image = scene.render(side);
    for (float value : image.values()) {
      digest.update((byte) Math.round(value * 255));
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
