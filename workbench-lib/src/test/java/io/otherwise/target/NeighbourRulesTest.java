package io.otherwise.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.attribution.Planted;
import io.otherwise.explain.Image;
import io.otherwise.explain.Query;
import io.otherwise.model.FeatureNetwork;
import io.otherwise.world.flower.Taxonomy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Neighbours by features and by meaning. */
class NeighbourRulesTest {
  private static final Hypernyms FLOWERS = Hypernyms.of(Taxonomy.flowers());

  /** The first pixel's colour. */
  private static final FeatureNetwork COLOUR =
      new FeatureNetwork() {
        @Override
        public String name() {
          return "colour";
        }

        @Override
        public float[][] features(List<Image> images) {
          float[][] rows = new float[images.size()][];
          for (int i = 0; i < rows.length; i++) {
            Image x = images.get(i);
            rows[i] = new float[] {x.at(0, 0, 0), x.at(1, 0, 0), x.at(2, 0, 0)};
          }
          return rows;
        }
      };

  private final Sorted classifier = new Sorted("red", "orange", "green", "blue");

  private static Image image(String id, double r, double g, double b) {
    return Planted.plain(id, 2, (float) r, (float) g, (float) b);
  }

  private static Labelled labelled(String label, double r, double g, double b) {
    return Labelled.of(image(label + r + g + b, r, g, b), label);
  }

  private final List<Labelled> references =
      List.of(
          labelled("red", 1, 0, 0),
          labelled("orange", 1, 0.5, 0),
          labelled("green", 0, 1, 0),
          labelled("blue", 0, 0, 1),
          labelled("blue", 0.9, 0, 0.1),
          labelled("violet", 0.99, 0.01, 0.01));

  private String target(TargetRule rule, Labelled image) {
    return rule.queries(classifier, List.of(image)).get(0).target();
  }

  @Test
  void the_nearest_image_of_another_known_class_decides() {
    FeatureNeighbour rule = FeatureNeighbour.ofImages(COLOUR, references).pick(Pick.nearest());

    assertEquals("blue", target(rule, labelled("red", 0.5, 0, 0)), "an odd blue lies near");
    assertEquals("orange", target(rule, labelled("green", 0.9, 0.4, 0)));
  }

  @Test
  void class_means_are_not_swayed_by_one_odd_image() {
    assertEquals(
        "orange",
        target(FeatureNeighbour.ofClassMeans(COLOUR, references), labelled("red", 0.5, 0, 0)));
  }

  @Test
  void without_a_label_the_prediction_is_the_own_class() {
    FeatureNeighbour rule = FeatureNeighbour.ofImages(COLOUR, references).pick(Pick.nearest());
    // All black: the classifier says "red", the first of its classes.
    Labelled dark = new Labelled(image("dark", 0.01, 0, 0), Optional.empty());

    assertEquals("blue", target(rule, dark));
    assertTrue(rule.queries(classifier, List.of(dark)).get(0).trueLabel().isEmpty());
  }

  @Test
  void each_of_the_nearest_has_its_chance_and_an_image_keeps_its_draw() {
    FeatureNeighbour two = FeatureNeighbour.ofImages(COLOUR, references).pick(Pick.oneOf(2, 0));
    List<Labelled> many = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      many.add(Labelled.of(image("r" + i, 0.5, 0, 0), "red"));
    }
    Set<String> drawn = new HashSet<>();
    List<Query> all = two.queries(classifier, many).all();
    all.forEach(query -> drawn.add(query.target()));

