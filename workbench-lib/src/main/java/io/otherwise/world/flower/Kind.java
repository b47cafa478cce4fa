package io.otherwise.world.flower;

/**
 * The species of a plant, or a form on the way from one to another.
 *
 * @param own where it comes from
 * @param other where it goes to
 * @param share how far it has gone, in [0, 1)
 */
record Kind(Species own, Species other, double share) {

  static Kind pure(Species species) {
    return new Kind(species, species, 0);
  }

  /** The species of which it is more than one half. */
  Species label() {
    return share > 0.5 ? other : own;
  }

  double value(Species species) {
    if (own == other) {
      return species == own ? 1 : 0;
    }
    return species == own ? 1 - share : species == other ? share : 0;
  }

  /** On the way from what it is to a species; from a mixture on the way that it is on. */
  Kind with(Species species, double value) {
    if (value == 1) {
      return pure(species);
    } else if (own != other && species == other) {
      return value == 0 ? pure(own) : new Kind(own, other, value);
    } else if (own != other && species == own) {
      return value == 0 ? pure(other) : new Kind(own, other, 1 - value);
    } else if (species == label()) {
      throw new IllegalArgumentException(
          "a plant leaves its species towards another one, but "
              + species.key()
              + " was set to "
              + value
              + "; set the species that it should become above 0");
    }
    return value == 0 ? this : new Kind(label(), species, value);
  }

  Form form() {
    return own == other ? Herbarium.of(own) : Herbarium.of(own).mix(Herbarium.of(other), share);
  }

  /** The form whose petals its look-alike wears. */
  Form lookalike() {
    Form one = Herbarium.of(own.lookalike());
    return own == other ? one : one.mix(Herbarium.of(other.lookalike()), share);
  }
}
