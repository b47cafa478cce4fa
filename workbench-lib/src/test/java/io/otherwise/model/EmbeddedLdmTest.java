package io.otherwise.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.DType;
import io.otherwise.artifact.FloatTensor;
import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.SafeTensors;
import io.otherwise.explain.Seed;
import io.otherwise.network.KlAutoencoder;
import io.otherwise.network.LdmUNet;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole model in files, as small as the classes allow. */
class EmbeddedLdmTest {
  private static final KlAutoencoder FIRST = new KlAutoencoder(32, List.of(1), 1, 4, 4, 2);
  private static final LdmUNet UNET =
      new LdmUNet(4, 4, 32, 1, List.of(1, 1), List.of(2), 2, -1, 1, 8);

  @TempDir private Path project;
  private Path manifests;

  @BeforeEach
  void write() throws IOException {
    manifests = project.resolve("data-manifests");
    Files.createDirectories(manifests.resolve("weights"));
    Script first = new Script();
    first.returns(
        FIRST.moments(first.layers(), first.input("x")),
        FIRST.decode(first.layers(), first.input("z")));
    Path one = save("first", tensors(first, ""));
    Manifest.shipped("first", "autoencoder", "KlAutoencoder", EmbeddedLdm.config(FIRST), one)
        .writeTo(manifests);
    Script unet = new Script();
    unet.returns(UNET.forward(unet.layers(), unet.input("z"), unet.input("t"), unet.input("c")));
    Map<String, FloatTensor> all = tensors(unet, "model.diffusion_model.");
    all.put("cond_stage_model.embedding.weight", FloatTensor.of(new float[24], 3, 8));
    Path two = save("tiny-ldm", all);
    Map<String, Object> config = new HashMap<>(EmbeddedLdm.config(UNET));
    config.put("firstStage", "first");
    config.put("scaleFactor", 0.5);
    Manifest.shipped("tiny-ldm", "latent-diffusion", "LdmUNet", config, two)
        .labels(List.of("young", "old"))
        .writeTo(manifests);
  }

  private static Map<String, FloatTensor> tensors(Script script, String prefix) {
    Map<String, FloatTensor> tensors = new LinkedHashMap<>();
    for (Script.Parameter p : script.parameters()) {
      float[] values = new float[p.size()];
      Noise.fill(Seed.seed(3).key(p.key(), "weights", 0), values, 0, values.length);
      for (int i = 0; i < values.length; i++) {
        values[i] *= 0.05f;
      }
      tensors.put(prefix + p.key(), new FloatTensor(p.shape(), values));
    }
    return tensors;
  }

  private Path save(String name, Map<String, FloatTensor> tensors) {
    Path file = manifests.resolve("weights").resolve(name + ".safetensors");
    SafeTensors.write(file, tensors, DType.F16, Map.of());
    return file;
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

  @Test
  void sampling_does_not_depend_on_the_batch() {
    try (Scope scope = Scope.open();
        LatentDiffusion model = EmbeddedLdm.open(Artifacts.at(project), "tiny-ldm")) {
      Sampler sampler = new Sampler(4, 2);
      float[] both = sample(model, sampler, "a", "b");
      float[] alone = sample(model, sampler, "b");

      float[] second = java.util.Arrays.copyOfRange(both, both.length / 2, both.length);
      assertArrayEquals(alone, second, 1e-5f);
    }
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
    Path file = manifests.resolve("weights").resolve("tiny-ldm.safetensors");
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
    Files.delete(manifests.resolve("weights").resolve("first.safetensors"));

    var refused =
        assertThrows(
            RuntimeException.class, () -> EmbeddedLdm.open(Artifacts.at(project), "tiny-ldm"));

    assertTrue(refused.getMessage().contains("first"), refused.getMessage());
  }
}
