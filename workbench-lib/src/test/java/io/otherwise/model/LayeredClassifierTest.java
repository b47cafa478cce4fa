package io.otherwise.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.network.Vgg;
import io.otherwise.tensor.Gradients;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LayeredClassifierTest {
  private static final long SIDE = 8;

  private final NetworkClassifier pets = classifier("pets", List.of("cat", "dog", "owl"), 3);

  private static NetworkClassifier classifier(String name, List<String> classes, int outputs) {
    return new NetworkClassifier(
        name,
        classes,
        Preprocessing.none(),
        new Vgg(List.of(4, Vgg.HALVE, 6), false, 1, 2, 5, outputs),
        p -> weights(p.key(), p.size()));
  }

  private static float[] weights(String key, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) Math.sin(1.7 * i + key.length());
    }
    return values;
  }

  private static Tensor images() {
    float[] values = new float[(int) (2 * 3 * SIDE * SIDE)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (0.5 + 0.5 * Math.cos(0.3 * i));
    }
    return Tensor.of(values, 2, 3, SIDE, SIDE);
  }

  @AfterEach
  void close() {
    pets.close();
  }

  @Test
  void a_weight_is_read_by_its_key() {
    assertArrayEquals(weights("classifier.6.bias", 3), pets.weight("classifier.6.bias"));
    String message =
        assertThrows(IllegalArgumentException.class, () -> pets.weight("classifier.7.bias"))
            .getMessage();
    assertTrue(message.startsWith("a weight goes by its key, but pets has no classifier.7.bias"));
  }

  @Test
  void a_copy_differs_in_the_weights_that_were_replaced_alone() {
    float[] before = logits(pets);
    float[] bias = pets.weight("classifier.6.bias");
    bias[1] += 2;
    try (NetworkClassifier copy = pets.replacing("moved", Map.of("classifier.6.bias", bias))) {
      float[] after = logits(copy);
      for (int i = 0; i < after.length; i++) {
        assertEquals(before[i] + (i % 3 == 1 ? 2 : 0), after[i], 1e-5);
      }
      assertEquals("moved", copy.name());
      assertEquals(pets.classes(), copy.classes());
      assertArrayEquals(pets.weight("features.0.weight"), copy.weight("features.0.weight"));
    }
    assertArrayEquals(before, logits(pets));
  }

  private static float[] logits(NetworkClassifier classifier) {
    try (Scope scope = Scope.open()) {
      return classifier.logits(images()).floats();
    }
  }

  @Test
  void a_weight_that_is_not_there_is_not_replaced() {
    Map<String, float[]> wrong = Map.of("fc.bias", new float[3]);
    assertThrows(IllegalArgumentException.class, () -> pets.replacing("moved", wrong));
  }

  @Test
  void its_layers_go_by_their_module_paths_in_order() {
    List<String> layers = pets.layers();

    assertEquals("features.0", layers.get(0));
    assertTrue(layers.indexOf("features.2") < layers.indexOf("features.3"), layers.toString());
    assertEquals("classifier.6", layers.get(layers.size() - 1));
  }

  @Test
  void seen_at_a_layer_it_answers_as_it_does_alone() {
    try (Scope scope = Scope.open()) {
      LayeredClassifier.Layered seen = pets.layered(images(), "features.2");

      assertArrayEquals(pets.logits(images()).floats(), seen.logits().floats());
      assertArrayEquals(new long[] {2, 4, SIDE / 2, SIDE / 2}, seen.activations().shape());
    }
  }

  @Test
  void a_single_output_keeps_its_shape() {
    try (NetworkClassifier wild = classifier("wild", List.of("tame", "wild"), 1);
        Scope scope = Scope.open()) {
      assertArrayEquals(new long[] {2}, wild.layered(images(), "avgpool").logits().shape());
    }
  }

  @Test
  void a_gradient_passes_through_the_layer_on_its_way_to_the_image() {
    try (Scope scope = Scope.open();
        Gradients graph = Gradients.record()) {
      Tensor leaf = graph.leaf(images());
      LayeredClassifier.Layered seen = pets.layered(leaf, "features.3");
      Tensor target = seen.logits().narrow(1, 1, 1).sum();

      Tensor atLayer = graph.of(target, seen.activations());
      List<Tensor> through =
          graph.vjp(List.of(seen.activations()), List.of(leaf), List.of(atLayer));

      assertArrayEquals(graph.of(target, leaf).floats(), through.get(0).floats(), 1e-5f);
    }
  }

  @Test
  void two_layers_of_one_network_can_be_seen_in_turn() {
    try (Scope scope = Scope.open()) {
      float[] first = pets.layered(images(), "features.0").activations().floats();
      pets.layered(images(), "classifier.0");

      assertArrayEquals(first, pets.layered(images(), "features.0").activations().floats());
    }
  }

  @Test
  void an_unknown_layer_is_refused_by_naming_those_there_are() {
    try (Scope scope = Scope.open()) {
      IllegalArgumentException refused =
          assertThrows(
              IllegalArgumentException.class, () -> pets.layered(images(), "layer4.1.conv1"));

      assertTrue(refused.getMessage().contains("layer4.1.conv1"), refused.getMessage());
      assertTrue(refused.getMessage().contains("features.0"), refused.getMessage());
    }
  }

  @Test
  void a_classifier_in_one_piece_is_refused_by_name() {
    assertSame(pets, LayeredClassifier.of(pets));

    Classifier bought = new ClosedForm("bought", List.of("no", "yes"), Tensor::sum);
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> LayeredClassifier.of(bought));
    assertTrue(refused.getMessage().contains("bought"), refused.getMessage());
  }
}
