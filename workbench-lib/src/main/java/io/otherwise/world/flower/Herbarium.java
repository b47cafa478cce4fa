package io.otherwise.world.flower;

import io.otherwise.world.Rgb;
import java.util.EnumMap;
import java.util.Map;

/** The forms of all species; see the records for what the columns are. */
final class Herbarium {
  private Herbarium() {}

  private static final Rgb GRASS = rgb(0.30, 0.44, 0.16);
  private static final Rgb DEEP = rgb(0.20, 0.36, 0.14);
  private static final Rgb GREY = rgb(0.40, 0.50, 0.38);
  private static final Rgb GOLD = rgb(0.96, 0.76, 0.16);
  private static final Rgb LIME = rgb(0.62, 0.72, 0.32);

  private static final Map<Species, Form> FORMS = forms();

  static Form of(Species species) {
    return FORMS.get(species);
  }

  private static Map<Species, Form> forms() {
    Map<Species, Form> forms = new EnumMap<>(Species.class);
    daisies(forms);
    poppies(forms);
    roses(forms);
    lilies(forms);
    return forms;
  }

  private static void daisies(Map<Species, Form> forms) {
    forms.put(
        Species.SUNFLOWER,
        new Form(
            new Petals(26, 1, 1.10, 0.13, 0.42, 0.15, 0.55, 0, 0.04, 0.20, -0.10, 0.5),
            Colours.of(
                rgb(0.90, 0.55, 0.04),
                rgb(0.97, 0.73, 0.06),
                rgb(0.98, 0.80, 0.16),
                rgb(0.96, 0.86, 0.42),
                rgb(0.52, 0.12, 0.06)),
            new Marks(rgb(0.72, 0.36, 0.03), 0.25, 0.25, 0.30, 2, 0),
            Centre.disc(0.48, 0.35, rgb(0.24, 0.17, 0.06), rgb(0.36, 0.19, 0.05)),
            new Foliage(GRASS, 1.35, 0.40, 0.36, 0.05, 8, 1.15, 2, 0.085, 0.75),
            0.42));
    forms.put(
        Species.BLACK_EYED_SUSAN,
        new Form(
            new Petals(13, 0, 1.05, 0.185, 0.55, 0.55, 0.55, 0.03, 0.03, 0.15, -0.45, 0.4),
            Colours.of(
                rgb(0.90, 0.48, 0.03),
                rgb(0.97, 0.70, 0.05),
                rgb(0.98, 0.77, 0.12),
                rgb(0.96, 0.58, 0.06),
                rgb(0.62, 0.20, 0.07)),
            new Marks(rgb(0.62, 0.22, 0.02), 0.35, 0.30, 0.25, 2, 0),
            Centre.disc(0.25, 0.95, rgb(0.20, 0.11, 0.09), rgb(0.15, 0.07, 0.05)),
            new Foliage(DEEP, 1.25, 0.17, 0.40, 0.06, 5, 0.95, 3, 0.05, 0.45),
            0.60));
    forms.put(
        Species.COMMON_DAISY,
        new Form(
            new Petals(30, 1, 0.92, 0.075, 0.62, 0.85, 0.65, 0.02, 0.02, 0.22, -0.10, 0.3),
            Colours.of(
                rgb(0.93, 0.94, 0.88),
                rgb(0.97, 0.97, 0.96),
                rgb(0.98, 0.94, 0.96),
                rgb(0.95, 0.78, 0.85),
                rgb(0.86, 0.30, 0.50)),
            new Marks(rgb(0.80, 0.60, 0.70), 0, 0.2, 0.18, 2, 0),
            Centre.disc(0.30, 0.55, rgb(0.94, 0.74, 0.10), rgb(0.88, 0.60, 0.05)),
            new Foliage(GRASS, 0.85, 0.34, 0.70, 0.10, 4, 1.25, 2, 0.045, 0.35),
            0.55));
    forms.put(
        Species.MICHAELMAS_DAISY,
        new Form(
            new Petals(22, 0, 0.98, 0.095, 0.55, 0.35, 0.60, 0, 0.02, 0.12, -0.08, 0.3),
            Colours.of(
                rgb(0.66, 0.56, 0.84),
                rgb(0.55, 0.42, 0.80),
                rgb(0.60, 0.46, 0.84),
                rgb(0.84, 0.56, 0.78),
                rgb(0.95, 0.93, 0.97)),
            new Marks(rgb(0.36, 0.22, 0.60), 0, 0.2, 0.25, 2, 0),
            Centre.disc(0.22, 0.45, rgb(0.90, 0.66, 0.10), rgb(0.74, 0.42, 0.06)),
            new Foliage(DEEP, 1.15, 0.15, 0.45, 0, 4, 0.85, 4, 0.045, 0.40),
            0.50));
  }

