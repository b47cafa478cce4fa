package io.otherwise.attribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Image;
import io.otherwise.model.LayeredClassifier;
import io.otherwise.model.NetworkClassifier;
import io.otherwise.model.Preprocessing;
import io.otherwise.network.ImageNetwork;
import io.otherwise.network.ResNet;
import io.otherwise.network.Stem;
import io.otherwise.network.Vgg;
import io.otherwise.tensor.Gradients;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConceptGradientsTest {
  private static final int SIDE = 4;

  private final Scope scope = Scope.open();
  private final Planted planted = Planted.of(1, -5, 2, 0, 3, -4);

  @AfterEach
  void close() {
    scope.close();
  }

  private static Tensor images(int n, int side) {
    float[] values = new float[n * 3 * side * side];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (0.5 + 0.5 * Math.cos(0.3 * i * i));
    }
    return Tensor.of(values, n, 3, side, side);
  }

  private static NetworkClassifier network(ImageNetwork architecture) {
    return new NetworkClassifier(
        "tiny",
        List.of("cat", "dog", "owl"),
        Preprocessing.none(),
        architecture,
        p -> {
          float[] values = new float[p.size()];
          for (int i = 0; i < values.length; i++) {
            boolean variance = p.key().endsWith("running_var");
            values[i] = variance ? 1 : (float) (0.5 * Math.sin(1.7 * i + p.key().length()));
          }
          return values;
        });
  }

  /** Gradient of the targets' logits at the images under a mask of a layer. */
  private static float[] masked(
      LayeredClassifier classifier, Tensor images, String layer, Tensor mask, long... targets) {
    try (Gradients graph = Gradients.record()) {
      Tensor leaf = graph.leaf(images);
      LayeredClassifier.Layered seen = classifier.layered(leaf, layer);
      Tensor objective = ConceptGradients.targetLogits(classifier, seen.logits(), targets);
      return ConceptGradients.masked(graph, objective, seen.activations(), mask, leaf).floats();
    }
  }

  private static float[] full(LayeredClassifier classifier, Tensor images, long... targets) {
    try (Gradients graph = Gradients.record()) {
      Tensor leaf = graph.leaf(images);
      Tensor logits = classifier.logits(leaf);
      return graph.of(ConceptGradients.targetLogits(classifier, logits, targets), leaf).floats();
    }
  }

  @Test
  void the_gradient_at_a_layer_is_the_weight_of_each_channel_there() {
    Tensor gradient = ConceptGradients.at(planted, images(2, SIDE), Planted.SPACE, 1, 0);
    float[][] scores = ConceptGradients.scores(gradient, ChannelScore.SUMABS);

    assertArrayEquals(new long[] {2, 6, SIDE, SIDE}, gradient.shape());
    assertArrayEquals(new float[] {1, 5, 2, 0, 3, 4}, scores[0], 1e-5f);
    assertArrayEquals(new float[6], scores[1], "the other class has no weights");
    assertArrayEquals(new int[] {1, 5, 4}, ConceptChoice.top().of(scores[0], 3, "q"));
  }

  @Test
  void the_sign_counts_only_where_it_is_asked_for() {
    Tensor gradient = ConceptGradients.at(planted, images(1, SIDE), Planted.SPACE, 1);
    float[][] signed = ConceptGradients.scores(gradient, ChannelScore.SUM);

    assertArrayEquals(new float[] {1, -5, 2, 0, 3, -4}, signed[0], 1e-5f);
    assertArrayEquals(new int[] {4, 2}, ConceptChoice.top().of(signed[0], 2, "q"));
  }

  @Test
  void a_negative_sides_logit_is_minus_the_logit() {
    try (NetworkClassifier one = binary()) {
      float[] positive = ConceptGradients.at(one, images(1, 8), "features.0", 1).floats();
      float[] negative = ConceptGradients.at(one, images(1, 8), "features.0", 0).floats();

      for (int i = 0; i < positive.length; i++) {
        assertEquals(positive[i], -negative[i], 1e-9f);
      }
    }
  }

  private static NetworkClassifier binary() {
    return new NetworkClassifier(
        "one",
        List.of("no", "yes"),
        Preprocessing.none(),
        new Vgg(List.of(4, Vgg.HALVE, 6), false, 1, 2, 5, 1),
        p -> {
          float[] values = new float[p.size()];
          Arrays.fill(values, 0.1f);
          return values;
        });
  }

  @Test
  void a_mask_has_ones_at_the_chosen_channels_and_repeats_count_once() {
    Tensor gradient = Tensor.full(0, 2, 4, 3, 3);
    Tensor mask = ConceptGradients.channelMask(gradient, new int[][] {{3, 0}, {1, 1}});

    assertArrayEquals(new long[] {2, 4, 1, 1}, mask.shape());
    assertArrayEquals(new float[] {1, 0, 0, 1, 0, 1, 0, 0}, mask.floats());
  }

  @Test
  void a_place_stays_from_its_share_of_the_channels_largest_on() {
    float[] values = {10, -4, 3.9f, 0, 1, 2, 3, -8};
    Tensor gradient = Tensor.of(values, 1, 2, 2, 2);
    Tensor first = Tensor.of(new float[] {1, 0}, 1, 2, 1, 1);
    Tensor both = Tensor.full(1, 1, 2, 1, 1);

    assertArrayEquals(
        new float[] {1, 1, 0, 0, 0, 0, 0, 0},
        ConceptGradients.spatialMask(gradient, first, 0.4).floats());
    assertArrayEquals(
        new float[] {1, 0, 0, 0, 0, 0, 0, 1},
        ConceptGradients.spatialMask(gradient, both, 1).floats());
    assertArrayEquals(
        new float[] {1, 1, 1, 1, 1, 1, 1, 1},
        ConceptGradients.spatialMask(gradient, both, 0).floats());
  }

  @Test
  void a_channel_without_gradient_keeps_all_its_places() {
    Tensor nothing = Tensor.full(0, 1, 1, 2, 2);

    float[] mask = ConceptGradients.spatialMask(nothing, Tensor.full(1, 1, 1, 1, 1), 0.4).floats();

    assertArrayEquals(new float[] {1, 1, 1, 1}, mask);
  }

  @Test
  void tokens_have_no_places() {
    Tensor gradient = ConceptGradients.at(planted, images(1, SIDE), Planted.TOKENS, 1);
    float[][] scores = ConceptGradients.scores(gradient, ChannelScore.SUMABS);
    Tensor mask = ConceptGradients.channelMask(gradient, new int[][] {{1}});

    assertArrayEquals(new float[] {1, 5, 2, 0, 3, 4}, scores[0], 1e-5f);
    assertArrayEquals(new long[] {1, 1, 6}, mask.shape());
    assertArrayEquals(mask.floats(), ConceptGradients.spatialMask(gradient, mask, 0.4).floats());
  }

  @Test
  void a_masked_gradient_passes_the_chosen_channels_alone() {
    Tensor mask = Tensor.of(new float[] {0, 1, 0, 0, 1, 0}, 1, 6, 1, 1);

    float[] gradient = masked(planted, images(1, SIDE), Planted.SPACE, mask, 1);

    // Green is channel 1 with weight -5 and, doubled, channel 4 with weight 3.
    for (int i = 0; i < gradient.length; i++) {
      float green = (-5f + 2 * 3) / (SIDE * SIDE);
      assertEquals(i / (SIDE * SIDE) == 1 ? green : 0, gradient[i], 1e-6f);
    }
  }

  @Test
  void what_goes_around_the_layer_is_left_alone() {
    Tensor none = Tensor.full(0, 1, 6, 1, 1);

    float[] gradient = masked(planted.skipping(), images(1, SIDE), Planted.SPACE, none, 1);

    for (float g : gradient) {
      assertEquals(1f / (3 * SIDE * SIDE), g, 1e-7f);
    }
  }

  @Test
  void all_channels_give_the_full_gradient_to_the_bit() {
    try (NetworkClassifier pets = network(new Vgg(List.of(4, Vgg.HALVE, 6), false, 1, 2, 5, 3))) {
      Tensor ones = Tensor.full(1, 2, 6, 1, 1);

      assertArrayEquals(
          full(pets, images(2, 8), 0, 2), masked(pets, images(2, 8), "features.3", ones, 0, 2));
    }
  }

  @Test
  void no_channel_gives_no_gradient_where_all_goes_through_the_layer() {
    try (NetworkClassifier pets = network(new Vgg(List.of(4, Vgg.HALVE, 6), false, 1, 2, 5, 3))) {
      float[] nothing = masked(pets, images(1, 8), "features.3", Tensor.full(0, 1, 6, 1, 1), 1);

      for (float g : nothing) {
        assertEquals(0, g);
      }
    }
  }

  @Test
  void a_residual_block_keeps_what_its_shortcut_carries() {
    ResNet small = new ResNet(false, List.of(1, 1), 4, 3, Stem.SMALL);
    try (NetworkClassifier pets = network(small)) {
      String layer = "layer2.0.conv1";
      Tensor x = images(1, 16);
      Tensor at = ConceptGradients.at(pets, x, layer, 1);
      float[] whole = full(pets, x, 1);
      float[] around = masked(pets, x, layer, Tensor.full(0, 1, at.size(1), 1, 1), 1);
      float[] through = through(pets, x, layer, at);

      double size = 0;
      for (int i = 0; i < whole.length; i++) {
        assertEquals(whole[i], around[i] + through[i], 1e-5f);
        size += Math.abs(around[i]);
      }
      assertTrue(size > 1e-3, "the shortcut carries something: " + size);
      assertNotEquals(0, sum(through));
    }
  }

  private static float[] through(
      LayeredClassifier classifier, Tensor x, String layer, Tensor cotangent) {
    try (Gradients graph = Gradients.record()) {
      Tensor leaf = graph.leaf(x);
      Tensor activations = classifier.layered(leaf, layer).activations();
      return graph.vjp(List.of(activations), List.of(leaf), List.of(cotangent)).get(0).floats();
    }
  }

  private static double sum(float... values) {
    double sum = 0;
    for (float v : values) {
      sum += Math.abs(v);
    }
    return sum;
  }

  @Test
  void a_localisation_has_the_pictures_size_and_is_grey() {
    Tensor mask = Tensor.of(new float[] {0, 0, 0, 0, 1, 0, 0, 1}, 1, 2, 2, 2);

    Image map = ConceptGradients.localisation(mask, 0, 1, "where", 8, 6);

    assertEquals(8, map.height());
    assertEquals(6, map.width());
    assertEquals(1, map.at(0, 0, 0));
    assertEquals(0, map.at(2, 0, 5));
    assertEquals(map.at(0, 3, 2), map.at(1, 3, 2));
    assertEquals("where", map.id());
  }
}
