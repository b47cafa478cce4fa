package io.otherwise.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.Artifacts;
import io.otherwise.explain.Seed;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedLdmTest {
  @TempDir private Path project;
  private TinyLdm tiny;

  @BeforeEach
  void write() throws IOException {
    tiny = TinyLdm.in(project);
  }

  @Test
  void a_model_opens_by_name_and_encodes_and_decodes() {
    try (Scope scope = Scope.open();
        LatentDiffusion model = EmbeddedLdm.open(Artifacts.at(project), "tiny-ldm")) {
      Tensor z =
          model
              .autoencoder()
              .encode(Tensor.full(0, 1, 3, 8, 8), Noise.counted(Seed.seed(0), List.of("a")));

      assertArrayEquals(new long[] {1, 4, 4, 4}, z.shape());
      assertArrayEquals(new long[] {1, 3, 8, 8}, model.autoencoder().decode(z).shape());
      assertEquals(2, model.autoencoder().factor());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1})
  void sampling_does_not_depend_on_the_batch(double eta) {
    try (Scope scope = Scope.open();
        LatentDiffusion model = EmbeddedLdm.open(Artifacts.at(project), "tiny-ldm")) {
      Sampler sampler = new Sampler(4, 2, eta);
      float[] both = sample(model, sampler, "a", "b");
      float[] alone = sample(model, sampler, "b");

      float[] second = Arrays.copyOfRange(both, both.length / 2, both.length);
      assertArrayEquals(alone, second, 1e-5f);
    }
  }

  @Test
  void noise_in_the_steps_changes_what_is_drawn_but_a_single_step_has_none() {
    try (Scope scope = Scope.open();
        LatentDiffusion model = EmbeddedLdm.open(Artifacts.at(project), "tiny-ldm")) {
      float[] still = sample(model, new Sampler(4, 2), "a");
      float[] noisy = sample(model, new Sampler(4, 2, 1), "a");

      assertFalse(Arrays.equals(still, noisy));
      assertArrayEquals(
          sample(model, new Sampler(1, 2), "a"), sample(model, new Sampler(1, 2, 1), "a"));
    }
  }

  @Test
  void a_sampler_is_refused_more_noise_than_a_ddpm_adds() {
    var refused = assertThrows(IllegalArgumentException.class, () -> new Sampler(50, 1, 1.5));

    assertTrue(refused.getMessage().contains("50, 1.0 and 1.5;"), refused.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new Sampler(50, 1, Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> new Sampler(0, 1));
  }

  @Test
  void figures_tell_how_samples_were_drawn() {
    assertEquals("", Sampler.plain().suffix());
    assertEquals(", guidance 2.0", Sampler.guided().suffix());
    assertEquals(", guidance 1.25, eta 1.0 in 100 steps", Sampler.noisy().suffix());
  }

  private static float[] sample(LatentDiffusion model, Sampler sampler, String... ids) {
    List<String> targets = List.of(ids).stream().map(id -> id.equals("a") ? "" : "old").toList();
    Noise noise = Noise.counted(Seed.seed(0), List.of(ids));
    return sampler.sample(model, targets, 8, 8, noise).floats();
  }

  @Test
  void closing_a_model_frees_all_of_it() {
    long before = Scope.live();

    EmbeddedLdm.open(Artifacts.at(project), "tiny-ldm").close();

    assertEquals(before, Scope.live());
  }

  @Test
  void a_size_that_does_not_fit_is_refused_with_one_that_does() {
    try (LatentDiffusion model = EmbeddedLdm.open(Artifacts.at(project), "tiny-ldm")) {
      var refused = assertThrows(IllegalArgumentException.class, () -> model.checkSize(63, 64));

      assertTrue(refused.getMessage().contains("64 x 63"));
      assertTrue(refused.getMessage().contains("64 x 60"));
    }
  }

  @Test
  void weights_changed_by_one_byte_are_refused() throws IOException {
    Path file = tiny.file("tiny-ldm");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);

    var refused =
        assertThrows(
            RuntimeException.class, () -> EmbeddedLdm.open(Artifacts.at(project), "tiny-ldm"));

    assertTrue(refused.getMessage().contains("sha256"), refused.getMessage());
  }

  @Test
  void missing_weights_are_named() throws IOException {
    Files.delete(tiny.file("first"));

    var refused =
        assertThrows(
            RuntimeException.class, () -> EmbeddedLdm.open(Artifacts.at(project), "tiny-ldm"));

    assertTrue(refused.getMessage().contains("first"), refused.getMessage());
  }
}
