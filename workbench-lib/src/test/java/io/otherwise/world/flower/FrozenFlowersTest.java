package io.otherwise.world.flower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.otherwise.explain.Image;
import io.otherwise.world.Split;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * Flowers v1 are frozen before the first network is trained on them. If this fails, the renderer or
 * the causal model changed; undo it, or make a new version of the world.
 */
class FrozenFlowersTest {
  private static final String V1 =
      "bc63c65c4ccd8fa3e1f51ffe0ec6960adbb876755ad75cd2523cc7495a9f9db8";

  @Test
  void flowers_v1_have_the_recorded_pixels_and_labels() {
    assertEquals(V1, hash(FlowerWorld.v1()));
  }

  @Test
  void two_threads_give_the_same_bits() {
    CompletableFuture<String> one = CompletableFuture.supplyAsync(() -> hash(FlowerWorld.v1()));
    CompletableFuture<String> two = CompletableFuture.supplyAsync(() -> hash(FlowerWorld.v1()));
    assertEquals(one.join(), two.join());
  }

  @Test
  void another_seed_gives_another_world() {
    assertNotEquals(V1, hash(new FlowerWorld(1, FlowerKnobs.clean())));
  }

  private static String hash(FlowerWorld world) {
    MessageDigest digest = sha256();
    for (Split split : Split.values()) {
      for (int index = 0; index < 4; index++) {
        add(digest, world.scene(split, index), 64);
      }
    }
    for (int index = 0; index < 6; index++) {
      add(digest, world.scene(Split.TRAIN, index, FlowerKnobs.hard(0.7).ground(0.9)), 32);
      add(digest, world.scene(Split.TRAIN, index, FlowerKnobs.shortcut(0.9)), 32);
    }
    FlowerScene scene = world.scene(Split.TEST, 3);
    add(digest, scene, 96);
    add(digest, world.shot(Split.TEST, 3, 1), 32);
    for (Species species : Species.values()) {
      add(digest, scene.with(species), 32);
      add(digest, scene.with(Species.TULIP).intervene(species), 16);
    }
    add(digest, scene.with(Species.TULIP).with(Species.SUNFLOWER, 0.4), 32);
    for (Trait trait : Trait.values()) {
      add(digest, scene.with(trait, 0.2), 32);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, FlowerScene scene, int side) {
    digest.update((byte) scene.species().ordinal());
    digest.update((byte) (scene.ambiguous() ? 1 : 0));
    digest.update((byte) scene.variants().size());
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