    assertEquals(Set.of("blue", "orange"), drawn);
    assertEquals(all.get(7).target(), target(two, many.get(7)));
  }

  @Test
  void references_without_labels_or_other_classes_are_refused() {
    List<Labelled> unknown = Labelled.unknown(List.of(image("x", 1, 0, 0)));
    assertThrows(IllegalArgumentException.class, () -> FeatureNeighbour.ofImages(COLOUR, unknown));

    FeatureNeighbour poor = FeatureNeighbour.ofImages(COLOUR, references.subList(0, 1));
    String message =
        assertThrows(IllegalArgumentException.class, () -> target(poor, labelled("red", 0.5, 0, 0)))
            .getMessage();
    assertTrue(message.contains("of red"), message);
    assertThrows(IllegalArgumentException.class, () -> Pick.oneOf(0, 1));
  }

  @Test
  void siblings_are_two_steps_apart_and_families_meet_at_the_root() {
    assertEquals(0, SemanticNeighbour.distance(FLOWERS, "tulip", "tulip"));
    assertEquals(2, SemanticNeighbour.distance(FLOWERS, "tiger lily", "madonna lily"));
    assertEquals(4, SemanticNeighbour.distance(FLOWERS, "tiger lily", "tulip"));
    assertEquals(6, SemanticNeighbour.distance(FLOWERS, "tiger lily", "dog rose"));
    assertEquals(3, FLOWERS.depth());
  }

  @Test
  void leacock_and_chodorow_order_as_the_path_does() {
    double sibling = SemanticNeighbour.leacockChodorow(FLOWERS, "tiger lily", "madonna lily");
    double far = SemanticNeighbour.leacockChodorow(FLOWERS, "tiger lily", "dog rose");

    assertEquals(-Math.log(3 / 6.0), sibling, 1e-12);
    assertEquals(-Math.log(7 / 6.0), far, 1e-12);
  }

  @Test
  void the_nearest_meaning_is_a_sibling() {
    Sorted flowers = new Sorted("tulip", "dog rose", "madonna lily", "tiger lily");
    SemanticNeighbour rule = SemanticNeighbour.paper(FLOWERS).pick(Pick.nearest());
    List<Labelled> asked =
        List.of(
            Labelled.of(image("a", 0, 0, 0), "tiger lily"),
            Labelled.of(image("b", 0, 0, 0), "tulip"));

    List<Query> queries = rule.queries(flowers, asked).all();

    assertEquals("madonna lily", queries.get(0).target());
    assertEquals("madonna lily", queries.get(1).target(), "the first of two equally near");
  }

  @Test
  void the_paper_draws_among_four() {
    Sorted flowers = new Sorted(Taxonomy.flowers().leaves().toArray(String[]::new));
    List<Labelled> many = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      many.add(Labelled.of(image("t" + i, 0, 0, 0), "sunflower"));
    }
    Set<String> drawn = new HashSet<>();
    SemanticNeighbour.paper(FLOWERS)
        .queries(flowers, many)
        .forEach(query -> drawn.add(query.target()));

    assertEquals(4, drawn.size());
    assertTrue(drawn.containsAll(Set.of("black-eyed susan", "common daisy", "michaelmas daisy")));
  }

  @Test
  void a_name_with_two_above_it_takes_the_shorter_way() {
    Hypernyms crossed =
        hypernyms(
            Map.of(
                "root", List.of(),
                "pet", List.of("root"),
                "beast", List.of("root"),
                "wolf", List.of("beast"),
                "dog", List.of("pet", "beast"),
                "cat", List.of("pet")));

    assertEquals(2, SemanticNeighbour.distance(crossed, "dog", "cat"));
    assertEquals(2, SemanticNeighbour.distance(crossed, "dog", "wolf"));
    assertEquals(4, SemanticNeighbour.distance(crossed, "cat", "wolf"));
    assertEquals(1, SemanticNeighbour.distance(crossed, "dog", "pet"));
  }

  @Test
  void names_without_a_common_root_are_refused() {
    Hypernyms torn = hypernyms(Map.of("a", List.of(), "b", List.of()));

    String message =
        assertThrows(
                IllegalArgumentException.class, () -> SemanticNeighbour.distance(torn, "a", "b"))
            .getMessage();
    assertTrue(message.contains("a and b"), message);
    assertThrows(
        IllegalArgumentException.class,
        () -> SemanticNeighbour.distance(FLOWERS, "tulip", "bicycle"));
  }

  private static Hypernyms hypernyms(Map<String, List<String>> above) {
    return new Hypernyms() {
      @Override
      public List<String> above(String name) {
        return above.get(name);
      }

      @Override
      public int depth() {
        return 2;
      }
    };
  }
}
