package io.otherwise.training;

import io.otherwise.world.Attribute;
import io.otherwise.world.Scene;
import io.otherwise.world.flower.FlowerScene;
import io.otherwise.world.flower.Species;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a text-conditional model never sees, neither pictures nor words: so that an explainer can be
 * tried inside and outside of what its generator knows.
 *
 * @param species never seen
 * @param combination attributes never seen together, though each is seen
 * @param styles attributes of the whole picture that are never seen
 */
public record Coverage(Set<Species> species, Set<Attribute> combination, Set<Attribute> styles) {
  public Coverage {
    species = ordered(species);
    combination = ordered(combination);
    styles = ordered(styles);
  }

  /** In the given order, so that it prints alike in every run. */
  private static <T> Set<T> ordered(Set<T> set) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(set));
  }

  /** What {@code world-txt-ldm}, and {@code world-txt-lora} beside it, never saw. */
  public static Coverage shipped() {
    return new Coverage(
        EnumSet.of(Species.BLUE_POPPY, Species.CINQUEFOIL, Species.MADONNA_LILY),
        EnumSet.of(Attribute.GLASSES, Attribute.BEARD),
        EnumSet.of(Attribute.BLUR));
  }

  /** Whether the model may see a face. */
  public boolean includes(Scene face) {
    return styles.stream().noneMatch(face::label) && !combination.stream().allMatch(face::label);
  }

  /** Whether the model may see a flower. */
  public boolean includes(FlowerScene flower) {
    return !species.contains(flower.species());
  }

  /** Whether captions may name an attribute. */
  public boolean names(Attribute attribute) {
    return !styles.contains(attribute);
  }
}
