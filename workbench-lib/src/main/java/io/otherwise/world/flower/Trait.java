package io.otherwise.world.flower;

import io.otherwise.world.Factor;
import java.util.Arrays;
import java.util.Locale;

/** What can be true of a rendered flower besides its species. Each is a value in [0, 1]. */
public enum Trait implements Factor {
  /** 0 a bud wrapped in its sepals, 1 fully open; young forms lie below 0.4. */
  OPENNESS(true),
  /** 0 the usual colour of the species, 1 its rare colour form. */
  HUE(true),
  /** 0 the species' own petals, 1 those of its look-alike; centre, leaves and stem stay its own. */
  LIKENESS(true),
  /** Strength of blotches, veins and spots on the petals; a local trait. */
  MARKS(true),
  /** 0 before a garden, 1 before dry earth; drawn as 0 or 1. A trait of the background alone. */
  GROUND(false);

  private final boolean continuous;

  Trait(boolean continuous) {
    this.continuous = continuous;
  }

  @Override
  public boolean continuous() {
    return continuous;
  }

  /** The name in files, tables and calls, such as {@code openness}. */
  @Override
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The trait of a name such as {@code hue}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Trait of(String key) {
    return Arrays.stream(values())
        .filter(trait -> trait.key().equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a factor of the world flowers is a species or one of openness, hue, likeness,"
                        + " marks, ground, but was "
                        + key
                        + "; choose one of these"));
  }

  static void check(Factor factor, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          factor.key() + " must lie in [0, 1], but was " + value + "; 0.5 is half the way");
    }
  }
}
