package io.otherwise.world.flower;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The rare forms of a plant: known causes of a classifier's mistakes. */
public enum Variant {
  /** Hardly open: {@link Trait#OPENNESS} below 0.4. */
  YOUNG,
  /** In the rare colour of its species: {@link Trait#HUE} above one half. */
  UNUSUAL_HUE,
  /** With the petals of another species: {@link Trait#LIKENESS} above one half. */
  LOOKALIKE;

  /** In words, such as {@code unusual hue}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** The trait that makes the form rare. */
  public Trait trait() {
    return switch (this) {
      case YOUNG -> Trait.OPENNESS;
      case UNUSUAL_HUE -> Trait.HUE;
      case LOOKALIKE -> Trait.LIKENESS;
    };
  }

  /** The rare form that a trait makes; empty for marks and ground, which make none. */
  public static Optional<Variant> of(Trait trait) {
    return Arrays.stream(values()).filter(variant -> variant.trait() == trait).findFirst();
  }

  boolean in(FlowerFactors shown) {
    return switch (this) {
      case YOUNG -> shown.openness() < 0.4;
      case UNUSUAL_HUE -> shown.hue() > 0.5;
      case LOOKALIKE -> shown.likeness() > 0.5;
    };
  }
}
