package io.otherwise.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.otherwise.explain.Progress;
import io.otherwise.model.Autoencoder;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import io.otherwise.world.Attribute;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.Knobs;
import io.otherwise.world.Scene;
import io.otherwise.world.Split;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ScenePoolTest {
  private static final Progress SILENT = (done, total, note) -> {};

  private final ScenePool<Scene> pool = Pools.faces(Split.TRAIN, Knobs.clean(), 6, SILENT);

  @Test
  void eight_bits_keep_the_rendered_pixels_and_their_labels() {
    for (int face = 0; face < pool.size(); face++) {
      Scene scene = FaceWorld.v1().scene(Split.TRAIN, face);
      try (Scope scope = Scope.open()) {
        Tensor image = pool.images(face);
        assertArrayEquals(new long[] {1, 3, 64, 64}, image.shape());
        assertArrayEquals(scene.image().values(), image.floats(), 1e-6f);
      }
      for (Attribute attribute : Attribute.values()) {
        assertEquals(scene.label(attribute), pool.scene(face).label(attribute));
      }
    }
  }

  @Test
  void a_batch_depends_on_seed_and_step_alone() {
    assertArrayEquals(pool.batch(1, 5, 32), pool.batch(1, 5, 32));
    assertFalse(Arrays.equals(pool.batch(1, 5, 32), pool.batch(1, 6, 32)));
    assertFalse(Arrays.equals(pool.batch(1, 5, 32), pool.batch(2, 5, 32)));
    for (int face : pool.batch(1, 5, 32)) {
      assertEquals(face, Math.floorMod(face, pool.size()));
    }
  }

  @Test
  void an_empty_pool_is_refused() {
    assertThrows(
        IllegalArgumentException.class, () -> Pools.faces(Split.TRAIN, Knobs.clean(), 0, SILENT));
  }

  /** Stands for an autoencoder: its latent is the picture, decoding darkens it. */
  private static final class Darkening implements Autoencoder {
    @Override
    public int channels() {
      return 3;
    }

    @Override
    public int factor() {
      return 1;
    }

    @Override
    public Tensor encode(Tensor image, Noise noise) {
      return image.times(1);
    }

    @Override
    public Tensor decode(Tensor latent) {
      return latent.times(0).minus(1);
    }

    @Override
    public void close() {}
  }

  @Test
  void the_second_half_goes_through_the_autoencoder_and_keeps_its_labels() {
    ScenePool<Scene> half = pool.halfThrough(new Darkening(), SILENT);
    try (Scope scope = Scope.open()) {
      assertArrayEquals(pool.images(0, 1, 2).floats(), half.images(0, 1, 2).floats());
      for (float v : half.images(3, 4, 5).floats()) {
        assertEquals(0, v);
      }
    }
    assertEquals(pool.scene(4).label(Attribute.AGE), half.scene(4).label(Attribute.AGE));
  }
}
