package io.otherwise.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.attribution.Planted;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Names and ids are those of ImageNet; distances can be counted in any WordNet browser. */
class WordNetTest {
  private static final WordNet NOUNS = WordNet.nouns();

  /** ImageNet's names of five dogs and of what is none. */
  private static final List<String> CLASSES =
      List.of(
          "Pembroke, Pembroke Welsh corgi",
          "Cardigan, Cardigan Welsh corgi",
          "toy poodle",
          "miniature poodle",
          "standard poodle",
          "Egyptian cat",
          "tench, Tinca tinca",
          "sports car, sport car");

  private static String message(Runnable call) {
    return assertThrows(IllegalArgumentException.class, call::run).getMessage();
  }

  @Test
  void imagenets_ids_are_offsets_of_this_version() {
    assertEquals("tench, Tinca tinca", NOUNS.words("n01440764"));
    assertEquals("Egyptian cat", NOUNS.words("n02124075"));
    assertEquals("goldfish, Carassius auratus", NOUNS.words("n01443537"));
  }

  @Test
  void the_words_of_a_synset_stand_for_its_id_whatever_their_case() {
    assertEquals("n01440764", NOUNS.node("tench, Tinca tinca"));
    assertEquals("n01440764", NOUNS.node("TENCH"));
    assertEquals("n01440764", NOUNS.node("n01440764"));
  }

  @Test
  void both_cranes_of_imagenet_are_found_and_have_to_be_told_apart() {
    List<String> cranes = NOUNS.senses("crane");

    assertTrue(cranes.containsAll(List.of("n02012849", "n03126707")), cranes.toString());
    String refused = message(() -> NOUNS.above("crane"));
    assertTrue(refused.contains("n02012849") && refused.contains("id"), refused);
    assertEquals("wading bird, wader", NOUNS.words(NOUNS.above("n02012849").get(0)));
  }

  @Test
  void what_is_no_noun_is_refused_by_name() {
    assertTrue(message(() -> NOUNS.above("flurble")).contains("flurble"));
    assertTrue(message(() -> NOUNS.node("tench, goldfish")).contains("tench, goldfish"));
    assertTrue(NOUNS.senses("flurble").isEmpty());
  }

  @Test
  void a_dog_is_a_canine_and_a_domestic_animal_and_every_way_up_ends_at_entity() {
    List<String> above = NOUNS.above("n02084071").stream().map(NOUNS::words).toList();

    assertEquals(List.of("canine, canid", "domestic animal, domesticated animal"), above);
    assertEquals(List.of(), NOUNS.above("n00001740"));
    assertEquals("entity", NOUNS.words("n00001740"));
    for (String name : CLASSES) {
      assertTrue(SemanticNeighbour.distance(NOUNS, name, "n00001740") > 5, name);
    }
  }

  @Test
  void someone_of_a_name_hangs_below_what_he_was() {
    assertTrue(NOUNS.words(NOUNS.above("Rembrandt").get(0)).contains("old master"));
  }

  @Test
  void paths_are_counted_through_the_nearest_common_synset() {
    assertEquals(0, SemanticNeighbour.distance(NOUNS, "tench", "n01440764"));
    assertEquals(2, SemanticNeighbour.distance(NOUNS, "toy poodle", "standard poodle"));
    assertEquals(1, SemanticNeighbour.distance(NOUNS, "toy poodle", "poodle, poodle dog"));
    // corgi, dog, poodle lie between them.
    assertEquals(4, SemanticNeighbour.distance(NOUNS, CLASSES.get(0), "toy poodle"));
  }

  @Test
  void leacock_and_chodorow_are_nltks() {
    // wn.lch_similarity(wn.synset('dog.n.01'), wn.synset('cat.n.01')) in NLTK's manual.
    assertEquals(
        2.0281482472922856,
        SemanticNeighbour.leacockChodorow(NOUNS, "n02084071", "n02121620"),
        1e-12);
    // wn.path_similarity of the same, 1 / (steps + 1).
    assertEquals(0.2, 1.0 / (1 + SemanticNeighbour.distance(NOUNS, "n02084071", "n02121620")));
  }

  @Test
  void ldces_rule_takes_one_of_the_four_nearest_classes() {
    Sorted classifier = new Sorted(CLASSES.toArray(String[]::new));
    SemanticNeighbour rule = SemanticNeighbour.paper(NOUNS);
    Set<String> drawn = new HashSet<>();
    for (int i = 0; i < 40; i++) {
      Labelled corgi = Labelled.of(Planted.plain("corgi" + i, 2, 1, 0, 0), CLASSES.get(0));
      drawn.add(rule.queries(classifier, List.of(corgi)).get(0).target());
    }

    assertEquals(new HashSet<>(CLASSES.subList(1, 5)), drawn);
  }
}
