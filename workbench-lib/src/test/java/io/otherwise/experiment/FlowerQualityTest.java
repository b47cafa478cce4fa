package io.otherwise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.Quality;
import io.otherwise.explain.Image;
import io.otherwise.explain.Scores;
import io.otherwise.model.Classifier;
import io.otherwise.model.HeapClassifier;
import io.otherwise.world.Split;
import io.otherwise.world.flower.FlowerKnobs;
import io.otherwise.world.flower.FlowerScene;
import io.otherwise.world.flower.FlowerWorld;
import io.otherwise.world.flower.Species;
import io.otherwise.world.flower.Trait;
import io.otherwise.world.flower.Variant;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Test;

class FlowerQualityTest {
  private static final FlowerWorld WORLD = FlowerWorld.v1();
  private final FlowerQuality quality = FlowerQuality.onTestScenes();

  /** Gives the true species a probability and the rest to its look-alike. */
  private static Classifier rule(ToDoubleBiFunction<Image, FlowerScene> own) {
    List<String> species = Species.labels();
    return new HeapClassifier(
        "rule",
        species,
        image -> {
          FlowerScene scene = WORLD.scene(image.id());
          float[] p = new float[species.size()];
          p[scene.species().ordinal()] = (float) own.applyAsDouble(image, scene);
          p[scene.species().lookalike().ordinal()] = 1 - p[scene.species().ordinal()];
          return new Scores(species, p);
        });
  }

  /** Knows the usual form of every plant; whatever else it sees it takes for the look-alike. */
  private final Classifier naive =
      rule((image, scene) -> Arrays.equals(scene.image().values(), image.values()) ? 0.9 : 0.1);

  @Test
  void usual_flowers_are_told_by_a_rule_that_knows_them() {
    List<Quality> figures = quality.accuracy(naive, FlowerKnobs.clean(), "usual flowers", 5);
    assertEquals("accuracy on usual flowers", figures.get(0).figure());
    assertEquals(1, figures.get(0).value());
    assertTrue(figures.get(0).low() < 0.6, "5 flowers prove little");
    assertEquals(0, figures.get(1).value());
    assertEquals(5, figures.get(1).n());
  }

  @Test
  void every_rare_form_fools_a_rule_that_knows_the_usual_ones_alone() {
    for (Variant variant : Variant.values()) {
      List<Quality> figures = quality.rare(naive, variant, 3);
      assertTrue(figures.get(0).figure().contains(variant.label()), figures.toString());
      assertEquals(0, figures.get(0).value(), variant.label());
      assertEquals(1, figures.get(1).value(), variant.label());
    }
  }

  @Test
  void the_flowers_of_a_rare_form_show_that_form_and_no_other() {
    for (Variant variant : Variant.values()) {
      Classifier seeing =
          rule(
              (image, scene) -> {
                FlowerScene rare = WORLD.knobs(FlowerKnobs.only(variant)).scene(image.id());
                boolean alone = rare.variants().equals(java.util.Set.of(variant));
                return alone && Arrays.equals(rare.image().values(), image.values()) ? 1 : 0;
              });
      assertEquals(1, quality.rare(seeing, variant, 2).get(0).value(), variant.label());
    }
  }

  @Test
  void flowers_that_show_another_species_are_not_counted() {
    FlowerKnobs knobs = FlowerKnobs.clean().ambiguity(0.5);
    List<Quality> figures = quality.accuracy(naive, knobs, "flowers", 20);
    long clear =
        java.util.stream.IntStream.range(0, 20)
            .filter(i -> !WORLD.scene(Split.TEST, 200_000 + i, knobs).ambiguous())
            .count();
    assertEquals(clear, figures.get(0).n());
    assertTrue(clear < 20);
  }

  @Test
  void a_rule_that_leans_on_the_ground_is_found_out() {
    Classifier leaning =
        rule((image, scene) -> scene.value(Trait.GROUND) == scene.species().habitat() ? 0.8 : 0.3);
    List<Quality> figures = quality.ground(leaning, 6);
    assertEquals(0.5, figures.get(0).value(), 1e-6);
    assertEquals(1, figures.get(1).value());
    assertEquals(6, figures.get(1).n());
  }

  @Test
  void a_rule_that_ignores_the_ground_has_no_effect_of_it() {
    List<Quality> figures = quality.ground(rule((image, scene) -> 0.7), 4);
    assertEquals(0, figures.get(0).value(), 1e-9);
    assertEquals(0, figures.get(1).value());
  }
}