  private static void poppies(Map<Species, Form> forms) {
    forms.put(
        Species.CORN_POPPY,
        new Form(
            new Petals(4, 1, 1.12, 0.72, 0.66, 0.95, 0.30, 0.02, 0.09, 0.50, -0.25, 0.7),
            Colours.of(
                rgb(0.70, 0.06, 0.04),
                rgb(0.86, 0.11, 0.07),
                rgb(0.90, 0.16, 0.09),
                rgb(0.93, 0.42, 0.12),
                rgb(0.96, 0.82, 0.80)),
            new Marks(rgb(0.09, 0.05, 0.08), 0.95, 0.34, 0.30, 9, 0),
            Centre.stamens(24, 0.27, 0.032, rgb(0.13, 0.10, 0.15), 0.12, rgb(0.52, 0.60, 0.34)),
            new Foliage(GREY, 1.10, 0.30, 0.45, 0.70, 4, 1.00, 3, 0.035, 0.30),
            0.62));
    forms.put(
        Species.ICELAND_POPPY,
        new Form(
            new Petals(4, 1, 1.05, 0.68, 0.68, 0.92, 0.28, 0.02, 0.13, 0.60, -0.30, 0.7),
            Colours.of(
                rgb(0.92, 0.82, 0.22),
                rgb(0.98, 0.82, 0.20),
                rgb(0.99, 0.86, 0.30),
                rgb(0.97, 0.94, 0.84),
                rgb(0.96, 0.52, 0.40)),
            new Marks(rgb(0.80, 0.66, 0.10), 0.40, 0.26, 0.30, 9, 0),
            Centre.stamens(26, 0.30, 0.034, GOLD, 0.11, LIME),
            new Foliage(GREY, 0.80, 0.34, 0.50, 0.45, 3, 1.25, 2, 0.035, 0.30),
            0.62));
    forms.put(
        Species.CALIFORNIA_POPPY,
        new Form(
            new Petals(4, 1, 1.05, 0.58, 0.72, 0.80, 0.30, 0.01, 0.05, 0.95, -0.20, 0.9),
            Colours.of(
                rgb(0.92, 0.36, 0.02),
                rgb(0.97, 0.50, 0.04),
                rgb(0.99, 0.62, 0.08),
                rgb(0.98, 0.80, 0.16),
                rgb(0.97, 0.92, 0.78)),
            new Marks(rgb(0.84, 0.28, 0.01), 0.50, 0.40, 0.30, 9, 0),
            Centre.stamens(12, 0.36, 0.036, rgb(0.95, 0.62, 0.10), 0, LIME),
            new Foliage(rgb(0.46, 0.56, 0.48), 1.05, 0.34, 0.55, 0.82, 5, 0.85, 4, 0.035, 0.10),
            0.68));
    forms.put(
        Species.BLUE_POPPY,
        new Form(
            new Petals(4, 1, 1.12, 0.66, 0.60, 0.80, 0.32, 0, 0.07, 0.32, -0.15, 0.5),
            Colours.of(
                rgb(0.50, 0.50, 0.80),
                rgb(0.36, 0.55, 0.88),
                rgb(0.46, 0.64, 0.93),
                rgb(0.62, 0.48, 0.84),
                rgb(0.56, 0.20, 0.46)),
            new Marks(rgb(0.26, 0.32, 0.66), 0.20, 0.25, 0.35, 9, 0),
            Centre.stamens(28, 0.26, 0.036, rgb(0.93, 0.70, 0.20), 0.075, LIME),
            new Foliage(GRASS, 1.20, 0.20, 0.55, 0.20, 5, 0.95, 3, 0.045, 0.20),
            0.55));
  }

