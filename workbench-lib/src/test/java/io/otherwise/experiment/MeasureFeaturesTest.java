package io.otherwise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.DType;
import io.otherwise.artifact.FloatTensor;
import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.SafeTensors;
import io.otherwise.tensor.Script;
import io.otherwise.training.FaceFeatures;
import io.otherwise.training.Initial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MeasureFeaturesTest {
  @TempDir Path project;

  private void untrained(FaceFeatures what) throws IOException {
    Script s = new Script();
    s.returns(what.architecture().forward(s.layers(), s.input("image")).logits());
    Map<String, FloatTensor> weights = new LinkedHashMap<>();
    for (Script.Parameter p : s.parameters()) {
      weights.put(p.key(), new FloatTensor(p.shape(), Initial.weights(1).apply(p)));
    }
    Path manifests = project.resolve("data-manifests");
    Path file = Files.createDirectories(manifests.resolve("weights"));
    file = file.resolve(what.title() + ".safetensors");
    SafeTensors.write(file, weights, DType.F16, Map.of());
    what.manifest(file, List.of()).writeTo(manifests);
  }

  /** Figures of each role, by the words that start the first of them. */
  private static String first(FaceFeatures what) {
    return switch (what) {
      case INCEPTION, PERCEPTUAL -> "smile right";
      case IDENTITY -> "verification accuracy";
      case SIMSIAM -> "the nearest face agrees";
    };
  }

  @ParameterizedTest
  @EnumSource(FaceFeatures.class)
  void figures_go_into_the_manifest_and_come_back(FaceFeatures what) throws IOException {
    untrained(what);
    Artifacts artifacts = Artifacts.at(project);
    Manifest measured = MeasureFeatures.measured(artifacts, what.title(), 8, 4, 5);
    assertTrue(measured.quality().get(0).figure().startsWith(first(what)), measured.toString());
    measured.writeTo(project.resolve("data-manifests"));
    Manifest read = Artifacts.at(project).manifest(what.title());
    assertEquals(measured.quality(), read.quality());
    assertEquals(measured.config().keySet(), read.config().keySet());
    boolean distances =
        read.quality().stream().anyMatch(q -> q.figure().startsWith("rank correlation"));
    assertEquals(what == FaceFeatures.PERCEPTUAL, distances);
  }
}
