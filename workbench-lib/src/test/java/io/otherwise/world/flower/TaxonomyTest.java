package io.otherwise.world.flower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TaxonomyTest {
  private static final Taxonomy TREE = Taxonomy.flowers();

  @Test
  void every_species_is_a_leaf_and_every_leaf_a_species() {
    assertEquals(new HashSet<>(Species.labels()), new HashSet<>(TREE.leaves()));
    assertEquals(Species.values().length, TREE.leaves().size());
  }

  @Test
  void every_species_has_a_genus_or_tribe_a_family_and_the_root_above_it() {
    for (String species : Species.labels()) {
      List<String> lineage = TREE.lineage(species);
      assertEquals(4, lineage.size(), lineage.toString());
      assertTrue(lineage.get(2).endsWith(" family"), lineage.toString());
      assertEquals("flower", lineage.get(3));
    }
  }

  @Test
  void there_are_four_families_of_at_least_three_species() {
    List<String> families = TREE.children(TREE.root());
    assertEquals(4, families.size());
    for (String family : families) {
      long members = TREE.leaves().stream().filter(s -> TREE.lineage(s).contains(family)).count();
      assertTrue(members >= 3, family + " " + members);
    }
  }

  @Test
  void parent_and_children_are_two_sides_of_one_edge() {
    assertEquals(Optional.of("papaver"), TREE.parent("corn poppy"));
    assertEquals(List.of("corn poppy", "iceland poppy"), TREE.children("papaver"));
    assertEquals(Optional.empty(), TREE.parent("flower"));
    assertEquals(List.of(), TREE.children("tulip"));
    for (String name : TREE.parents().keySet()) {
      assertTrue(TREE.children(TREE.parent(name).orElseThrow()).contains(name), name);
    }
  }

  @Test
  void a_look_alike_is_another_species() {
    for (Species species : Species.values()) {
      assertFalse(species.lookalike() == species, species.key());
    }
  }

  @Test
  void a_circle_and_a_lost_name_are_no_tree() {
    Map<String, String> circle = Map.of("a", "b", "b", "a");
    assertThrows(IllegalArgumentException.class, () -> new Taxonomy("root", circle));
    Map<String, String> lost = Map.of("a", "nowhere");
    assertThrows(IllegalArgumentException.class, () -> new Taxonomy("root", lost));
  }

  @Test
  void an_unknown_name_is_refused() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> TREE.parent("cactus")).getMessage();
    assertTrue(message.contains("cactus"), message);
    assertThrows(IllegalArgumentException.class, () -> TREE.children("cactus"));
    assertThrows(IllegalArgumentException.class, () -> TREE.lineage("cactus"));
  }
}
