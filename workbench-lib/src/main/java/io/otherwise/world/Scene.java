package io.otherwise.world;

import io.otherwise.explain.Image;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One picture of the world before it is painted: the noise, the knobs, and the value of every
 * attribute. Immutable; the same scene gives the same pixels on any machine and thread.
 *
 * <p>Changing an attribute keeps the noise, so the new picture is the exact counterfactual (world
 * truth). {@link #with} holds every other attribute fixed, {@link #intervene} lets the descendants
 * of the attribute follow.
 */
public final class Scene implements WorldScene {
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

  @Override
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

  /** {@link #shown(Attribute)} by name, such as {@code age}. */
  @Override
  public double shown(String attribute) {
    return shown(Attribute.of(attribute));
  }

  /** How far a detail is from the middle of the world, in deviations. */
  public double detail(Detail detail) {
    return detail.of(Identity.draw(person), Nuisance.draw(photo));
  }

  /**
   * How far each {@link PersonTrait} of the person is from the middle of all people, in deviations.
   */
  public double[] traits() {
    Identity who = Identity.draw(person);
    return Arrays.stream(PersonTrait.values()).mapToDouble(trait -> trait.of(who)).toArray();
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
  @Override
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

  /** The attribute of a class such as {@code old} set to 0.9 or 0.1, or 1 or 0. */
  @Override
  public Scene towards(String target) {
    Attribute attribute = Attribute.ofClass(target);
    boolean positive = attribute.positive().equals(target);
    double strong = attribute.continuous() ? 0.9 : 1;
    return with(attribute, positive ? strong : 1 - strong);
  }

  /** {@link #mask(Attribute)} of the attribute that decides a class such as {@code old}. */
  @Override
  public EditMask mask(String target) {
    return mask(Attribute.ofClass(target));
  }

  @Override
  public List<Attribute> factors() {
    return List.of(Attribute.values());
  }

  /** Continuous attributes towards 0 and 1, the others to their opposite. */
  @Override
  public List<Move> moves() {
    List<Move> moves = new ArrayList<>();
    for (Attribute attribute : Attribute.values()) {
      double from = shown(attribute);
      if (attribute.continuous()) {
        moves.add(new Move(attribute, from, 0, true));
        moves.add(new Move(attribute, from, 1, true));
      } else {
        moves.add(new Move(attribute, from, from > 0.5 ? 0 : 1, true));
      }
    }
    return moves;
  }

  @Override
  public Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    for (Attribute attribute : Attribute.values()) {
      String unsure = ambiguous(attribute) ? ", ambiguous" : "";
      String name = label(attribute) ? attribute.positive() : attribute.negative();
      String number = String.format(Locale.ROOT, "%.2f", value(attribute));
      facts.put(attribute.key(), number + " (" + name + unsure + ")");
    }
    facts.put("occluder", Nuisance.draw(photo).occluder().name().toLowerCase(Locale.ROOT));
    return facts;
  }

  /** The picture of {@value #SIDE} x {@value #SIDE} pixels. */
  @Override
  public Image image() {
    return render(SIDE);
  }

  @Override
  public Image render(int side) {
    WorldScene.checkSide(side);
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
