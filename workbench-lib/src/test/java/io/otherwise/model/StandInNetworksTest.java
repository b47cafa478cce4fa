package io.otherwise.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.Profile;
import io.otherwise.explain.Image;
import io.otherwise.network.FirstLayers;
import io.otherwise.network.OneOutput;
import io.otherwise.network.ResNet;
import io.otherwise.network.Stem;
import io.otherwise.network.Vgg;
import io.otherwise.tensor.Gradients;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import io.otherwise.world.FaceWorld;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Networks that are opened in the place of others: one output, other names, the first layers. */
class StandInNetworksTest {
  private static final Artifacts PROJECT = Artifacts.find();
  private static final List<Image> FACES =
      List.of(FaceWorld.v1().image(0), FaceWorld.v1().image(1), FaceWorld.v1().image(2));

  private static Profile.Attribute attribute(String label, boolean reversed) {
    return new Profile.Attribute(label, "no", "yes", reversed, List.of());
  }

  private static float[] values(Script.Parameter p) {
    float[] values = new float[p.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(i + p.key().length()) / 3;
    }
    return values;
  }

  // One output of a network as a classifier.

  @Test
  void one_output_decides_as_it_does_among_the_others() {
    try (Scope scope = Scope.open();
        NetworkClassifier age =
            EmbeddedClassifiers.open(PROJECT, "faces-inception", attribute("age", false));
        NetworkFeatures all = EmbeddedFeatures.open(PROJECT, "faces-inception")) {
      int column = all.labels().indexOf("age");
      float[] logits = age.logits(Images.tensor(FACES)).floats();

      for (int i = 0; i < logits.length; i++) {
        assertEquals(all.outputs(FACES)[i][column], logits[i], 1e-5);
      }
      assertEquals("faces-inception, age", age.name());
      assertEquals(List.of("no", "yes"), age.classes());
      assertTrue(age.binary());
    }
  }

  @Test
  void its_layers_are_those_of_the_whole_network_and_gradients_flow() {
    try (NetworkClassifier age =
            EmbeddedClassifiers.open(PROJECT, "faces-inception", attribute("age", false));
        Scope scope = Scope.open();
        Gradients graph = Gradients.record()) {
      Tensor leaf = graph.leaf(Images.tensor(FACES));
      LayeredClassifier.Layered seen = age.layered(leaf, age.layers().get(0));

      assertEquals(3, seen.logits().shape()[0]);
      assertNotEquals(0, graph.of(seen.logits().sum(), leaf).abs().sum().item());
    }
  }

  @Test
  void two_outputs_are_two_classifiers() {
    try (NetworkClassifier age =
            EmbeddedClassifiers.open(PROJECT, "faces-inception", attribute("age", false));
        NetworkClassifier smile =
            EmbeddedClassifiers.open(PROJECT, "faces-inception", attribute("smile", false))) {
      assertNotEquals(age.sha256(), smile.sha256());
      assertNotEquals(age.identity(), smile.identity());
    }
  }

  @Test
  void an_output_that_is_not_there_is_refused() {
    assertTrue(
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    EmbeddedClassifiers.open(PROJECT, "faces-inception", attribute("Young", false)))
            .getMessage()
            .contains("but was asked for Young; choose one of these"));
    ResNet three = new ResNet(false, List.of(1), 4, 3, new Stem(4, 3, 1, true));
    assertEquals(1, new OneOutput(three, 2).classes());
    for (int wrong : List.of(-1, 3)) {
      assertThrows(IllegalArgumentException.class, () -> new OneOutput(three, wrong));
    }
  }

  // An oracle under this project's names.

  @Test
  void an_oracles_label_gets_our_name_and_is_turned_round_where_it_says_the_opposite() {
    Map<String, Profile.Attribute> names =
        Map.of(
            "youth", attribute("age", true),
            "grin", attribute("smile", false),
            "left out", attribute("Male", false));
    try (AttributeOracle plain = EmbeddedClassifiers.oracle(PROJECT, "faces-oracle");
        AttributeOracle named = EmbeddedClassifiers.oracle(PROJECT, "faces-oracle", names)) {
      assertEquals(plain.attributes().size(), named.attributes().size());
      assertTrue(named.attributes().containsAll(List.of("youth", "grin", "glasses")));
      for (Image face : FACES) {
        double age = plain.probability(face, "age");
        assertEquals(1 - age, named.probability(face, "youth"), 1e-5);
        assertEquals(plain.probability(face, "smile"), named.probability(face, "grin"), 1e-5);
        assertEquals(plain.probability(face, "hair"), named.probability(face, "hair"), 1e-5);
      }
      assertArrayEquals(plain.features(FACES)[0], named.features(FACES)[0]);
      assertThrows(IllegalArgumentException.class, () -> named.indexOf("age"));
    }
  }

  // The first layers of a VGG.

  private static final Vgg VGG = new Vgg(List.of(4, 4, 0, 6), false, 1, 1, 3, 2);

  @Test
  void the_first_layers_are_the_perceptual_network_of_dime_in_one_row_an_image() {
    try (VggFeatures reference = new VggFeatures("vgg", VGG, 6, StandInNetworksTest::values);
        NetworkFeatures first =
            new NetworkFeatures(
                "vgg",
                List.of(),
                Preprocessing.imageNet().fit(Preprocessing.Fit.AS_IS, 0),
                new FirstLayers(VGG, 6),
                Readout.output(),
                StandInNetworksTest::values);
        Scope scope = Scope.open()) {
      Tensor images = Images.tensor(FACES);
      Tensor wanted = reference.features(images);
      Tensor found = first.features(images);

      assertArrayEquals(new long[] {3, wanted.size(1) * 32 * 32}, found.shape());
      assertArrayEquals(wanted.floats(), found.floats(), 1e-6f);
      assertEquals(found.size(1), first.features(FACES)[0].length);
    }
  }

  @Test
  void fewer_layers_than_one_and_more_than_there_are_are_refused() {
    assertThrows(IllegalArgumentException.class, () -> new FirstLayers(VGG, 0));
    Script s = new Script();
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new FirstLayers(VGG, 8).forward(s.layers(), s.input("image")))
            .getMessage();
    assertEquals(
        "8 layers were asked for, but this VGG has 7 before its classifier; ask for at most those",
        message);
    assertEquals(0, new FirstLayers(VGG, 2).classes());
    assertThrows(
        IllegalArgumentException.class,
        () -> EmbeddedFeatures.firstLayers(PROJECT, "faces-smile", 2));
  }
}
