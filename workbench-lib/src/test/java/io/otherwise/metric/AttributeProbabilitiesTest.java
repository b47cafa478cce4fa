package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Image;
import io.otherwise.metric.AttributeProbabilities.Input;
import io.otherwise.model.AttributeOracle;
import io.otherwise.model.Preprocessing;
import io.otherwise.network.ImageNetwork;
import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Script.Value;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.Scene;
import io.otherwise.world.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttributeProbabilitiesTest {
  /** Logits are the mean red and the mean green. */
  private static final class MeanColours implements ImageNetwork {
    @Override
    public int classes() {
      return 2;
    }

    @Override
    public Activations forward(Layers net, Value image) {
      Value mean = image.mean(2, 3);
      return new Activations(net.at("fc").linear(mean, 3, 2), Map.of("mean", mean));
    }
  }

  private static AttributeOracle oracle() {
    return new AttributeOracle(
        "means",
        List.of("red", "green"),
        Preprocessing.none(),
        new MeanColours(),
        "mean",
        p -> p.shape().size() == 2 ? new float[] {1, 0, 0, 0, 1, 0} : new float[2]);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double[] red(AttributeOracle oracle, Input input) {
    Image image = MadeAnswers.pixel("i", .25, .75, 1);
    return AttributeProbabilities.of(oracle, input).of(List.of(image))[0];
  }

  @Test
  void an_oracle_sees_images_as_it_was_trained_to() {
    try (AttributeOracle oracle = oracle()) {
      AttributeProbabilities plain = AttributeProbabilities.of(oracle);

      assertEquals("means", plain.name());
      assertEquals(List.of("red", "green"), plain.attributes());
      assertArrayEquals(new double[] {sigmoid(.25), sigmoid(.75)}, red(oracle, Input.PLAIN), 1e-6);
    }
  }

  @Test
  void the_references_slips_are_named_modes() {
    try (AttributeOracle oracle = oracle()) {
      assertArrayEquals(new double[] {sigmoid(.625), sigmoid(.875)}, red(oracle, Input.DIME), 1e-6);
      // Signed twice: 2x - 1, which leaves [0, 1].
      assertArrayEquals(
          new double[] {sigmoid(-.5), sigmoid(.5)}, red(oracle, Input.ACE_CELEBA_HQ), 1e-6);
    }
  }

  @Test
  void images_are_read_in_batches_and_keep_their_order() {
    List<Integer> batches = new ArrayList<>();
    AttributeProbabilities counting =
        new AttributeProbabilities(
            "counting",
            List.of("red"),
            images -> {
              batches.add(images.size());
              return images.stream().map(i -> new float[] {i.at(0, 0, 0)}).toArray(float[][]::new);
            });
    List<Image> images = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      images.add(MadeAnswers.pixel("i" + i, i / 256.0, 0, 0));
    }

    double[][] found = counting.of(images);

    assertEquals(List.of(64, 64, 22), batches);
    for (int i = 0; i < 150; i++) {
      assertEquals(i / 256.0, found[i][0]);
    }
  }

  @Test
  void no_images_need_no_call() {
    AttributeProbabilities never =
        new AttributeProbabilities(
            "never",
            List.of("red"),
            images -> {
              throw new AssertionError("called");
            });

    assertEquals(0, never.of(List.of()).length);
  }

  @Test
  void a_reader_with_another_number_of_columns_is_refused() {
    AttributeProbabilities wrong =
        new AttributeProbabilities("wrong", List.of("a", "b"), images -> new float[1][3]);
    List<Image> one = List.of(MadeAnswers.pixel("i", 0, 0, 0));

    String message = assertThrows(IllegalArgumentException.class, () -> wrong.of(one)).getMessage();

    assertTrue(message.contains("2 attributes") && message.contains("3 prob"), message);
  }

  @Test
  void an_unknown_attribute_is_refused_with_the_nearest_name() {
    assertEquals(1, MadeAnswers.COLOURS.indexOf("green"));

    String message =
        assertThrows(IllegalArgumentException.class, () -> MadeAnswers.COLOURS.indexOf("greem"))
            .getMessage();

    assertTrue(message.contains("did you mean green"), message);
  }

  @Test
  void true_labels_come_in_the_same_columns() {
    var reader =
        new AttributeProbabilities("some", List.of("glasses", "age"), i -> new float[i.size()][2]);

    boolean[][] labels = reader.labels(FaceWorld.v1(), Split.TRAIN, 12);

    assertEquals(12, labels.length);
    for (int i = 0; i < labels.length; i++) {
      Scene scene = FaceWorld.v1().scene(Split.TRAIN, i);
      assertEquals(scene.label("glasses"), labels[i][0]);
      assertEquals(scene.label("age"), labels[i][1]);
    }
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new AttributeProbabilities("some", List.of("hat"), i -> new float[1][1])
                .labels(FaceWorld.v1(), Split.TRAIN, 1));
  }

  @Test
  void every_image_of_a_mode_has_its_own_row() {
    try (AttributeOracle oracle = oracle()) {
      List<Image> three =
          List.of(
              MadeAnswers.pixel("a", .25, .75, 1),
              MadeAnswers.pixel("b", 0, 1, 1),
              MadeAnswers.pixel("c", 1, .5, 0));

      double[][] rows = AttributeProbabilities.of(oracle, Input.DIME).of(three);

      assertArrayEquals(new double[] {sigmoid(.625), sigmoid(.875)}, rows[0], 1e-6);
      assertArrayEquals(new double[] {sigmoid(.5), sigmoid(1)}, rows[1], 1e-6);
      assertArrayEquals(new double[] {sigmoid(1), sigmoid(.75)}, rows[2], 1e-6);
    }
  }

  @Test
  void columns_go_by_their_names() {
    double[] columns = {.5, -.25, Double.NaN};

    Map<String, Double> named = MadeAnswers.COLOURS.named(columns, "green");

    assertEquals(List.of("red", "blue"), List.copyOf(named.keySet()));
    assertEquals(.5, named.get("red"));
    assertEquals(Double.NaN, named.get("blue"));
    assertEquals(3, MadeAnswers.COLOURS.named(columns).size());
    assertThrows(
        IllegalArgumentException.class, () -> MadeAnswers.COLOURS.named(columns, "yellow"));
  }
}
