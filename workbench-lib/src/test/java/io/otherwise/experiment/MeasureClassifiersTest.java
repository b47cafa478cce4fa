package io.otherwise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.DType;
import io.otherwise.artifact.FloatTensor;
import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.Quality;
import io.otherwise.artifact.SafeTensors;
import io.otherwise.network.ImageNetwork;
import io.otherwise.tensor.Script;
import io.otherwise.training.FaceClassifier;
import io.otherwise.training.FlowerClassifier;
import io.otherwise.training.Initial;
import io.otherwise.training.RobustClassifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasureClassifiersTest {
  @TempDir Path project;

  private void untrained(String name, ImageNetwork network, Function<Path, Manifest> manifest)
      throws IOException {
    Script s = new Script();
    s.returns(network.forward(s.layers(), s.input("image")).logits());
    Map<String, FloatTensor> weights = new LinkedHashMap<>();
    for (Script.Parameter p : s.parameters()) {
      weights.put(p.key(), new FloatTensor(p.shape(), Initial.weights(1).apply(p)));
    }
    Path manifests = project.resolve("data-manifests");
    Path file = Files.createDirectories(manifests.resolve("weights"));
    file = file.resolve(name + ".safetensors");
    SafeTensors.write(file, weights, DType.F16, Map.of());
    manifest.apply(file).writeTo(manifests);
  }

  private List<String> figures(String name) {
    return MeasureClassifiers.measure(Artifacts.at(project), name, 3, 2).stream()
        .map(Quality::figure)
        .toList();
  }

  @Test
  void a_classifier_of_flowers_is_measured_on_usual_and_rare_forms_and_on_the_ground()
      throws IOException {
    FlowerClassifier what = FlowerClassifier.of("flowers-species");
    untrained(what.name(), what.architecture(), file -> what.manifest(file, List.of()));
    List<String> figures = figures(what.name());
    assertEquals(10, figures.size(), figures.toString());
    assertEquals(10, figures.stream().distinct().count(), figures.toString());
    assertEquals("accuracy on usual flowers", figures.get(0));
    assertTrue(figures.get(8).contains("do(ground"), figures.toString());
  }

  @Test
  void a_robust_copy_stands_beside_the_plain_one_under_the_same_attack() throws IOException {
    RobustClassifier what = RobustClassifier.of("faces-smile-robust");
    FaceClassifier plain = what.plain();
    untrained(what.name(), plain.architecture(), file -> what.manifest(file, List.of()));
    untrained(plain.name(), plain.architecture(), file -> plain.manifest(file, List.of()));
    List<String> figures = figures(what.name());
    String attack = " under an L2 attack of radius 0.857 in 10 steps";
    assertTrue(figures.contains("accuracy of faces-smile-robust" + attack), figures.toString());
    assertTrue(figures.contains("accuracy of faces-smile" + attack), figures.toString());
    assertTrue(figures.get(0).startsWith("accuracy on unambiguous faces"), figures.toString());
    assertEquals(figures.size(), figures.stream().distinct().count(), figures.toString());
  }

  @Test
  void an_unknown_name_is_refused_with_all_that_are_known() throws IOException {
    Files.createDirectories(project.resolve("data-manifests"));
    Artifacts artifacts = Artifacts.at(project);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> MeasureClassifiers.measure(artifacts, "flowers-leaf", 1, 1))
            .getMessage();
    assertTrue(message.contains("was flowers-leaf;"), message);
    assertTrue(message.contains("faces-smile-robust") && message.contains("flowers-oracle"));
  }
}
