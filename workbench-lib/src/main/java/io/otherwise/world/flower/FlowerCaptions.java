package io.otherwise.world.flower;

import java.util.Set;

/** One sentence about a flower, such as "a photo of a corn poppy, a type of flower". */
public final class FlowerCaptions {
  private FlowerCaptions() {}

  /** Names the species; the article is always "a", as in the prompts of the papers. */
  public static String of(FlowerScene scene) {
    return of(scene.species());
  }

  /** The prompt of a class. */
  public static String of(Species species) {
    return "a photo of a " + species.label() + ", a type of flower";
  }

  /**
   * Names species, rare forms and ground: "a photo of a young tulip on dry earth, a type of ...".
   */
  public static String full(FlowerScene scene) {
    Set<Variant> variants = scene.variants();
    StringBuilder words = new StringBuilder("a photo of a ");
    if (variants.contains(Variant.YOUNG)) {
      words.append("young ");
    }
    if (variants.contains(Variant.UNUSUAL_HUE)) {
      words.append("rare-coloured ");
    }
    words.append(scene.species().label());
    if (variants.contains(Variant.LOOKALIKE)) {
      words.append(" like a ").append(scene.species().lookalike().label());
    }
    words.append(scene.value(Trait.GROUND) > 0.5 ? " on dry earth" : " in a garden");
    return words.append(", a type of flower").toString();
  }
}
