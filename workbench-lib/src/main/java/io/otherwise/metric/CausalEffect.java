package io.otherwise.metric;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.model.AttributeOracle;
import io.otherwise.model.Classifier;
import io.otherwise.world.Attribute;
import java.util.Arrays;
import java.util.List;

/**
 * Do explanations change what the classifier really looks at? For every attribute the true average
 * effect on the classifier (the scenes rendered again with the attribute put on and off) is set
 * against the effect that the explanations reveal (how much more of the attribute an oracle reads
 * in them). The value is the rank correlation of the two over all attributes, in [-1, 1].
 *
 * <p>True effect: Goyal et al. (2019), <a href="https://arxiv.org/abs/1907.07165">Explaining
 * Classifiers with Causal Concept Effect</a>, here exact, with all other attributes held fixed.
 * Both effects have a sign and belong to a target, so answers towards several targets give one
 * point for each target and attribute.
 *
 * @param truth the world, and what is known of it so far; share it between metrics
 * @param classifier the classifier that the answers explain
 * @param reader the oracle that reads attributes
 * @param revealed what counts as a change that an answer reveals
 */
public record CausalEffect(
    KnownTruth truth,
    Classifier classifier,
    AttributeProbabilities reader,
    Revealed revealed,
    Population population)
    implements SetMetric {

  /** What counts as a change of an attribute. */
  public enum Revealed {
    /** How much the probability of the attribute rises: the mean over the answers, in [-1, 1]. */
    MEAN_CHANGE {
      @Override
      double change(double before, double after) {
        return after - before;
      }
    },
    /** Share of answers in which the attribute appears, less those in which it goes. */
    SHARE {
      @Override
      double change(double before, double after) {
        return (after >= 0.5 ? 1 : 0) - (before >= 0.5 ? 1 : 0);
      }
    };

    abstract double change(double before, double after);
  }

  /**
   * What is true and what was shown of one attribute.
   *
   * @param truth average effect of the attribute on p(target), in [-1, 1]
   * @param revealed the change that the answers reveal, in [-1, 1]
   */
  public record Effect(String target, Attribute attribute, double truth, double revealed) {}

  /** The mean change over all answers, as a reader sees it. */
  public CausalEffect(KnownTruth truth, Classifier classifier, AttributeProbabilities reader) {
    this(truth, classifier, reader, Revealed.MEAN_CHANGE, Population.ALL);
  }

  /** The mean change over all answers, as an oracle sees it. */
  public CausalEffect(KnownTruth truth, Classifier classifier, AttributeOracle oracle) {
    this(truth, classifier, AttributeProbabilities.of(oracle));
  }

  public CausalEffect revealed(Revealed value) {
    return new CausalEffect(truth, classifier, reader, value, population);
  }

  public CausalEffect population(Population value) {
    return new CausalEffect(truth, classifier, reader, revealed, value);
  }

  @Override
  public String name() {
    return "causal effect, rank correlation" + (revealed == Revealed.SHARE ? " (share)" : "");
  }

  @Override
  public Direction direction() {
    return Direction.HIGHER;
  }

  @Override
  public String citation() {
    return "Goyal et al. (2019), Causal Concept Effect; Spearman (1904)";
  }

  /** Fewer scenes say little about averages of eight attributes. */
  @Override
  public int minimum() {
    return 20;
  }

  /**
   * Renders the interventions of every query that is not known yet, and reads the answers once.
   *
   * @throws IllegalArgumentException if a factual image or a target is not of the world
   */
  @Override
  public Sample sample(Counterfactuals answers) {
    return look(answers);
  }

  /** Both effects of every attribute for every target: what the rank correlation is about. */
  public List<Effect> effects(Counterfactuals answers) {
    return look(answers).effects();
  }

  /**
   * Spearman's rank correlation of true and revealed effects; NaN where one of them is constant.
   */
  public static double agreement(List<Effect> effects) {
    return Spearman.rho(
        effects.stream().mapToDouble(Effect::truth).toArray(),
        effects.stream().mapToDouble(Effect::revealed).toArray());
  }

  private EffectSample look(Counterfactuals answers) {
    truth.check(answers, population);
    int[] positions = population.positions(answers);
    List<Counterfactual> members = population.of(answers).all();
    double[][] before = read(members.stream().map(Counterfactual::factual).toList());
    double[][] after = read(members.stream().map(Counterfactual::edited).toList());
    double[][] changes = new double[before.length][Attribute.values().length];
    double[][] effects = new double[before.length][];
    for (int i = 0; i < changes.length; i++) {
      for (int a = 0; a < changes[i].length; a++) {
        changes[i][a] = revealed.change(before[i][a], after[i][a]);
      }
      effects[i] = truth.effects(members.get(i).query(), classifier);
    }
    List<String> targets = members.stream().map(c -> c.query().target()).toList();
    return new EffectSample(positions, targets, effects, changes);
  }

  private double[][] read(List<Image> images) {
    if (images.isEmpty()) {
      return new double[0][];
    }
    int[] columns =
        Arrays.stream(Attribute.values()).mapToInt(a -> reader.indexOf(a.key())).toArray();
    return Arrays.stream(reader.of(images))
        .map(row -> Arrays.stream(columns).mapToDouble(column -> row[column]).toArray())
        .toArray(double[][]::new);
  }
}
