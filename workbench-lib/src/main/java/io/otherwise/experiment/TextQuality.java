package io.otherwise.experiment;

import io.otherwise.artifact.Quality;
import io.otherwise.explain.Image;
import io.otherwise.explain.Scores;
import io.otherwise.explain.Seed;
import io.otherwise.metric.Wilson;
import io.otherwise.model.AttributeOracle;
import io.otherwise.model.Classifier;
import io.otherwise.model.LatentDiffusion;
import io.otherwise.model.Sampler;
import io.otherwise.training.Coverage;
import io.otherwise.world.Attribute;
import io.otherwise.world.Captions;
import io.otherwise.world.Scene;
import io.otherwise.world.flower.FlowerCaptions;
import io.otherwise.world.flower.Species;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * How well a model draws what it is asked for in words, inside and outside of what it has seen. Two
 * oracles judge: neither is ever explained.
 */
public final class TextQuality {
  private final LatentDiffusion model;
  private final AttributeOracle faces;
  private final Classifier flowers;
  private final Coverage coverage;
  private final Sampler sampler;

  /**
   * @param faces tells attributes
   * @param flowers tells species
   */
  public TextQuality(
      LatentDiffusion model,
      AttributeOracle faces,
      Classifier flowers,
      Coverage coverage,
      Sampler sampler) {
    this.model = model;
    this.faces = faces;
    this.flowers = flowers;
    this.coverage = coverage;
    this.sampler = sampler;
  }

  /**
   * Everything there is to measure.
   *
   * @param each pictures of each family, of each species left out, and of each other request
   */
  public List<Quality> measure(int each) {
    return List.of(
        quality("faces: attributes asked for together", together(each)),
        quality("faces: attributes asked for alone", alone(each)),
        quality("flowers: species asked for", species(each, s -> !left(s))),
        quality("left out: species", species(each, this::left)),
        quality("left out: attributes together", combination(each)),
        quality("left out: style", style(each)));
  }

  private boolean left(Species species) {
    return coverage.species().contains(species);
  }

  /** All attributes that captions may name, as scenes inside the coverage show them. */
  private Wilson together(int n) {
    List<Scene> scenes =
        TestSet.faces(0, 3 * n).stream().filter(coverage::includes).limit(n).toList();
    List<Map<Attribute, Boolean>> asked = new ArrayList<>();
    for (Scene scene : scenes) {
      Map<Attribute, Boolean> said = new EnumMap<>(Attribute.class);
      named().forEach(attribute -> said.put(attribute, scene.label(attribute)));
      asked.add(said);
    }
    return answered(asked);
  }

  /** One side of one attribute, what an explainer asks for. */
  private Wilson alone(int n) {
    List<Map<Attribute, Boolean>> asked = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      Attribute attribute = named().get(i / 2 % named().size());
      asked.add(Map.of(attribute, i % 2 == 0));
    }
    return answered(asked);
  }

  private Wilson combination(int n) {
    Map<Attribute, Boolean> said = new EnumMap<>(Attribute.class);
    coverage.combination().forEach(attribute -> said.put(attribute, true));
    return answered(Collections.nCopies(n, said));
  }

  private Wilson style(int n) {
    Map<Attribute, Boolean> said = new EnumMap<>(Attribute.class);
    coverage.styles().forEach(attribute -> said.put(attribute, true));
    return answered(Collections.nCopies(n, said));
  }

  private List<Attribute> named() {
    return List.of(Attribute.values()).stream().filter(coverage::names).toList();
  }

  /** How many of the attributes asked for the oracle reads in the pictures. */
  private Wilson answered(List<Map<Attribute, Boolean>> asked) {
    List<Image> drawn = draw(asked.stream().map(Captions::sides).toList());
    float[][] seen = faces.probabilities(drawn);
    int right = 0;
    int all = 0;
    for (int i = 0; i < seen.length; i++) {
      for (Map.Entry<Attribute, Boolean> one : asked.get(i).entrySet()) {
        boolean shown = seen[i][faces.indexOf(one.getKey().key())] >= 0.5;
        right += shown == one.getValue() ? 1 : 0;
        all++;
      }
    }
    return Wilson.of(right, all);
  }

  /** How many flowers the oracle takes for the species asked for. */
  private Wilson species(int n, Predicate<Species> which) {
    List<Species> some = List.of(Species.values()).stream().filter(which).toList();
    List<Species> asked = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      asked.add(some.get(i % some.size()));
    }
    List<Image> drawn = draw(asked.stream().map(FlowerCaptions::of).toList());
    List<Scores> scores = TestSet.chunked(drawn, flowers::score);
    int right = 0;
    for (int i = 0; i < n; i++) {
      right += scores.get(i).best().equals(asked.get(i).label()) ? 1 : 0;
    }
    return Wilson.of(right, n);
  }

  private List<Image> draw(List<String> prompts) {
    return sampler.draw(model, prompts, Scene.SIDE, Seed.seed(0));
  }

  private Quality quality(String asked, Wilson share) {
    String figure = asked + " right" + sampler.suffix();
    return new Quality(figure, share.share(), share.low(), share.high(), share.n());
  }
}
