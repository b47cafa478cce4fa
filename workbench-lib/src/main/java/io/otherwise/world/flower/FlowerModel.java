package io.otherwise.world.flower;

import io.otherwise.world.Draws;

/**
 * The structural equations of the world flowers. Every factor is a function of its parents and of
 * its own noise; the noise is a draw of the photo, that of the species a draw of the plant.
 *
 * <pre>
 *   species              plant noise, all equally likely
 *   ground               species (its habitat), own noise     strength ground
 *   openness             own noise; young with share young
 *   hue                  own noise; rare with share unusual
 *   likeness             own noise; above 0 with share lookalike
 *   marks                own noise
 *   what the plant shows species, own noise                   afresh with share ambiguity
 * </pre>
 */
record FlowerModel(FlowerKnobs knobs, Draws plant, Draws photo) {

  /** All factors without intervention. */
  FlowerFactors factors() {
    Species species = species(plant, "species");
    return new FlowerFactors(
        Kind.pure(species),
        photo.chance("young", knobs.young())
            ? photo.between("openness/young", 0.12, 0.34)
            : photo.between("openness", 0.66, 1),
        photo.chance("unusual", knobs.unusual())
            ? photo.between("hue/unusual", 0.85, 1)
            : photo.between("hue", 0, 0.12),
        photo.chance("lookalike", knobs.lookalike()) ? photo.between("likeness/high", 0.85, 1) : 0,
        photo.between("marks", 0.6, 1),
        ground(species));
  }

  /** Follows the habitat of the species with probability ground; otherwise a fair coin decides. */
  double ground(Species species) {
    boolean follows = photo.chance("ground/follows", knobs.ground());
    return follows ? species.habitat() : photo.chance("ground", 0.5) ? 1 : 0;
  }

  /** The values the picture shows: now and then another species stands in the place. */
  FlowerFactors cues(FlowerFactors factors) {
    return photo.chance("ambiguous", knobs.ambiguity())
        ? factors.with(Kind.pure(species(photo, "species/cue")))
        : factors;
  }

  private static Species species(Draws draws, String stream) {
    Species[] all = Species.values();
    return all[(int) (draws.uniform(stream) * all.length)];
  }
}
