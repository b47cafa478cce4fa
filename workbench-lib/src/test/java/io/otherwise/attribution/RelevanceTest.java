package io.otherwise.attribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Image;
import io.otherwise.model.Classifier;
import io.otherwise.model.Images;
import io.otherwise.model.LayeredClassifier;
import io.otherwise.model.NetworkClassifier;
import io.otherwise.model.Preprocessing;
import io.otherwise.model.Preprocessing.Fit;
import io.otherwise.network.ImageNetwork;
import io.otherwise.network.ResNet;
import io.otherwise.network.Stem;
import io.otherwise.network.Vgg;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script.Value;
import io.otherwise.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelevanceTest {
  private static final Vgg VGG = new Vgg(List.of(6, 0, 8), false, 1, 2, 12, 3);
  private static final Relevance RULES = Relevance.epsilonGammaBox();

  private static Tensor images(Image... images) {
    return Images.tensor(List.of(images));
  }

  @Test
  void it_can_be_seen_at_the_image_and_at_every_layer() {
    try (NetworkClassifier classifier = Tiny.biased(VGG, Preprocessing.signed());
        RelevanceNetwork network = RULES.on(classifier);
        Scope scope = Scope.open()) {
      Tensor two = images(Tiny.image(1), Tiny.image(2));
      List<String> targets = List.of("class0", "class2");

      assertEquals("image", network.layers().get(0));
      assertEquals(classifier.layers(), network.layers().subList(1, network.layers().size()));
      assertArrayEquals(
          new long[] {2, 3, 8, 8}, network.at(RelevanceNetwork.IMAGE, two, targets).shape());
      assertArrayEquals(new long[] {2, 8, 4, 4}, network.at("features.3", two, targets).shape());
      assertArrayEquals(new long[] {2, 3}, network.at("classifier.6", two, targets).shape());
    }
  }

  @Test
  void an_image_has_the_same_relevance_alone_and_in_a_batch() {
    try (NetworkClassifier classifier = Tiny.biased(VGG, Preprocessing.signed());
        RelevanceNetwork network = RULES.on(classifier);
        Scope scope = Scope.open()) {
      Tensor alone = network.at(RelevanceNetwork.IMAGE, images(Tiny.image(2)), List.of("class2"));
      Tensor both =
          network.at(
              RelevanceNetwork.IMAGE,
              images(Tiny.image(1), Tiny.image(2)),
              List.of("class0", "class2"));

      assertArrayEquals(alone.floats(), both.narrow(0, 1, 1).floats(), 1e-5f);
    }
  }

  @Test
  void classes_have_relevances_of_their_own() {
    try (NetworkClassifier classifier = Tiny.biased(VGG, Preprocessing.signed());
        RelevanceNetwork network = RULES.on(classifier)) {
      Attribution one = network.of(Tiny.image(1), "class0");
      Attribution other = network.of(Tiny.image(1), "class1");

      assertTrue(Math.abs(one.at(3, 3) - other.at(3, 3)) > 1e-6, one + " " + other);
    }
  }

  @Test
  void the_negative_side_has_the_negative_relevance() {
    ResNet single = new ResNet(false, List.of(1), 4, 1, new Stem(1, 3, 1, false));
    try (NetworkClassifier classifier = Tiny.biased(single, Preprocessing.signed());
        RelevanceNetwork network = RULES.on(classifier)) {
      Attribution positive = network.of(Tiny.image(1), "class1");
      Attribution negative = network.of(Tiny.image(1), "class0");

      assertTrue(positive.largest() > 1e-4, positive.toString());
      assertEquals(-positive.total(), negative.total(), 1e-6);
      assertEquals(-positive.at(2, 5), negative.at(2, 5), 1e-7);
    }
  }

  @Test
  void a_map_is_the_sum_over_channels() {
    try (NetworkClassifier classifier = Tiny.biased(VGG, Preprocessing.signed());
        RelevanceNetwork network = RULES.on(classifier);
        Scope scope = Scope.open()) {
      Tensor units = network.at("features.0", images(Tiny.image(1)), List.of("class1"));
      Attribution map = network.of(Tiny.image(1), "class1", "features.0");

      assertEquals("features.0", map.layer());
      assertEquals(8, map.width());
      assertEquals(Tiny.sum(units), map.total(), 1e-5);
    }
  }

  @Test
  void what_a_crop_leaves_out_has_none() {
    Preprocessing crop = Preprocessing.signed().fit(Fit.CENTRE_CROP, 8);
    try (NetworkClassifier classifier = Tiny.biased(VGG, crop);
        RelevanceNetwork network = RULES.on(classifier)) {
      Attribution map = network.of(Tiny.image(1, 10, 12), "class1");

      assertEquals(10, map.height());
      assertEquals(12, map.width());
      assertEquals(0, map.at(0, 5));
      assertEquals(0, map.at(5, 1));
      assertTrue(map.at(5, 5) != 0);
    }
  }

  @Test
  void resizing_hands_every_bit_on() {
    Image large = Tiny.image(1, 12, 12);
    Preprocessing resize = Preprocessing.signed().fit(Fit.BILINEAR, 8);
    try (NetworkClassifier classifier = Tiny.biased(VGG, resize);
        RelevanceNetwork network = RULES.on(classifier)) {
      double first = network.of(large, "class1", "features.0").total();

      assertEquals(first, network.of(large, "class1").total(), 1e-4 * Math.abs(first));
    }
  }

  @Test
  void black_and_white_pixels_can_have_relevance_in_the_box() {
    Image black = Image.of("black", 8, 8, new float[3 * 8 * 8]);
    try (NetworkClassifier classifier = Tiny.biased(VGG, Preprocessing.none());
        RelevanceNetwork network = RULES.on(classifier)) {
      assertTrue(network.of(black, "class1").largest() > 1e-4);
    }
  }

  @Test
  void gamma_and_epsilon_change_it() {
    try (NetworkClassifier classifier = Tiny.biased(VGG, Preprocessing.none());
        RelevanceNetwork usual = RULES.on(classifier);
        RelevanceNetwork strong = RULES.gamma(2).on(classifier);
        RelevanceNetwork sparse = RULES.epsilon(0.5).on(classifier)) {
      float[] plain = usual.of(Tiny.image(1), "class1").values();

      assertTrue(distance(plain, strong.of(Tiny.image(1), "class1").values()) > 1e-3);
      assertTrue(distance(plain, sparse.of(Tiny.image(1), "class1").values()) > 1e-3);
    }
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] - b[i]);
    }
    return sum;
  }

  @Test
  void a_classifier_in_one_piece_is_refused_in_one_sentence() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> RULES.on(Tiny.onePiece()));

    assertTrue(refused.getMessage().contains("bought"), refused.getMessage());
    assertTrue(refused.getMessage().contains("ImageNetwork"), refused.getMessage());
  }

  @Test
  void layers_alone_without_their_code_are_refused_too() {
    Classifier inner = Tiny.onePiece();
    LayeredClassifier foreign = new Foreign(inner);

    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> RULES.on(foreign));
    assertTrue(refused.getMessage().contains("Foreign"), refused.getMessage());
  }

  private record Foreign(Classifier inner) implements LayeredClassifier {
    @Override
    public String name() {
      return inner.name();
    }

    @Override
    public List<String> classes() {
      return inner.classes();
    }

    @Override
    public boolean binary() {
      return false;
    }

    @Override
    public Tensor logits(Tensor images) {
      return inner.logits(images);
    }

    @Override
    public List<String> layers() {
      return List.of("all");
    }

    @Override
    public Layered layered(Tensor images, String layer) {
      return new Layered(images, logits(images));
    }

    @Override
    public void close() {}
  }

  @Test
  void unknown_layers_classes_and_numbers_of_targets_are_refused() {
    try (NetworkClassifier classifier = Tiny.biased(VGG, Preprocessing.none());
        RelevanceNetwork network = RULES.on(classifier);
        Scope scope = Scope.open()) {
      Tensor one = images(Tiny.image(1));

      refused("features.99", () -> network.at("features.99", one, List.of("class1")));
      refused("class9", () -> network.at(RelevanceNetwork.IMAGE, one, List.of("class9")));
      refused(
          "2 targets", () -> network.at(RelevanceNetwork.IMAGE, one, List.of("class1", "class1")));
      refused("[1, 12]", () -> network.of(Tiny.image(1), "class1", "classifier.0"));
    }
  }

  @Test
  void layers_without_a_rule_are_refused_by_name() {
    refused("torch.exp", () -> RULES.on(Tiny.biasFree(ending(x -> x.exp()))));
    refused("torch.mul of two values", () -> RULES.on(Tiny.biasFree(ending(x -> x.times(x)))));
  }

  private interface Step {
    Value of(Value x);
  }

  private static ImageNetwork ending(Step last) {
    return new Tiny.Written(
        2, (net, image, layers) -> last.of(net.at("conv").conv(image, 3, 2, 8, 1, 0).flatten(1)));
  }

  @Test
  void gates_are_constants() {
    ImageNetwork gated = ending(x -> x.times(x.sigmoid()));
    ImageNetwork plain = ending(x -> x.silu());
    try (NetworkClassifier one = Tiny.biasFree(gated);
        NetworkClassifier other = Tiny.biasFree(plain);
        RelevanceNetwork first = RULES.on(one);
        RelevanceNetwork second = RULES.on(other)) {
      assertArrayEquals(
          second.of(Tiny.image(1), "class1").values(),
          first.of(Tiny.image(1), "class1").values(),
          1e-5f);
    }
  }

  @Test
  void constants_beyond_their_range_are_refused() {
    refused("-1.0", () -> RULES.gamma(-1));
    refused("NaN", () -> RULES.gamma(Double.NaN));
    refused("0.0", () -> RULES.epsilon(0));
  }

  @Test
  void nothing_stays_behind_in_the_scope() {
    try (NetworkClassifier classifier = Tiny.biased(VGG, Preprocessing.none());
        RelevanceNetwork network = RULES.on(classifier)) {
      network.of(Tiny.image(1), "class1");
      long before = Scope.live();
      network.of(Tiny.image(1), "class1");

      assertEquals(before, Scope.live());
    }
  }

  private static void refused(String part, org.junit.jupiter.api.function.Executable what) {
    String message = assertThrows(IllegalArgumentException.class, what).getMessage();
    assertTrue(message.contains(part), message);
  }
}
