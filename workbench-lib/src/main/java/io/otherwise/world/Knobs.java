package io.otherwise.world;

/**
 * The strengths of the causal edges, each in [0, 1], and the share of ambiguous cues.
 *
 * @param ageGlasses probability that the glasses copy the label old; otherwise a fair coin decides,
 *     so this is also the correlation of glasses and old
 * @param ageGrey share of the grey of the hair that age explains
 * @param ageWrinkles share of the wrinkles that age explains
 * @param presentation how strongly a masculine or feminine presentation decides beard, lipstick and
 *     length of hair
 * @param ambiguity probability, for each of smile, age and hair, that the visible cue is drawn
 *     afresh and tells nothing about the label; half of these cues contradict it
 */
public record Knobs(
    double ageGlasses, double ageGrey, double ageWrinkles, double presentation, double ambiguity) {

  public Knobs {
    check("ageGlasses", ageGlasses);
    check("ageGrey", ageGrey);
    check("ageWrinkles", ageWrinkles);
    check("presentation", presentation);
    check("ambiguity", ambiguity);
  }

  /** No spurious correlation and no ambiguity: for oracles, clean classifiers and generators. */
  public static Knobs clean() {
    return new Knobs(0, 0.9, 0.9, 0.6, 0);
  }

  /**
   * Old people wear glasses, and a tenth of the age cues tells nothing: a classifier of age that is
   * trained here leans on the glasses.
   *
   * @param ageGlasses correlation of glasses and old, in [0, 1]
   */
  public static Knobs shortcut(double ageGlasses) {
    return clean().ageGlasses(ageGlasses).ambiguity(0.1);
  }

  public Knobs ageGlasses(double strength) {
    return new Knobs(strength, ageGrey, ageWrinkles, presentation, ambiguity);
  }

  public Knobs ageGrey(double strength) {
    return new Knobs(ageGlasses, strength, ageWrinkles, presentation, ambiguity);
  }

  public Knobs ageWrinkles(double strength) {
    return new Knobs(ageGlasses, ageGrey, strength, presentation, ambiguity);
  }

  public Knobs presentation(double strength) {
    return new Knobs(ageGlasses, ageGrey, ageWrinkles, strength, ambiguity);
  }

  public Knobs ambiguity(double share) {
    return new Knobs(ageGlasses, ageGrey, ageWrinkles, presentation, share);
  }

  private static void check(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          name
              + " is a strength and must lie in [0, 1], but was "
              + value
              + "; choose 0 to cut the edge or 1 for a fixed rule");
    }
  }
}
