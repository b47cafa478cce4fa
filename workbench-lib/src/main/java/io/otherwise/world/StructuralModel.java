package io.otherwise.world;

/**
 * The structural equations of the world faces. Every attribute is a function of its parents and of
 * its own noise; the noise is a draw of the photo under the name of the attribute.
 *
 * <pre>
 *   presentation   identity noise
 *   smile, age     own noise
 *   glasses        age (label old), own noise          strength ageGlasses
 *   beard          presentation, own noise             strength presentation
 *   lipstick       presentation, own noise             strength presentation
 *   hair           presentation, own noise             strength presentation
 *   bags, blur     own noise
 *   grey           age cue, identity noise             strength ageGrey     (not an attribute)
 *   wrinkles       age cue, own noise                  strength ageWrinkles (not an attribute)
 * </pre>
 */
record StructuralModel(Knobs knobs, Identity who, Draws photo) {

  /** All attributes without intervention. */
  Factors factors() {
    double age = middling(photo.uniform("age"));
    return new Factors(
        middling(photo.uniform("smile")),
        age,
        glasses(age),
        beard(),
        hair(),
        photo.chance("bags", 0.4) ? photo.between("bags/strength", 0.75, 1) : 0,
        lipstick(),
        photo.chance("blur", 0.15) ? photo.between("blur/strength", 0.7, 1) : 0);
  }

  /** Copies the label old with probability ageGlasses; otherwise a fair coin decides. */
  double glasses(double age) {
    boolean copies = photo.chance("glasses/copies", knobs.ageGlasses());
    return (copies ? age > 0.5 : photo.chance("glasses", 0.5)) ? 1 : 0;
  }

  private double beard() {
    double lean = knobs.presentation() * (who.presentation() - 0.5);
    boolean grown = photo.chance("beard", 0.3 + 0.6 * lean);
    return grown ? photo.between("beard/strength", 0.75, 1) : 0;
  }

  private double lipstick() {
    double lean = knobs.presentation() * (0.5 - who.presentation());
    boolean worn = photo.chance("lipstick", 0.35 + 0.7 * lean);
    return worn ? photo.between("lipstick/strength", 0.75, 1) : 0;
  }

  private double hair() {
    double lean = knobs.presentation() * (0.5 - who.presentation());
    double own = photo.uniform("hair");
    return middling(Shapes.clamp(lean > 0 ? own + lean * (1 - own) : own + lean * own));
  }

  /**
   * The values the picture shows. Each of smile, age and hair is ambiguous with probability {@link
   * Knobs#ambiguity()}; its cue is then drawn afresh.
   */
  Factors cues(Factors factors) {
    Factors cues = factors;
    for (Attribute attribute : Attribute.values()) {
      if (attribute.continuous()
          && photo.chance(attribute.key() + "/ambiguous", knobs.ambiguity())) {
        cues = cues.with(attribute, middling(photo.uniform(attribute.key() + "/cue")));
      }
    }
    return cues;
  }

  /** Grey of the hair for a visible age. */
  double grey(double age) {
    double grown = Shapes.ramp(who.greyOnset() - 0.2, who.greyOnset() + 0.2, age);
    double own = photo.chance("grey", 0.5) ? 0.9 : 0;
    return knobs.ageGrey() * grown + (1 - knobs.ageGrey()) * own;
  }

  /** Depth of the wrinkles for a visible age. */
  double wrinkles(double age) {
    return knobs.ageWrinkles() * Shapes.steep(age)
        + (1 - knobs.ageWrinkles()) * photo.uniform("wrinkles");
  }

  /**
   * Stretches a uniform draw so that few values lie near the boundary at one half: 4 % fall into
   * (0.35, 0.65), where even a person would hesitate.
   */
  static double middling(double u) {
    if (u < 0.48) {
      return u / 0.48 * 0.35;
    }
    return u > 0.52 ? 0.65 + (u - 0.52) / 0.48 * 0.35 : 0.35 + (u - 0.48) / 0.04 * 0.30;
  }
}
