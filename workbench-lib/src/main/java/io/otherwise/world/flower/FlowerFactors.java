package io.otherwise.world.flower;

import java.util.EnumSet;
import java.util.Set;

/** The species and one value in [0, 1] for every trait. */
record FlowerFactors(
    Kind kind, double openness, double hue, double likeness, double marks, double ground) {

  double get(Trait trait) {
    return switch (trait) {
      case OPENNESS -> openness;
      case HUE -> hue;
      case LIKENESS -> likeness;
      case MARKS -> marks;
      case GROUND -> ground;
    };
  }

  FlowerFactors with(Trait trait, double v) {
    return switch (trait) {
      case OPENNESS -> new FlowerFactors(kind, v, hue, likeness, marks, ground);
      case HUE -> new FlowerFactors(kind, openness, v, likeness, marks, ground);
      case LIKENESS -> new FlowerFactors(kind, openness, hue, v, marks, ground);
      case MARKS -> new FlowerFactors(kind, openness, hue, likeness, v, ground);
      case GROUND -> new FlowerFactors(kind, openness, hue, likeness, marks, v);
    };
  }

  FlowerFactors with(Kind other) {
    return new FlowerFactors(other, openness, hue, likeness, marks, ground);
  }

  /** What the petals, the centre and the leaves look like. */
  Form form() {
    return likeness == 0 ? kind.form() : kind.form().wearing(kind.lookalike(), likeness);
  }

  /** The rare forms that a plant with these values shows. */
  Set<Variant> variants() {
    Set<Variant> variants = EnumSet.noneOf(Variant.class);
    for (Variant variant : Variant.values()) {
      if (variant.in(this)) {
        variants.add(variant);
      }
    }
    return variants;
  }
}
