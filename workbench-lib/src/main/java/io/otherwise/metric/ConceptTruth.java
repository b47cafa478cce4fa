package io.otherwise.metric;

import io.otherwise.attribution.Concept;
import io.otherwise.attribution.ConceptGradients;
import io.otherwise.attribution.Concepts;
import io.otherwise.explain.Image;
import io.otherwise.explain.Query;
import io.otherwise.model.Images;
import io.otherwise.model.LayeredClassifier;
import io.otherwise.tensor.Scope;
import io.otherwise.world.EditMask;
import io.otherwise.world.Factor;
import io.otherwise.world.WorldScene;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What concepts really are, which only a rendered world can tell: how well the places of a channel
 * cover what each factor paints, and which factor, set alone, moves the channel most.
 *
 * <p>A factor paints the pixels that change when it is set to any of five values, all others held
 * fixed. It moves a channel by the difference of the channel's activation, summed over space, with
 * the factor at 1 and at 0. What was rendered of a picture is kept.
 */
public final class ConceptTruth {
  private static final int VALUES = 4;

  private final KnownTruth truth;
  private final LayeredClassifier classifier;
  private final Map<Image, Map<String, EditMask>> painted = new ConcurrentHashMap<>();
  private final Map<Place, Map<String, float[]>> moved = new ConcurrentHashMap<>();

  private record Place(Image factual, String layer) {}

  /**
   * What one concept is.
   *
   * @param overlaps intersection over union of its places with what each factor paints
   * @param effects by how much each factor moves its activation, without sign
   */
  public record Finding(
      Concept concept, Map<String, Double> overlaps, Map<String, Double> effects) {
    /** The factor whose paint its places cover best. */
    public String covers() {
      return largest(overlaps);
    }

    /** The factor that moves it most. */
    public String mover() {
      return largest(effects);
    }
  }

  private ConceptTruth(KnownTruth truth, LayeredClassifier classifier) {
    this.truth = truth;
    this.classifier = classifier;
  }

  /** Knows nothing yet; share it between the metrics and tables of one classifier. */
  public static ConceptTruth of(KnownTruth truth, LayeredClassifier classifier) {
    return new ConceptTruth(truth, classifier);
  }

  /** What the world knows. */
  public KnownTruth known() {
    return truth;
  }

  /**
   * What the concepts of a query are.
   *
   * @throws IllegalArgumentException if the picture is not of the world
   */
  public List<Finding> of(Query query, Concepts concepts) {
    Image factual = query.factual();
    Map<String, float[]> effects =
        moved.computeIfAbsent(new Place(factual, concepts.layer()), this::effects);
    List<Finding> findings = new ArrayList<>();
    for (Concept concept : concepts.chosen()) {
      Map<String, Double> byFactor = new LinkedHashMap<>();
      effects.forEach(
          (factor, channels) -> byFactor.put(factor, (double) channels[concept.channel()]));
      findings.add(new Finding(concept, overlaps(factual, places(factual, concept)), byFactor));
    }
    return findings;
  }

  /** The factor that moves a concept of a query most. */
  public String mover(Query query, Concepts concepts, Concept concept) {
    return of(query, concepts).get(concepts.chosen().indexOf(concept)).mover();
  }

  /**
   * How well a region covers what each factor paints: intersection over union.
   *
   * @param region a grey picture; above one half is inside, such as a map of Score-CAM
   */
  public Map<String, Double> overlaps(Image factual, Image region) {
    return overlaps(factual, inside(region));
  }

  private Map<String, Double> overlaps(Image factual, EditMask region) {
    Map<String, Double> overlaps = new LinkedHashMap<>();
    painted
        .computeIfAbsent(factual, this::paint)
        .forEach((factor, mask) -> overlaps.put(factor, region.overlap(mask)));
    return overlaps;
  }

  /** A channel without places acts everywhere. */
  EditMask places(Image factual, Concept concept) {
    return concept
        .where()
        .map(ConceptTruth::inside)
        .orElseGet(() -> EditMask.between(factual, factual).inverse());
  }

  private static EditMask inside(Image grey) {
    int side = grey.width();
    Image black = Image.of("black", side, side, new float[Image.CHANNELS * side * side]);
    return EditMask.between(black, grey, .5);
  }

  private Map<String, EditMask> paint(Image factual) {
    WorldScene scene = truth.scene(factual);
    Map<String, EditMask> masks = new LinkedHashMap<>();
    for (Factor factor : scene.factors()) {
      EditMask mask = EditMask.between(factual, factual);
      for (int i = 0; i <= VALUES; i++) {
        Image set = scene.with(factor.key(), i / (double) VALUES).image();
        mask = mask.or(EditMask.between(factual, set));
      }
      masks.put(factor.key(), mask);
    }
    return masks;
  }

  private Map<String, float[]> effects(Place place) {
    WorldScene scene = truth.scene(place.factual());
    List<? extends Factor> factors = scene.factors();
    List<Image> images = new ArrayList<>();
    for (Factor factor : factors) {
      images.add(scene.with(factor.key(), 1).image());
      images.add(scene.with(factor.key(), 0).image());
    }
    List<float[]> rows = InChunks.map(images, chunk -> channels(chunk, place.layer()));
    Map<String, float[]> effects = new LinkedHashMap<>();
    for (int f = 0; f < factors.size(); f++) {
      effects.put(factors.get(f).key(), difference(rows.get(2 * f), rows.get(2 * f + 1)));
    }
    return effects;
  }

  private List<float[]> channels(List<Image> images, String layer) {
    try (Scope scope = Scope.open()) {
      return List.of(
          ConceptGradients.perChannel(
              classifier.layered(Images.tensor(images), layer).activations()));
    }
  }

  private static float[] difference(float[] one, float[] other) {
    float[] size = new float[one.length];
    for (int c = 0; c < size.length; c++) {
      size[c] = Math.abs(one[c] - other[c]);
    }
    return size;
  }

  private static String largest(Map<String, Double> byFactor) {
    return byFactor.entrySet().stream()
        .max(Comparator.comparingDouble(Map.Entry::getValue))
        .orElseThrow()
        .getKey();
  }

  /** Two that know the same world and classifier are worth the same. */
  @Override
  public boolean equals(Object o) {
    return o instanceof ConceptTruth other
        && truth.equals(other.truth)
        && classifier.equals(other.classifier);
  }

  @Override
  public int hashCode() {
    return 31 * truth.hashCode() + classifier.hashCode();
  }

  @Override
  public String toString() {
    return "ConceptTruth[%s, %s pictures]".formatted(classifier.name(), painted.size());
  }
}
