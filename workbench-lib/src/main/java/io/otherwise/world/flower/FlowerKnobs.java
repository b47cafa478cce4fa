package io.otherwise.world.flower;

/**
 * The strength of the causal edge, the share of ambiguous pictures, and the shares of the three
 * rare variants; each in [0, 1].
 *
 * @param ground probability that the background is the habitat of the species; otherwise a fair
 *     coin decides
 * @param ambiguity probability that the visible plant is drawn afresh and tells nothing about the
 *     label; 13 of 14 of these contradict it
 * @param young share of the plants that are hardly open
 * @param unusual share of the plants in the rare colour of their species
 * @param lookalike share of the plants with the petals of another species
 */
public record FlowerKnobs(
    double ground, double ambiguity, double young, double unusual, double lookalike) {

  public FlowerKnobs {
    check("ground", ground);
    check("ambiguity", ambiguity);
    check("young", young);
    check("unusual", unusual);
    check("lookalike", lookalike);
  }

  /** No correlation, no ambiguity, no rare variant: for oracles and clean classifiers. */
  public static FlowerKnobs clean() {
    return new FlowerKnobs(0, 0, 0, 0, 0);
  }

  /**
   * Species stand on their habitat, and a tenth of the plants tells nothing: a classifier that is
   * trained here leans on the background.
   *
   * @param ground how often the habitat decides, in [0, 1]
   */
  public static FlowerKnobs shortcut(double ground) {
    return clean().ground(ground).ambiguity(0.1);
  }

  /**
   * Hard mode: each of the three rare variants has this share. A classifier trained on {@link
   * #clean} gets them wrong, and the scene says why.
   *
   * @param share of each variant, in [0, 1]
   */
  public static FlowerKnobs hard(double share) {
    return clean().young(share).unusual(share).lookalike(share);
  }

  /** Every plant in one rare form, and none in another. */
  public static FlowerKnobs only(Variant variant) {
    return switch (variant) {
      case YOUNG -> clean().young(1);
      case UNUSUAL_HUE -> clean().unusual(1);
      case LOOKALIKE -> clean().lookalike(1);
    };
  }

  public FlowerKnobs ground(double strength) {
    return new FlowerKnobs(strength, ambiguity, young, unusual, lookalike);
  }

  public FlowerKnobs ambiguity(double share) {
    return new FlowerKnobs(ground, share, young, unusual, lookalike);
  }

  public FlowerKnobs young(double share) {
    return new FlowerKnobs(ground, ambiguity, share, unusual, lookalike);
  }

  public FlowerKnobs unusual(double share) {
    return new FlowerKnobs(ground, ambiguity, young, share, lookalike);
  }

  public FlowerKnobs lookalike(double share) {
    return new FlowerKnobs(ground, ambiguity, young, unusual, share);
  }

  private static void check(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          name
              + " is a share and must lie in [0, 1], but was "
              + value
              + "; choose 0 for never or 1 for always");
    }
  }
}
