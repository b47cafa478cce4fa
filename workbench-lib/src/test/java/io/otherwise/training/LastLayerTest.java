package io.otherwise.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Image;
import io.otherwise.model.Classifier;
import io.otherwise.model.HeapClassifier;
import io.otherwise.model.NetworkClassifier;
import io.otherwise.model.Preprocessing;
import io.otherwise.network.ImageNetwork;
import io.otherwise.network.Vgg;
import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Script;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LastLayerTest {
  private static final List<String> PETS = List.of("cat", "dog", "owl");

  private final NetworkClassifier pets = vgg(PETS, 3);

  private static NetworkClassifier vgg(List<String> classes, int outputs) {
    return new NetworkClassifier(
        "pets",
        classes,
        Preprocessing.none(),
        new Vgg(List.of(4, Vgg.HALVE, 6), false, 1, 2, 5, outputs),
        LastLayerTest::filled);
  }

  private static float[] filled(Script.Parameter p) {
    float[] values = new float[p.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(1.7 * i + p.key().length());
    }
    return values;
  }

  private static Image picture(int number) {
    float[] values = new float[Image.CHANNELS * 64];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (0.5 + 0.5 * Math.sin(0.37 * i * (number % 9 + 1) + number));
    }
    return Image.of("picture/" + number, 8, 8, values);
  }

  private static List<Image> pictures(int n) {
    return IntStream.range(0, n).mapToObj(LastLayerTest::picture).toList();
  }

  private LastFeatures seen(int n, String... labels) {
    return LastFeatures.of(
        pets, pictures(n), IntStream.range(0, n).mapToObj(i -> labels[i % labels.length]).toList());
  }

  @AfterEach
  void close() {
    pets.close();
  }

  /** A network that is written in a test. */
  private record Written(int classes, Body body) implements ImageNetwork {
    interface Body {
      Script.Value write(Layers net, Script.Value pooled);
    }

    @Override
    public Activations forward(Layers net, Script.Value image) {
      return new Activations(body.write(net, image.mean(2, 3)), Map.of());
    }
  }

  private static NetworkClassifier written(Written.Body body) {
    return new NetworkClassifier(
        "written", PETS, Preprocessing.none(), new Written(3, body), LastLayerTest::filled);
  }

  @Test
  void the_layer_and_what_it_sees_give_the_scores_of_the_network() {
    LastFeatures seen = seen(70, "cat"); // more than one chunk
    DenseHead head = new DenseHead(pets.weight(seen.weight()), pets.weight(seen.bias()));

    assertEquals("classifier.6.weight", seen.weight());
    assertEquals("classifier.6.bias", seen.bias());
    for (int i : new int[] {0, 1, 63, 64, 69}) {
      double[] p = head.probabilities(seen.row(i));
      for (String pet : PETS) {
        assertEquals(pets.score(picture(i)).of(pet), p[PETS.indexOf(pet)], 1e-5);
      }
    }
  }

  @Test
  void a_layer_that_is_not_written_last_is_found() {
    try (NetworkClassifier early =
        written(
            (net, pooled) -> {
              Script.Value scores = net.at("head").linear(pooled, 3, 3);
              net.at("other").linear(pooled, 3, 7);
              return scores;
            })) {
      assertEquals("head.weight", LastFeatures.of(early, pictures(1), List.of("cat")).weight());
    }
  }

  @Test
  void pictures_count_as_often_as_they_are_asked_to() {
    LastFeatures usual = seen(3, "cat");
    LastFeatures both = usual.and(seen(2, "dog"), 4);

    assertEquals(11, both.size());
    assertEquals(0, both.label(2));
    assertEquals(1, both.label(3));
    assertArrayEquals(both.row(3), both.row(5));
    assertEquals(3, usual.size());
    assertEquals("LastFeatures[pets, 11 pictures]", both.toString());
  }

  @Test
  void tuning_teaches_what_was_wrong() {
    List<String> labels = List.of("owl", "cat", "dog");
    try (NetworkClassifier tuned =
        LastLayer.paper()
            .epochs(200)
            .batch(3)
            .weightDecay(0)
            .on(seen(3, "owl", "cat", "dog"), "t")) {
      for (int i = 0; i < 3; i++) {
        assertEquals(labels.get(i), tuned.score(picture(i)).best());
      }
      assertEquals("t", tuned.name());
    }
  }

  @Test
  void one_output_is_tuned_as_two_classes() {
    try (NetworkClassifier sure = vgg(List.of("no", "yes"), 1)) {
      for (String label : sure.classes()) {
        LastFeatures seen = LastFeatures.of(sure, pictures(1), List.of(label));
        try (NetworkClassifier tuned = LastLayer.paper().epochs(50).on(seen, "tuned")) {
          assertTrue(tuned.score(picture(0)).of(label) > .9, label);
        }
      }
    }
  }

  @Test
  void every_other_layer_stays_the_same_to_the_bit() {
    LastFeatures seen = seen(4, "owl");
    try (NetworkClassifier tuned = LastLayer.world().epochs(1).on(seen, "tuned")) {
      for (String key : List.of("features.0.weight", "classifier.3.bias")) {
        assertArrayEquals(pets.weight(key), tuned.weight(key), key);
      }
      for (String key : List.of(seen.weight(), seen.bias())) {
        assertFalse(java.util.Arrays.equals(pets.weight(key), tuned.weight(key)), key);
      }
    }
    assertArrayEquals(seen.row(0), seen(4, "owl").row(0));
  }

  private float[] bias(LastLayer settings) {
    LastFeatures seen = seen(6, "owl", "cat", "dog", "dog");
    try (NetworkClassifier tuned = settings.on(seen, "tuned")) {
      return tuned.weight(seen.bias());
    }
  }

  @Test
  void the_seed_decides_the_order_of_the_pictures_and_nothing_else() {
    LastLayer pairs = LastLayer.paper().epochs(2).batch(2);
    assertArrayEquals(bias(pairs), bias(pairs));
    assertFalse(java.util.Arrays.equals(bias(pairs), bias(pairs.seed(1))));
    assertArrayEquals(bias(pairs.batch(6)), bias(pairs.batch(6).seed(1)), 1e-6f);
  }

  @Test
  void one_epoch_in_one_batch_is_one_step_at_the_full_rate() {
    LastFeatures seen = seen(2, "owl");
    DenseHead head = new DenseHead(pets.weight(seen.weight()), pets.weight(seen.bias()));
    double[] gradient = head.gradient();
    head.addGradient(seen.row(0), 2, .5, gradient);
    head.addGradient(seen.row(1), 2, .5, gradient);
    head.step(gradient, .1, .9, 5e-4);

    try (NetworkClassifier tuned = LastLayer.paper().epochs(1).on(seen, "tuned")) {
      assertArrayEquals(head.weight(), tuned.weight(seen.weight()), 1e-6f);
      assertArrayEquals(head.bias(), tuned.weight(seen.bias()), 1e-6f);
    }
  }

  @Test
  void the_rate_falls_on_half_a_cosine() {
    // Without momentum and at a tiny rate the steps of all epochs are the same but for the rate.
    LastLayer slow = LastLayer.paper().momentum(0).weightDecay(0).rate(1e-4);
    float[] start = pets.weight(seen(1, "owl").bias());
    double one = start[2] - bias(slow.epochs(1))[2];
    double four = start[2] - bias(slow.epochs(4))[2];
    double rates = 0;
    for (int epoch = 0; epoch < 4; epoch++) {
      rates += .5 * (1 + Math.cos(Math.PI * epoch / 4));
    }
    assertEquals(rates, four / one, .02);
  }

  @Test
  void presets_are_those_of_the_paper_and_of_the_world() {
    assertEquals(new LastLayer(16, 512, .1, .9, 5e-4, 0), LastLayer.paper());
    assertEquals(LastLayer.paper().batch(32), LastLayer.world());
  }

  private static String refused(Runnable call) {
    return assertThrows(IllegalArgumentException.class, call::run).getMessage();
  }

  @Test
  void settings_out_of_range_are_refused() {
    assertTrue(refused(() -> LastLayer.paper().epochs(0)).contains("0 epochs"));
    assertTrue(refused(() -> LastLayer.paper().batch(0)).contains("batches of 0"));
    assertTrue(refused(() -> LastLayer.paper().rate(0)).contains("were 0.0"));
    assertTrue(refused(() -> LastLayer.paper().rate(Double.NaN)).contains("NaN"));
    assertTrue(refused(() -> LastLayer.paper().momentum(1)).contains("momentum in [0, 1)"));
    assertTrue(refused(() -> LastLayer.paper().weightDecay(-1)).contains("-1.0"));
  }

  @Test
  void pictures_without_classes_are_refused() {
    assertTrue(refused(() -> LastFeatures.of(pets, List.of(), List.of())).contains("0 pictures"));
    assertTrue(
        refused(() -> LastFeatures.of(pets, pictures(2), List.of("cat"))).contains("1 classes"));
    assertTrue(refused(() -> LastFeatures.of(pets, pictures(1), List.of("cow"))).contains("cow"));
    assertTrue(refused(() -> seen(1, "cat").and(seen(1, "cat"), 0)).contains("0 times"));
  }

  @Test
  void pictures_that_another_classifier_saw_are_refused() {
    try (NetworkClassifier other = vgg(PETS, 3)) {
      LastFeatures theirs = LastFeatures.of(other, pictures(1), List.of("cat"));
      assertTrue(refused(() -> seen(1, "cat").and(theirs, 1)).contains("seen by pets"));
    }
  }

  @Test
  void networks_that_do_not_end_in_a_dense_layer_with_bias_are_refused() {
    try (NetworkClassifier bare =
            written((net, pooled) -> net.at("head").linear(pooled, 3, 3, false));
        NetworkClassifier bent =
            written((net, pooled) -> net.at("head").linear(pooled, 3, 3).relu())) {
      for (NetworkClassifier one : List.of(bare, bent)) {
        assertTrue(
            refused(() -> LastFeatures.of(one, pictures(1), List.of("cat")))
                .contains("come from something else"));
      }
    }
  }

  @Test
  void a_classifier_whose_layers_are_out_of_reach_is_refused() {
    Classifier bought = new HeapClassifier("bought", PETS, image -> null);
    assertTrue(
        refused(() -> LastFeatures.of(bought, pictures(1), List.of("cat"))).contains("bought"));
  }
}
