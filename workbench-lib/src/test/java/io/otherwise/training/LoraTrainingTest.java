package io.otherwise.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.DType;
import io.otherwise.artifact.FloatTensor;
import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.SafeTensors;
import io.otherwise.model.EmbeddedLora;
import io.otherwise.network.Lora;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoraTrainingTest {
  @TempDir Path project;

  private WeightFolder folder;

  @BeforeEach
  void open() throws IOException {
    Path manifests = project.resolve("data-manifests");
    Files.createDirectories(manifests.resolve("weights"));
    folder = new WeightFolder(manifests, line -> {});
  }

  private void save(String name, float value) {
    Map<String, FloatTensor> one = Map.of("x", FloatTensor.of(new float[] {value}, 1));
    SafeTensors.write(folder.file(name), one, DType.F16, Map.of());
  }

  private Manifest base(float value) {
    return base(GeneratorManifests.TEXT, value);
  }

  /** A base of which nothing but the hash matters here. */
  private Manifest base(String name, float value) {
    save(name, value);
    Manifest base =
        Manifest.shipped(
                name, "latent-diffusion", "LdmUNet", Map.of("scaleFactor", 0.5), folder.file(name))
            .labels(List.of("young", "old"));
    folder.describe(base);
    return base;
  }

  private Manifest adapted(Manifest base) {
    save(GeneratorManifests.LORA, 1);
    folder.manifests().describeTextOnFaces(base, new Lora(8, 8));
    return Artifacts.at(project).manifest(GeneratorManifests.LORA);
  }

  @Test
  void the_manifest_names_base_and_rank_and_says_what_was_left_out() {
    Manifest base = base(1);

    Manifest adapted = adapted(base);

    assertEquals(base.name(), adapted.config("base", String.class));
    assertEquals(base.sha256(), adapted.config("baseSha256", String.class));
    assertEquals(8, adapted.config("rank", Integer.class));
    assertEquals(0.5, adapted.config("scaleFactor", Double.class));
    assertTrue(adapted.notes().contains("[beard, glasses] together"), adapted.notes());
    assertTrue(adapted.notes().contains("faces alone"), adapted.notes());
    assertTrue(adapted.training().data().startsWith("faces, "), adapted.training().data());
  }

  @Test
  void factors_that_were_learnt_beside_other_weights_do_not_go_on() {
    Manifest before = base(1);
    adapted(before);
    base(2);
    LoraTraining training = new LoraTraining(folder, new GeneratorTraining(folder));

    String message =
        assertThrows(
                IllegalArgumentException.class, () -> training.textOnFaces(GeneratorManifests.LORA))
            .getMessage();

    assertTrue(message.contains(before.sha256()), message);
    assertTrue(message.contains("-Dfresh=true"), message);
  }

  @Test
  void a_base_that_is_still_being_trained_is_refused() {
    base(1);
    save(GeneratorManifests.TEXT, 2);
    LoraTraining training = new LoraTraining(folder, new GeneratorTraining(folder));

    RuntimeException refused =
        assertThrows(RuntimeException.class, () -> training.textOnFaces(GeneratorManifests.LORA));

    assertTrue(refused.getMessage().contains("sha256"), refused.getMessage());
  }

  @Test
  void a_generator_that_leans_says_by_how_much_and_keeps_the_labels_of_its_base() {
    Manifest base = base(GeneratorManifests.DENOISER, 1);
    save(GeneratorManifests.LEANING, 1);

    Lora learnt = Lora.usual();
    folder.manifests().describeLeaning(base, new Lora(learnt.rank(), 2 * learnt.alpha()));

    Manifest leaning = Artifacts.at(project).manifest(GeneratorManifests.LEANING);
    assertEquals(base.labels(), leaning.labels());
    assertEquals(base.sha256(), leaning.config("baseSha256", String.class));
    assertEquals(0.9, leaning.training().correlation().get("age->glasses"));
    assertTrue(leaning.training().data().endsWith("age->glasses"), leaning.training().data());
    assertTrue(leaning.notes().endsWith("merged 2.0 times as strongly as they were learnt."));
    assertEquals(Optional.of(2.0), EmbeddedLora.strength(leaning));
  }

  @Test
  void each_model_goes_on_beside_its_own_base() {
    Manifest before = base(GeneratorManifests.DENOISER, 1);
    save(GeneratorManifests.LEANING, 1);
    folder.manifests().describeLeaning(before, Lora.usual());
    base(GeneratorManifests.DENOISER, 2);
    LoraTraining training = new LoraTraining(folder, new GeneratorTraining(folder));

    String message =
        assertThrows(
                IllegalArgumentException.class, () -> training.leaning(GeneratorManifests.LEANING))
            .getMessage();

    assertTrue(message.contains("faces-ldm-90"), message);
    assertTrue(message.contains(before.sha256()), message);
  }
}
