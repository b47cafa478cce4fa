package io.otherwise.metric;

import io.otherwise.attribution.ConceptGradients;
import io.otherwise.attribution.Concepts;
import io.otherwise.attribution.RelevanceNetwork;
import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.explain.Seed;
import io.otherwise.model.Images;
import io.otherwise.tensor.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * {@link ConceptValidity} of answers: the change of relevance in the channels that were chosen over
 * the largest change in as many channels. Answers that were not guided by the concepts can be asked
 * as well: would the same channels have changed?
 *
 * <p>CoLa-DCE (2024), Fig. 7.
 *
 * @param reader relevance of the target
 * @param concepts of the queries that are answered
 * @param random as many channels at random instead, with replacement: the paper's baseline
 * @param population all answers by default
 */
public record ValidityRatio(
    Reader reader, List<Concepts> concepts, Optional<Seed> random, Population population)
    implements PairMetric {
  private static final int CHUNK = 32;

  /** What each channel of a layer contributes to a class. */
  @FunctionalInterface
  public interface Reader {
    /**
     * Attributes.
     *
     * @param targets one class an image
     * @return [image][channel], summed over space
     */
    float[][] of(String layer, List<Image> images, List<String> targets);
  }

  public ValidityRatio {
    concepts = List.copyOf(concepts);
  }

  /** As the paper measures it: by layer-wise relevance, which stays open as long as it is used. */
  public static ValidityRatio of(RelevanceNetwork relevance, List<Concepts> concepts) {
    return of(
        (layer, images, targets) -> {
          try (Scope scope = Scope.open()) {
            return ConceptGradients.perChannel(relevance.at(layer, Images.tensor(images), targets));
          }
        },
        concepts);
  }

  /** By another attribution. */
  public static ValidityRatio of(Reader reader, List<Concepts> concepts) {
    return new ValidityRatio(reader, concepts, Optional.empty(), Population.ALL);
  }

  /** The baseline. */
  public ValidityRatio random(Seed seed) {
    return new ValidityRatio(reader, concepts, Optional.of(seed), population);
  }

  public ValidityRatio population(Population value) {
    return new ValidityRatio(reader, concepts, random, value);
  }

  @Override
  public String name() {
    return random.isPresent() ? "validity ratio of random channels" : "validity ratio";
  }

  @Override
  public Direction direction() {
    return random.isPresent() ? Direction.NONE : Direction.HIGHER;
  }

  @Override
  public String citation() {
    return "Motzkus et al. (2024), CoLa-DCE";
  }

  @Override
  public Values sample(Counterfactuals answers) {
    int[] positions = population.positions(answers);
    List<Counterfactual> members = population.of(answers).all();
    double[] ratios = new double[positions.length];
    for (int from = 0; from < ratios.length; from += CHUNK) {
      List<Counterfactual> chunk = members.subList(from, Math.min(ratios.length, from + CHUNK));
      System.arraycopy(ratios(chunk), 0, ratios, from, chunk.size());
    }
    return new Values(positions, ratios);
  }

  private double[] ratios(List<Counterfactual> answers) {
    List<Concepts> own = answers.stream().map(a -> Concepts.of(concepts, a.query().id())).toList();
    List<String> targets = answers.stream().map(a -> a.query().target()).toList();
    List<Image> images = new ArrayList<>(answers.stream().map(Counterfactual::factual).toList());
    images.addAll(answers.stream().map(Counterfactual::edited).toList());
    List<String> twice = new ArrayList<>(targets);
    twice.addAll(targets);
    float[][] rows = reader.of(own.get(0).layer(), images, twice);
    double[] ratios = new double[own.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] =
          ConceptValidity.ratio(
              doubles(rows[i]), doubles(rows[own.size() + i]), channels(own.get(i)));
    }
    return ratios;
  }

  private int[] channels(Concepts own) {
    int[] chosen = own.indices();
    return random
        .map(seed -> ConceptValidity.random(seed, own.queryId(), chosen.length, own.channels()))
        .orElse(chosen);
  }

  private static double[] doubles(float... values) {
    double[] wide = new double[values.length];
    Arrays.setAll(wide, i -> values[i]);
    return wide;
  }
}
