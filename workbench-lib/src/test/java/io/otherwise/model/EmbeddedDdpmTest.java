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
import io.otherwise.diffusion.NoiseSchedule;
import io.otherwise.network.AdmUNet;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole model in files, as small as the classes allow. */
class EmbeddedDdpmTest {
  private static final AdmUNet UNET =
      new AdmUNet(
          3,
          6,
          32,
          1,
          List.of(1, 1),
          List.of(2),
          -1,
          16,
          0,
          new AdmUNet.Style(true, false, true),
          2);

  @TempDir private Path project;

  @BeforeEach
  void write() throws IOException {
    Path manifests = project.resolve("data-manifests");
    Path file = manifests.resolve("weights").resolve("tiny-ddpm.safetensors");
    Files.createDirectories(file.getParent());
    Script s = new Script();
    s.returns(UNET.forward(s.layers(), s.input("x"), s.input("t")));
    Map<String, FloatTensor> zeros = new LinkedHashMap<>();
    s.parameters()
        .forEach(p -> zeros.put(p.key(), new FloatTensor(p.shape(), new float[p.size()])));
    SafeTensors.write(file, zeros, DType.F16, Map.of());
    Map<String, Object> config = EmbeddedDdpm.config(UNET, NoiseSchedule.linear(40));
    Manifest.shipped("tiny-ddpm", EmbeddedDdpm.KIND, "AdmUNet", config, file).writeTo(manifests);
    Manifest.shipped("other", "classifier", "AdmUNet", config, file).writeTo(manifests);
  }

  @Test
  void the_manifest_tells_the_network_and_its_schedule() {
    Artifacts artifacts = Artifacts.at(project);

    assertEquals(UNET, EmbeddedDdpm.unet(artifacts.manifest("tiny-ddpm")));
    try (PixelDiffusion model = EmbeddedDdpm.open(artifacts, "tiny-ddpm")) {
      assertEquals(40, model.schedule().steps());
      assertEquals(4, model.unit());
      assertEquals(PixelDiffusion.Variance.LEARNED_RANGE, model.variance());
    }
  }

  @Test
  void a_network_of_zeros_sees_no_noise() {
    try (PixelDiffusion model = EmbeddedDdpm.open(Artifacts.at(project), "tiny-ddpm");
        Scope scope = Scope.open()) {
      Ancestral.Prediction p = model.respaced("10").predict(Tensor.full(0.1, 2, 3, 8, 8), 5);

      assertArrayEquals(new long[] {2, 3, 8, 8}, p.mean().shape());
      assertArrayEquals(new float[2 * 3 * 8 * 8], p.eps().floats());
    }
  }

  @Test
  void another_kind_of_file_is_refused() {
    Artifacts artifacts = Artifacts.at(project);

    var refused =
        assertThrows(IllegalArgumentException.class, () -> EmbeddedDdpm.open(artifacts, "other"));

    assertTrue(refused.getMessage().contains("classifier"), refused.getMessage());
  }
}
