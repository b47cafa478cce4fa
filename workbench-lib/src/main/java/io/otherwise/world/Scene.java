package io.otherwise.world;

import io.otherwise.explain.Image;

/**
 * One picture of the world before it is painted: the noise, the knobs, and the value of every
 * attribute. Immutable; the same scene gives the same pixels on any machine and thread.
 *
 * <p>Changing an attribute keeps the noise, so the new picture is the exact counterfactual (world
 * truth). {@link #with} holds every other attribute fixed, {@link #intervene} lets the descendants
 * of the attribute follow.
 */
public final class Scene {
  /** Side of the pictures the networks are trained on. */
  public static final int SIDE = 64;

  /** Values nearer than this to one half are called ambiguous: the label is not visible. */
  static final double HESITATION = 0.06;

  private final String id;
  private final Draws person;
  private final Draws photo;
  private final Knobs knobs;
  private final Factors factors;
  private final Factors cues;

  private Scene(String id, Draws person, Draws photo, Knobs knobs, Factors factors, Factors cues) {
    this.id = id;
    this.person = person;
    this.photo = photo;
    this.knobs = knobs;
    this.factors = factors;
    this.cues = cues;
  }

  static Scene draw(String id, Draws person, Draws photo, Knobs knobs) {
    StructuralModel model = new StructuralModel(knobs, Identity.draw(person), photo);
    Factors factors = model.factors();
    return new Scene(id, person, photo, knobs, factors, model.cues(factors));
  }

  /** Where the scene came from, with the edits since, such as {@code faces/test/7 smile=0.9}. */
  public String id() {
    return id;
  }

  public Knobs knobs() {
    return knobs;
  }

  /** The true value of an attribute, in [0, 1]. */
  public double value(Attribute attribute) {
    return factors.get(attribute);
  }

  /** The value that the picture shows; differs from the true one where the cue is ambiguous. */
  public double shown(Attribute attribute) {
    return cues.get(attribute);
  }

  /** How far a detail is from the middle of the world, in deviations. */
  public double detail(Detail detail) {
    return detail.of(Identity.draw(person), Nuisance.draw(photo));
  }

  /** True when the attribute is above one half. */
  public boolean label(Attribute attribute) {
    return value(attribute) > 0.5;
  }

  /** {@link #label(Attribute)} by name, such as {@code age}. */
  public boolean label(String attribute) {
    return label(Attribute.of(attribute));
  }

  /**
   * True when the picture does not tell the label: the cue was drawn afresh, or is in the middle.
   */
  public boolean ambiguous(Attribute attribute) {
    return shown(attribute) != value(attribute) || Math.abs(value(attribute) - 0.5) < HESITATION;
  }

  /** {@link #ambiguous(Attribute)} by name, such as {@code age}. */
  public boolean ambiguous(String attribute) {
    return ambiguous(Attribute.of(attribute));
  }

  /** The labels in the order of {@link Attribute#values()}, 0 or 1. */
  public float[] labels() {
    Attribute[] all = Attribute.values();
    float[] labels = new float[all.length];
    for (int i = 0; i < all.length; i++) {
      labels[i] = label(all[i]) ? 1f : 0f;
    }
    return labels;
  }

  /**
   * The same noise with one attribute set and all others held fixed; the cue shows the new value.
   *
   * @param value in [0, 1]
   */
  public Scene with(Attribute attribute, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          attribute.key()
              + " must lie in [0, 1], but was "
              + value
              + "; its label is true above 0.5");
    }
    String edited = id + " " + attribute.key() + "=" + value;
    return new Scene(
        edited, person, photo, knobs, factors.with(attribute, value), cues.with(attribute, value));
  }

  /** {@link #with(Attribute, double)} by name, such as {@code smile}. */
  public Scene with(String attribute, double value) {
    return with(Attribute.of(attribute), value);
  }

  /**
   * The same noise with one attribute set and its descendants re-computed by the structural
   * equations: setting the age decides the glasses anew as far as {@link Knobs#ageGlasses()} says.
   */
  public Scene intervene(Attribute attribute, double value) {
    Scene edited = with(attribute, value);
    return attribute == Attribute.AGE
        ? edited.with(Attribute.GLASSES, model().glasses(value))
        : edited;
  }

  /**
   * Where an intervention on one attribute can change pixels: the union over five values of what
   * {@link #with} changes.
   */
  public EditMask mask(Attribute attribute) {
    Image factual = image();
    EditMask mask = EditMask.between(factual, factual);
    for (int quarter = 0; quarter <= 4; quarter++) {
      mask = mask.or(EditMask.between(factual, with(attribute, quarter / 4.0).image()));
    }
    return mask;
  }

  /** The picture of {@value #SIDE} x {@value #SIDE} pixels. */
  public Image image() {
    return render(SIDE);
  }

  /**
   * The picture at any side, 3 x side x side, with values that are whole 255ths.
   *
   * @param side pixels, at least 8
   */
  public Image render(int side) {
    if (side < 8) {
      throw new IllegalArgumentException(
          "the side of a rendered picture is at least 8 pixels, but was "
              + side
              + "; the shipped networks take 64");
    }
    StructuralModel model = model();
    Look look =
        new Look(
            model.who(),
            Nuisance.draw(photo),
            cues,
            model.wrinkles(cues.age()),
            model.grey(cues.age()),
            new Texture(photo.child("texture", 0)));
    return new FaceRenderer(look).render(id, side);
  }

  private StructuralModel model() {
    return new StructuralModel(knobs, Identity.draw(person), photo);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Scene other
        && person.equals(other.person)
        && photo.equals(other.photo)
        && knobs.equals(other.knobs)
        && factors.equals(other.factors)
        && cues.equals(other.cues);
  }

  @Override
  public int hashCode() {
    return 31 * photo.hashCode() + factors.hashCode();
  }

  @Override
  public String toString() {
    return "Scene[" + id + "]";
  }
}
