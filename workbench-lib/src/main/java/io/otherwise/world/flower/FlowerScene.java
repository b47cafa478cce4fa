package io.otherwise.world.flower;

import io.otherwise.explain.Image;
import io.otherwise.world.Draws;
import io.otherwise.world.EditMask;
import io.otherwise.world.Factor;
import io.otherwise.world.Scene;
import io.otherwise.world.Texture;
import io.otherwise.world.WorldScene;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One picture of a flower before it is painted: the noise, the knobs, the species and the value of
 * every trait. {@link #with} keeps the noise and holds all else fixed: the exact counterfactual.
 */
public final class FlowerScene implements WorldScene {
  /** Values nearer than this to one half are called ambiguous: the label is not visible. */
  private static final double HESITATION = 0.06;

  private final String id;
  private final Draws plant;
  private final Draws photo;
  private final FlowerKnobs knobs;
  private final FlowerFactors factors;
  private final FlowerFactors cues;

  private FlowerScene(
      String id,
      Draws plant,
      Draws photo,
      FlowerKnobs knobs,
      FlowerFactors factors,
      FlowerFactors cues) {
    this.id = id;
    this.plant = plant;
    this.photo = photo;
    this.knobs = knobs;
    this.factors = factors;
    this.cues = cues;
  }

  static FlowerScene draw(String id, Draws plant, Draws photo, FlowerKnobs knobs) {
    FlowerModel model = new FlowerModel(knobs, plant, photo);
    FlowerFactors factors = model.factors();
    return new FlowerScene(id, plant, photo, knobs, factors, model.cues(factors));
  }

  @Override
  public String id() {
    return id;
  }

  public FlowerKnobs knobs() {
    return knobs;
  }

  /** The label. */
  public Species species() {
    return factors.kind().label();
  }

  /** The share of a species in the true form, in [0, 1]. */
  public double value(Species species) {
    return factors.kind().value(species);
  }

  /** The true value of a trait, in [0, 1]. */
  public double value(Trait trait) {
    return factors.get(trait);
  }

  /** The share of a species in the form that the picture shows. */
  public double shown(Species species) {
    return cues.kind().value(species);
  }

  /** A trait that is never ambiguous shows its true value. */
  @Override
  public double shown(String factor) {
    Optional<Species> species = Species.find(factor);
    return species.isPresent() ? shown(species.get()) : cues.get(Trait.of(factor));
  }

  /** True when the picture does not tell the species: another one is seen, or a form between. */
  public boolean ambiguous() {
    Kind kind = factors.kind();
    return !kind.equals(cues.kind())
        || kind.own() != kind.other() && Math.abs(kind.share() - 0.5) < HESITATION;
  }

  /** The rare forms that this plant shows; empty for most. */
  public Set<Variant> variants() {
    return cues.variants();
  }

  /** The same noise as a plant of another species; the picture shows it. */
  public FlowerScene with(Species species) {
    return with(species, 1);
  }

  /**
   * The same noise with a form on the way to a species.
   *
   * @param value share of the species, in [0, 1]; it is the label above one half
   */
  public FlowerScene with(Species species, double value) {
    Trait.check(species, value);
    return edited(
        species,
        value,
        factors.with(factors.kind().with(species, value)),
        cues.with(cues.kind().with(species, value)));
  }

  /**
   * The same noise with one trait set and all else held fixed.
   *
   * @param value in [0, 1]
   */
  public FlowerScene with(Trait trait, double value) {
    Trait.check(trait, value);
    return edited(trait, value, factors.with(trait, value), cues.with(trait, value));
  }

  /**
   * The same noise with one trait at the middle of its usual values: open, of the usual colour,
   * with its own petals, with marks. Of the ground both values are usual; it becomes the other.
   */
  public FlowerScene usual(Trait trait) {
    return with(
        trait,
        switch (trait) {
          case OPENNESS -> 0.83;
          case HUE -> 0.06;
          case LIKENESS -> 0;
          case MARKS -> 0.8;
          case GROUND -> 1 - cues.get(Trait.GROUND);
        });
  }

  /** Either of the two by name, such as {@code corn_poppy} or {@code hue}. */
  @Override
  public FlowerScene with(String factor, double value) {
    Optional<Species> species = Species.find(factor);
    return species.isPresent() ? with(species.get(), value) : with(Trait.of(factor), value);
  }

  /** The same noise as another species, whose habitat decides the ground anew. */
  public FlowerScene intervene(Species species) {
    return with(species).with(Trait.GROUND, new FlowerModel(knobs, plant, photo).ground(species));
  }

  private FlowerScene edited(
      Factor factor, double value, FlowerFactors changed, FlowerFactors shown) {
    String edit = id + " " + factor.key() + "=" + value;
    return new FlowerScene(edit, plant, photo, knobs, changed, shown);
  }

  /** {@link #with(Species)} by its class name, such as {@code corn poppy}. */
  @Override
  public FlowerScene towards(String target) {
    return with(Species.of(target));
  }

  /** What becoming a species changes, half the way and all of it. */
  @Override
  public EditMask mask(String target) {
    Species species = Species.of(target);
    Image factual = image();
    EditMask mask = EditMask.between(factual, with(species).image());
    return shown(species) > 0
        ? mask
        : mask.or(EditMask.between(factual, with(species, 0.5).image()));
  }

  /** Where a trait can change pixels: the union over five values of what {@link #with} changes. */
  public EditMask mask(Trait trait) {
    Image factual = image();
    EditMask mask = EditMask.between(factual, factual);
    for (int quarter = 0; quarter <= 4; quarter++) {
      mask = mask.or(EditMask.between(factual, with(trait, quarter / 4.0).image()));
    }
    return mask;
  }

  /** The traits; a species has no effect apart from all others. */
  @Override
  public List<Trait> factors() {
    return List.of(Trait.values());
  }

  /** Towards every other species, and every trait towards 0 and 1; pairs are of traits alone. */
  @Override
  public List<Move> moves() {
    List<Move> moves = new ArrayList<>();
    for (Species species : Species.values()) {
      if (shown(species) < 0.5) {
        moves.add(new Move(species, shown(species), 1, false));
      }
    }
    for (Trait trait : Trait.values()) {
      double from = cues.get(trait);
      if (trait.continuous()) {
        moves.add(new Move(trait, from, 0, true));
        moves.add(new Move(trait, from, 1, true));
      } else {
        moves.add(new Move(trait, from, from > 0.5 ? 0 : 1, true));
      }
    }
    return moves;
  }

  @Override
  public Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("species", species().label() + (ambiguous() ? " (ambiguous)" : ""));
    for (Trait trait : Trait.values()) {
      facts.put(trait.key(), String.format(Locale.ROOT, "%.2f", value(trait)));
    }
    String variants = String.join(", ", variants().stream().map(Variant::label).toList());
    facts.put("rare", variants.isEmpty() ? "no" : variants);
    return facts;
  }

  @Override
  public Image image() {
    return render(Scene.SIDE);
  }

  @Override
  public Image render(int side) {
    WorldScene.checkSide(side);
    Texture texture = new Texture(photo.child("texture", 0));
    Bloom bloom = Bloom.of(Plant.draw(plant), Moment.draw(photo), cues, texture);
    return new FlowerRenderer(bloom).render(id, side);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof FlowerScene other
        && plant.equals(other.plant)
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
    return "FlowerScene[" + id + "]";
  }
}
