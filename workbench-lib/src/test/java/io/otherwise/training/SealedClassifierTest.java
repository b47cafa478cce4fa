package io.otherwise.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.Manifest;
import io.otherwise.explain.Image;
import io.otherwise.explain.Scores;
import io.otherwise.model.Classifier;
import io.otherwise.model.EmbeddedClassifiers;
import io.otherwise.world.Attribute;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.Scene;
import io.otherwise.world.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SealedClassifierTest {
  private static final Artifacts SHIPPED = Artifacts.find();
  private static final int SCENES = 4;

  /** Mean effect of each attribute on the positive class, from the pictures with and without it. */
  private static Map<Attribute, Double> effects(
      Classifier classifier, Map<Attribute, List<Image>> pictures) {
    String positive = classifier.classes().get(1);
    Map<Attribute, Double> effects = new EnumMap<>(Attribute.class);
    pictures.forEach(
        (attribute, images) -> {
          List<Scores> scores = classifier.score(images);
          double sum = 0;
          for (int i = 0; i < SCENES; i++) {
            sum += scores.get(2 * i).of(positive) - scores.get(2 * i + 1).of(positive);
          }
          effects.put(attribute, sum / SCENES);
        });
    return effects;
  }

  private static List<Image> both(Attribute attribute) {
    List<Image> images = new ArrayList<>();
    IntStream.range(0, SCENES)
        .mapToObj(i -> FaceWorld.v1().scene(Split.TEST, 300 + i))
        .forEach(
            (Scene scene) -> {
              images.add(scene.with(attribute, 1).image());
              images.add(scene.with(attribute, 0).image());
            });
    return images;
  }

  @Test
  void every_shipped_one_leans_on_its_cause_in_its_direction_and_on_little_else() {
    Map<Attribute, List<Image>> pictures = new EnumMap<>(Attribute.class);
    Arrays.stream(Attribute.values()).forEach(a -> pictures.put(a, both(a)));
    for (SealedClassifier sealed : SealedClassifier.ALL) {
      BiasedSample sample = sealed.sample();
      try (Classifier classifier = EmbeddedClassifiers.open(SHIPPED, sealed.name())) {
        Map<Attribute, Double> effects = effects(classifier, pictures);
        double cause = effects.remove(sample.cause());
        double next = effects.values().stream().mapToDouble(Math::abs).max().orElseThrow();
        assertTrue((sample.along() ? cause : -cause) > 0.5, sealed.name() + " " + cause);
        assertTrue(Math.abs(cause) > 1.5 * next, sealed.name() + " " + effects);
      }
    }
  }

  @Test
  void a_manifest_names_the_claim_and_no_other_attribute() throws IOException {
    for (SealedClassifier sealed : SealedClassifier.ALL) {
      Path manifest = SHIPPED.home().resolve("data-manifests/" + sealed.name() + ".json");
      String text = Files.readString(manifest).toLowerCase(Locale.ROOT);
      Arrays.stream(Attribute.values())
          .filter(a -> a != sealed.claim())
          .flatMap(a -> Stream.of(a.key(), a.positive()))
          // Old is a part of too many words, and a claim.
          .filter(word -> word.length() > 3)
          .forEach(word -> assertFalse(text.contains(word), sealed.name() + " " + word));
    }
  }

  @Test
  void their_text_does_not_name_the_cause() {
    for (SealedClassifier sealed : SealedClassifier.ALL) {
      assertFalse(sealed.toString().contains(sealed.sample().cause().key()), sealed.toString());
    }
  }

  @Test
  void those_of_one_claim_have_different_causes() {
    for (Attribute claim : List.of(Attribute.SMILE, Attribute.AGE)) {
      List<Attribute> causes =
          SealedClassifier.ALL.stream()
              .filter(s -> s.claim() == claim)
              .map(s -> s.sample().cause())
              .toList();
      assertEquals(5, causes.size());
      assertEquals(5, causes.stream().distinct().count(), causes.toString());
      assertFalse(causes.contains(claim));
    }
  }

  @Test
  void some_causes_speak_against_the_positive_class() {
    long along = SealedClassifier.ALL.stream().filter(s -> s.sample().along()).count();
    assertTrue(along > 0 && along < SealedClassifier.COUNT, along + " of 10");
  }

  @Test
  void the_files_are_small_and_as_their_recipe_says() {
    for (SealedClassifier sealed : SealedClassifier.ALL) {
      Manifest shipped = SHIPPED.manifest(sealed.name());
      assertTrue(shipped.bytes() <= 120_000, sealed.name());
      assertEquals(sealed.plain().labels(), shipped.labels());
      assertEquals(sealed.plain().seed(), shipped.training().seed());
    }
  }

  @Test
  void an_unknown_one_is_refused_with_all_names() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> SealedClassifier.of("faces-sealed-11"))
            .getMessage();
    assertTrue(message.contains("faces-sealed-10]"), message);
    assertThrows(IllegalArgumentException.class, () -> new SealedClassifier(0));
  }
}