  private static void roses(Map<Species, Form> forms) {
    forms.put(
        Species.DOG_ROSE,
        new Form(
            new Petals(5, 0, 1.08, 0.56, 0.68, 0.92, 0.20, 0.19, 0.03, 0.22, -0.05, 0.5),
            Colours.of(
                rgb(0.97, 0.92, 0.88),
                rgb(0.95, 0.70, 0.77),
                rgb(0.92, 0.48, 0.62),
                rgb(0.97, 0.91, 0.91),
                rgb(0.76, 0.12, 0.36)),
            new Marks(rgb(0.86, 0.40, 0.55), 0, 0.2, 0.28, 7, 0),
            Centre.stamens(24, 0.29, 0.036, GOLD, 0.07, LIME),
            new Foliage(GRASS, 1.00, 0.34, 0.45, 0.10, 9, 1.10, 4, 0.045, 0.60),
            0.45));
    forms.put(
        Species.FIELD_ROSE,
        new Form(
            new Petals(5, 0, 1.00, 0.50, 0.62, 0.85, 0.25, 0.09, 0.03, 0.30, -0.05, 0.6),
            Colours.of(
                rgb(0.94, 0.93, 0.78),
                rgb(0.97, 0.96, 0.93),
                rgb(0.98, 0.97, 0.96),
                rgb(0.97, 0.82, 0.84),
                rgb(0.97, 0.72, 0.50)),
            new Marks(rgb(0.82, 0.80, 0.70), 0, 0.2, 0.28, 7, 0),
            Centre.stamens(20, 0.26, 0.034, rgb(0.93, 0.68, 0.12), 0.085, LIME),
            new Foliage(DEEP, 0.90, 0.40, 0.48, 0.12, 8, 1.15, 4, 0.045, 0.45),
            0.38));
    forms.put(
        Species.CINQUEFOIL,
        new Form(
            new Petals(5, 0, 0.86, 0.44, 0.66, 0.90, 0.16, 0.20, 0.02, 0.12, 0, 0.3),
            Colours.of(
                rgb(0.94, 0.66, 0.06),
                rgb(0.97, 0.83, 0.12),
                rgb(0.98, 0.88, 0.22),
                rgb(0.96, 0.94, 0.78),
                rgb(0.86, 0.22, 0.16)),
            new Marks(rgb(0.86, 0.52, 0.04), 0.35, 0.25, 0.22, 5, 0),
            Centre.stamens(18, 0.19, 0.032, rgb(0.86, 0.58, 0.08), 0.10, rgb(0.80, 0.72, 0.26)),
            new Foliage(rgb(0.36, 0.52, 0.24), 0.85, 0.36, 0.62, 0.34, 5, 1.05, 4, 0.035, 0.85),
            0.40));
  }

  private static void lilies(Map<Species, Form> forms) {
    forms.put(
        Species.TIGER_LILY,
        new Form(
            new Petals(6, 0.6, 1.25, 0.21, 0.45, 0.25, 0.45, 0, 0.04, 0.85, -1.75, 0.6),
            Colours.of(
                rgb(0.90, 0.36, 0.06),
                rgb(0.95, 0.44, 0.08),
                rgb(0.96, 0.54, 0.14),
                rgb(0.97, 0.68, 0.16),
                rgb(0.97, 0.84, 0.26)),
            new Marks(rgb(0.26, 0.06, 0.04), 0, 0.2, 0.20, 2, 1),
            Centre.lily(rgb(0.42, 0.15, 0.06), rgb(0.84, 0.66, 0.40)),
            new Foliage(DEEP, 1.15, 0.10, 0.40, 0, 3, 1.10, 6, 0.055, 0),
            0.70));
    forms.put(
        Species.MADONNA_LILY,
        new Form(
            new Petals(6, 0.7, 1.22, 0.27, 0.45, 0.35, 0.40, 0, 0.04, 0.75, -0.75, 0.6),
            Colours.of(
                rgb(0.84, 0.88, 0.58),
                rgb(0.97, 0.97, 0.93),
                rgb(0.98, 0.98, 0.97),
                rgb(0.97, 0.90, 0.66),
                rgb(0.80, 0.26, 0.46)),
            new Marks(rgb(0.78, 0.80, 0.66), 0.15, 0.3, 0.30, 2, 0),
            Centre.lily(rgb(0.92, 0.66, 0.10), rgb(0.88, 0.92, 0.76)),
            new Foliage(GRASS, 1.10, 0.12, 0.42, 0, 3, 0.95, 6, 0.06, 0),
            0.62));
    forms.put(
        Species.TULIP,
        new Form(
            new Petals(6, 0.8, 1.12, 0.46, 0.45, 0.55, 0.60, 0, 0.02, 1.10, 0.35, 1.0),
            Colours.of(
                rgb(0.94, 0.80, 0.66),
                rgb(0.88, 0.26, 0.48),
                rgb(0.95, 0.52, 0.66),
                rgb(0.95, 0.46, 0.26),
                rgb(0.26, 0.09, 0.24)),
            new Marks(rgb(0.52, 0.05, 0.25), 0, 0.3, 0.35, 7, 0),
            Centre.stamens(6, 0.30, 0.055, rgb(0.20, 0.12, 0.22), 0.09, LIME),
            new Foliage(GREY, 1.90, 0.17, 0.38, 0, 3, 0.42, 3, 0.07, 0),
            1.15));
  }

  private static Rgb rgb(double r, double g, double b) {
    return new Rgb(r, g, b);
  }
}
