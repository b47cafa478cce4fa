package io.otherwise.world.flower;

import io.otherwise.explain.Names;
import io.otherwise.world.Factor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The species of the world flowers. As a factor, its value is the share of the species in the form
 * that a plant shows; the label is the species above one half. What it belongs to is written in the
 * {@link Taxonomy}.
 */
public enum Species implements Factor {
  SUNFLOWER(1),
  BLACK_EYED_SUSAN(0),
  COMMON_DAISY(0),
  MICHAELMAS_DAISY(1),
  CORN_POPPY(0),
  ICELAND_POPPY(1),
  CALIFORNIA_POPPY(1),
  BLUE_POPPY(0),
  DOG_ROSE(0),
  FIELD_ROSE(1),
  CINQUEFOIL(1),
  TIGER_LILY(1),
  MADONNA_LILY(0),
  TULIP(0);

  private final int habitat;

  Species(int habitat) {
    this.habitat = habitat;
  }

  /** The class name in captions and scores, such as {@code corn poppy}. */
  public String label() {
    return key().replace('_', ' ').replace("black eyed susan", "black-eyed susan");
  }

  /** The name in ids, such as {@code corn_poppy}. */
  @Override
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public boolean continuous() {
    return true;
  }

  /** The ground it is seen on where the knob says so: 0 garden, 1 dry earth. */
  public int habitat() {
    return habitat;
  }

  /** The species whose petals its look-alike variant wears. */
  public Species lookalike() {
    return switch (this) {
      case SUNFLOWER -> BLACK_EYED_SUSAN;
      case BLACK_EYED_SUSAN -> SUNFLOWER;
      case COMMON_DAISY -> MICHAELMAS_DAISY;
      case MICHAELMAS_DAISY -> COMMON_DAISY;
      case CORN_POPPY, TULIP -> CALIFORNIA_POPPY;
      case CALIFORNIA_POPPY -> CORN_POPPY;
      case ICELAND_POPPY -> CINQUEFOIL;
      case BLUE_POPPY, CINQUEFOIL -> ICELAND_POPPY;
      case DOG_ROSE -> FIELD_ROSE;
      case FIELD_ROSE -> DOG_ROSE;
      case TIGER_LILY -> MADONNA_LILY;
      case MADONNA_LILY -> TIGER_LILY;
    };
  }

  /** All class names, in order. */
  public static List<String> labels() {
    return Arrays.stream(values()).map(Species::label).toList();
  }

  /**
   * The species of a class name such as {@code corn poppy}, or of a key such as {@code corn_poppy}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Species of(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a class of the world flowers is one of its species, but was "
                        + name
                        + "; choose for example "
                        + Names.suggestion(name, labels())));
  }

  static Optional<Species> find(String name) {
    return Arrays.stream(values())
        .filter(species -> species.label().equals(name) || species.key().equals(name))
        .findFirst();
  }
}
