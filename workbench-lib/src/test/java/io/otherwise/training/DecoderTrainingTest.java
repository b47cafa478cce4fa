package io.otherwise.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.DType;
import io.otherwise.artifact.FloatTensor;
import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.SafeTensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class DecoderTrainingTest {
  private static final String NAME = GeneratorManifests.AUTOENCODER;
  private static final Stage.Point END = new Stage.Point(40, 0.25, 0.1, 120);

  @TempDir Path project;

  private Path manifests;
  private WeightFolder folder;

  @BeforeEach
  void open() throws IOException {
    manifests = project.resolve("data-manifests");
    folder = new WeightFolder(manifests, line -> {});
    Files.createDirectories(folder.path());
  }

  private static Map<String, FloatTensor> weights(float encoder, float decoder) {
    return Map.of(
        "encoder.conv_in.bias", FloatTensor.of(new float[] {encoder}, 1),
        "decoder.conv_in.bias", FloatTensor.of(new float[] {decoder}, 1));
  }

  @Test
  void its_stage_counts_among_those_of_the_autoencoder_and_the_manifest_says_what_learnt()
      throws IOException {
    folder.start(NAME, p -> new float[0]);
    folder.save(NAME, new Stage.Result(weights(1, 2), List.of(END)));
    folder.start(NAME, p -> new float[0]);
    Stage.Result decoder =
        new Stage.Result(
            Map.of("decoder.conv_in.bias", FloatTensor.of(new float[] {3}, 1)), List.of(END));

    folder.save(NAME, decoder.beside(SafeTensors.read(folder.file(NAME))));
    folder.manifests().describeDecoder(NAME);

    Manifest manifest = Manifest.read(manifests.resolve(NAME + ".json"));
    assertEquals(
        List.of("stage 1", "stage 2"),
        manifest.training().stages().stream().map(s -> s.name()).toList());
    assertTrue(manifest.notes().contains("the decoder alone"), manifest.notes());
    assertTrue(manifest.notes().endsWith("that of stage 1."), manifest.notes());
    SafeTensors file = SafeTensors.read(folder.file(NAME));
    assertEquals(1, file.floats("encoder.conv_in.bias")[0]);
    assertEquals(3, file.floats("decoder.conv_in.bias")[0]);
  }

  @Test
  void what_the_first_stage_began_with_is_still_said() throws IOException {
    for (String name : List.of(GeneratorManifests.WORLD_AUTOENCODER, GeneratorManifests.WORLD_VQ)) {
      folder.start(name, p -> new float[0]);
      folder.save(name, new Stage.Result(weights(1, 2), List.of(END)));
      folder.start(name, p -> new float[0]);
      folder.save(name, new Stage.Result(weights(1, 3), List.of(END)));

      folder.manifests().describeDecoder(name);

      String notes = Manifest.read(manifests.resolve(name + ".json")).notes();
      assertTrue(notes.startsWith("Its first stage began with"), notes);
      assertTrue(notes.endsWith("that of stage 1."), notes);
    }
  }

  @Test
  void a_stage_names_the_commit_that_ran_it_and_keeps_it() throws IOException {
    at("1".repeat(40));
    folder.start(NAME, p -> new float[0]);
    folder.save(NAME, new Stage.Result(weights(1, 2), List.of(END)));
    folder.manifests().describeFirstStage(NAME);
    at("2".repeat(40));
    folder.start(NAME, p -> new float[0]);
    Stage.Point later = new Stage.Point(50, 0.125, 0.1, 60);
    folder.save(NAME, new Stage.Result(weights(1, 3), List.of(later)));

    folder.manifests().describeDecoder(NAME);

    Manifest manifest = Manifest.read(manifests.resolve(NAME + ".json"));
    assertEquals(
        List.of("1".repeat(40), "2".repeat(40)),
        manifest.training().stages().stream().map(s -> s.commit()).toList());
  }

  /** The project's repository at a commit. */
  private void at(String commit) throws IOException {
    Files.createDirectories(project.resolve(".git"));
    Files.writeString(project.resolve(".git/HEAD"), commit);
  }

  @Test
  void an_autoencoder_that_learnt_as_a_whole_again_says_nothing_of_its_decoder()
      throws IOException {
    folder.start(NAME, p -> new float[0]);
    SafeTensors.write(folder.file(NAME), weights(1, 2), DType.F16, Map.of());

    folder.manifests().describeFirstStage(NAME);

    assertEquals("", Manifest.read(manifests.resolve(NAME + ".json")).notes());
  }

  @Test
  void without_the_network_of_the_features_nothing_is_trained() throws IOException {
    SafeTensors.write(folder.file(NAME), weights(1, 2), DType.F16, Map.of());
    String before = Manifest.shipped("x", "x", "x", Map.of(), folder.file(NAME)).sha256();
    DecoderTraining training = new DecoderTraining(folder, new GeneratorTraining(folder));

    for (Executable recipe :
        List.<Executable>of(training::faces, training::world, training::codebook)) {
      RuntimeException refused = assertThrows(RuntimeException.class, recipe);
      assertTrue(refused.getMessage().contains("world-perceptual"), refused.getMessage());
    }
    assertEquals(before, Manifest.shipped("x", "x", "x", Map.of(), folder.file(NAME)).sha256());
  }
}
