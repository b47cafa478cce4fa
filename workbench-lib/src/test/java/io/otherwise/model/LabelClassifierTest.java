package io.otherwise.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Image;
import io.otherwise.network.ResNet;
import io.otherwise.network.Stem;
import io.otherwise.tensor.Gradients;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LabelClassifierTest {
  private static final List<Image> IMAGES = List.of(grey(0.2f), grey(0.9f));

  private final NetworkFeatures network =
      new NetworkFeatures(
          "tells-three",
          List.of("smile", "age", "hair"),
          EmbeddedClassifiers.preprocessing(),
          new ResNet(false, List.of(1), 4, 3, new Stem(4, 3, 1, true)),
          Readout.pooled("layer1"),
          p -> weights(p.key(), p.size()));

  private final Classifier age = network.classifier("age", "young", "old");

  private static float[] weights(String key, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = key.endsWith("running_var") ? 1 : (float) Math.sin(i + key.length());
    }
    return values;
  }

  private static Image grey(float value) {
    float[] values = new float[3 * 64 * 64];
    Arrays.fill(values, value);
    return Image.of("grey " + value, 64, 64, values);
  }

  @AfterEach
  void close() {
    network.close();
  }

  @Test
  void it_decides_by_the_sign_of_its_own_output() {
    float[][] all = network.outputs(IMAGES);

    assertTrue(age.binary());
    try (Scope scope = Scope.open()) {
      assertArrayEquals(
          new float[] {all[0][1], all[1][1]}, age.logits(Images.tensor(IMAGES)).floats(), 1e-6f);
    }
    double wanted = 1 / (1 + Math.exp(-all[1][1]));
    assertEquals(wanted, age.score(IMAGES.get(1)).of("old"), 1e-6);
    assertEquals(1 - wanted, age.score(IMAGES.get(1)).of("young"), 1e-6);
  }

  @Test
  void gradients_flow_through_it() {
    try (Scope scope = Scope.open();
        Gradients graph = Gradients.record()) {
      Tensor leaf = graph.leaf(Images.tensor(IMAGES));

      assertNotEquals(0, graph.of(age.logits(leaf).sum(), leaf).abs().sum().item());
    }
  }

  @Test
  void two_outputs_of_one_network_are_two_classifiers() {
    Classifier hair = network.classifier("hair", "short hair", "long hair");

    assertNotEquals(age.sha256(), hair.sha256());
    assertNotEquals(age.identity(), hair.identity());
    assertEquals("tells-three, age", age.name());
  }

  @Test
  void closing_it_leaves_the_network_open() {
    age.close();

    assertEquals(2, network.outputs(IMAGES).length);
  }

  @Test
  void a_label_it_was_not_trained_on_is_refused() {
    assertEquals(
        "tells-three tells [smile, age, hair], but was asked for beard; choose one of these",
        assertThrows(IllegalArgumentException.class, () -> network.classifier("beard", "no", "yes"))
            .getMessage());
  }
}
