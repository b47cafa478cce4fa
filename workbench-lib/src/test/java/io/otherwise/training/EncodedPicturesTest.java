package io.otherwise.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.network.KlAutoencoder;
import io.otherwise.network.VqAutoencoder;
import io.otherwise.tensor.Scope;
import io.otherwise.world.Scene;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EncodedPicturesTest {
  private static final int FACES = 70; // more than one chunk
  private static final ScenePool<Scene> POOL = RecipeRuns.faces(FACES);
  private static final int[] ALL = IntStream.range(0, FACES).toArray();

  private static final EncodedPictures KL =
      EncodedPictures.kl(
          POOL,
          Scene.SIDE,
          new KlAutoencoder(32, List.of(1), 1, 4, 4, 8),
          Initial.weights(1),
          RecipeRuns.SILENT);

  private static final EncodedPictures VQ =
      EncodedPictures.vq(
          POOL,
          Scene.SIDE,
          new VqAutoencoder(32, List.of(1), 1, 4, 3, 20, 8),
          Initial.weights(1),
          RecipeRuns.SILENT);

  private static float[] latents(EncodedPictures pictures, int step, int... which) {
    try (Scope scope = Scope.open()) {
      return pictures.of(step, which).floats();
    }
  }

  @Test
  void a_latent_has_the_encoders_channels_and_side() {
    try (Scope scope = Scope.open()) {
      assertArrayEquals(new long[] {2, 4, 8, 8}, KL.of(0, 3, 5).shape());
      assertArrayEquals(new long[] {1, 3, 8, 8}, VQ.of(0, 69).shape());
    }
    assertEquals(FACES, KL.size());
  }

  @Test
  void the_scale_makes_their_deviation_one() {
    assertEquals(1, deviation(latents(KL, 0, ALL)), 0.02);
    assertEquals(1, deviation(latents(VQ, 0, ALL)), 1e-3);
  }

  private static double deviation(float[] values) {
    double mean = IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElse(0);
    double square =
        IntStream.range(0, values.length)
            .mapToDouble(i -> (values[i] - mean) * (values[i] - mean))
            .average()
            .orElse(0);
    return Math.sqrt(square);
  }

  @Test
  void a_posterior_is_drawn_anew_at_every_step_and_the_same_at_the_same() {
    assertArrayEquals(latents(KL, 1, 4, 8), latents(KL, 1, 4, 8));
    assertFalse(Arrays.equals(latents(KL, 1, 4, 8), latents(KL, 2, 4, 8)));
  }

  @Test
  void an_encoder_with_a_codebook_draws_nothing() {
    assertArrayEquals(latents(VQ, 1, 4, 8), latents(VQ, 2, 4, 8));
  }

  @Test
  void a_picture_has_the_same_latent_in_any_company() {
    float[] alone = latents(VQ, 0, 66);
    float[] third = latents(VQ, 0, 2, 9, 66);

    assertArrayEquals(alone, Arrays.copyOfRange(third, 2 * alone.length, 3 * alone.length), 1e-6f);
    assertTrue(deviation(alone) > 0);
  }

  @Test
  void another_models_scale_changes_nothing_else() {
    DenoiserRecipe.Latents scaled = KL.scaled(2 * KL.scale());
    float[] own = latents(KL, 3, 5);

    try (Scope scope = Scope.open()) {
      float[] twice = scaled.of(3, 5).floats();
      for (int i = 0; i < own.length; i++) {
        assertEquals(2 * own[i], twice[i], 1e-6f);
      }
    }
    assertEquals(FACES, scaled.size());
  }
}
