package io.otherwise.experiment;

import io.otherwise.artifact.Quality;
import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Query;
import io.otherwise.explain.Seed;
import io.otherwise.method.Ldce;
import io.otherwise.metric.EditEnergyInside;
import io.otherwise.metric.FlipRatio;
import io.otherwise.metric.Interval;
import io.otherwise.metric.Judge;
import io.otherwise.metric.KnownTruth;
import io.otherwise.metric.NonAdversarialFlipRatio;
import io.otherwise.metric.Population;
import io.otherwise.metric.Values;
import io.otherwise.metric.Wilson;
import io.otherwise.model.AttributeOracle;
import io.otherwise.model.Classifier;
import io.otherwise.model.LatentDiffusion;
import io.otherwise.model.Sampler;
import io.otherwise.world.Attribute;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.Scene;
import io.otherwise.world.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * How good the shipped networks of the world faces are: the figures their manifests state. All
 * distances between sets are Frechet distances in the oracle's features, at equal n, and shown
 * beside the distance between two sets of real images.
 */
public final class FaceQuality {
  /** Queries of the unguided control: enough for a mean, and it costs as much as LDCE. */
  private static final int CONTROLS = 100;

  private final FaceWorld world = FaceWorld.v1();
  private final KnownTruth truth = KnownTruth.of(world);
  private final LatentDiffusion model;
  private final AttributeOracle oracle;

  public FaceQuality(LatentDiffusion model, AttributeOracle oracle) {
    this.model = model;
    this.oracle = oracle;
  }

  /** What the autoencoder alone loses: mean absolute error, and distance over the real floor. */
  public List<Quality> autoencoder(int n) {
    return new AutoencoderQuality(model.autoencoder(), oracle).of(world, n);
  }

  /** Samples under the attributes of real scenes: distance over the floor, attributes right. */
  public List<Quality> samples(int n, Sampler sampler) {
    List<Scene> real = TestSet.faces(0, n);
    List<Scene> other = TestSet.faces(n, n);
    List<String> wanted = other.stream().map(FaceQuality::everything).toList();
    List<Image> drawn = draw(wanted, sampler);
    double floor = TestSet.distance(oracle, TestSet.images(real), TestSet.images(other));
    Wilson share = TestSet.attributesRight(oracle, drawn, other);
    return List.of(
        new Quality(
            "samples%s: Frechet distance over the real floor".formatted(sampler.suffix()),
            TestSet.distance(oracle, TestSet.images(real), drawn) / floor,
            null,
            null,
            n),
        quality("samples%s: requested attributes right".formatted(sampler.suffix()), share));
  }

  /** All eight attributes of a scene as one condition. */
  private static String everything(Scene scene) {
    List<String> parts = new ArrayList<>();
    for (Attribute attribute : Attribute.values()) {
      parts.add(scene.label(attribute) ? attribute.positive() : attribute.negative());
    }
    return String.join(" and ", parts);
  }

  /** Samples in which one attribute alone was asked for. */
  public List<Quality> singleRequests(int each, Sampler sampler) {
    List<Quality> figures = new ArrayList<>();
    for (Attribute attribute : Attribute.values()) {
      List<String> wanted = new ArrayList<>();
      for (int i = 0; i < each; i++) {
        wanted.add(i % 2 == 0 ? attribute.positive() : attribute.negative());
      }
      float[][] seen = oracle.probabilities(draw(wanted, sampler));
      int right = 0;
      for (int i = 0; i < each; i++) {
        right += seen[i][oracle.indexOf(attribute.key())] >= 0.5 == (i % 2 == 0) ? 1 : 0;
      }
      String figure = "samples%s: %s alone right".formatted(sampler.suffix(), attribute.key());
      figures.add(quality(figure, Wilson.of(right, each)));
    }
    return figures;
  }

  /**
   * How often something else is drawn where one side of an attribute alone was asked for: what the
   * model takes to go together.
   */
  public List<Quality> alongside(Attribute asked, Attribute other, int each, Sampler sampler) {
    List<Quality> figures = new ArrayList<>();
    for (String side : List.of(asked.positive(), asked.negative())) {
      float[][] seen = oracle.probabilities(draw(Collections.nCopies(each, side), sampler));
      int there =
          (int) Arrays.stream(seen).filter(p -> p[oracle.indexOf(other.key())] >= 0.5).count();
      String figure =
          "samples%s: %s where %s alone was asked for"
              .formatted(sampler.suffix(), other.key(), side);
      figures.add(quality(figure, Wilson.of(there, each)));
    }
    return figures;
  }

  private List<Image> draw(List<String> wanted, Sampler sampler) {
    return sampler.draw(model, wanted, Scene.SIDE, Seed.seed(0));
  }

  /** LDCE on one attribute, half of the queries each way: what design and papers ask for. */
  public List<Quality> ldce(Ldce method, Classifier classifier, Attribute attribute, int n) {
    Counterfactuals answers = explain(method, classifier, attribute, n);
    int controls = Math.min(n, CONTROLS);
    Counterfactuals control =
        explain(method.classifierScale(0).distanceScale(0), classifier, attribute, controls);
    Population clear =
        Population.where("unambiguous", c -> !world.scene(c.factual().id()).ambiguous(attribute));
    Values flipped = new FlipRatio().sample(answers);
    Values convinced =
        new NonAdversarialFlipRatio(Judge.faces(oracle)).population(clear).sample(answers);
    EditEnergyInside inside = new EditEnergyInside(truth);
    List<Query> asked = control.stream().map(Counterfactual::query).toList();
    double energy = mean(among(asked, answers), inside::energy);
    double unguided = mean(control.stream(), inside::energy);
    double right = mean(asked.stream(), inside::trueEnergy);
    String name = "LDCE on " + classifier.name() + ": ";
    return List.of(
        share(name + "flip ratio", flipped),
        share(name + "non-adversarial flip ratio", convinced),
        new Quality(
            name + "edit energy inside the true mask",
            inside.value(answers),
            null,
            null,
            answers.size()),
        new Quality(
            name + "edit energy inside the true mask over the unguided control's",
            energy / unguided,
            null,
            null,
            controls),
        // More than this no answer has that is as large as the truth.
        new Quality(
            name + "the true edit's energy over the unguided control's",
            right / unguided,
            null,
            null,
            controls),
        new Quality(
            name + "seconds a counterfactual",
            answers.cost().time().toNanos() / 1e9 / answers.size(),
            null,
            null,
            answers.size()));
  }

  private static Stream<Counterfactual> among(List<Query> asked, Counterfactuals answers) {
    return answers.stream().filter(answer -> asked.contains(answer.query()));
  }

  private static <T> double mean(Stream<T> all, ToDoubleFunction<T> value) {
    return all.mapToDouble(value).average().orElseThrow();
  }

  /** The counterfactuals of n queries, half each way. */
  public Counterfactuals explain(Ldce method, Classifier classifier, Attribute attribute, int n) {
    List<Query> queries = new ArrayList<>();
    world.queries(attribute.positive(), Split.TEST, n / 2).forEach(queries::add);
    world.queries(attribute.negative(), Split.TEST, n - n / 2).forEach(queries::add);
    return method.on(classifier, model).explain(new Queries(queries), Seed.seed(0));
  }

  private static Quality share(String figure, Values values) {
    Interval interval = values.interval().orElseThrow();
    return new Quality(figure, values.value(), interval.low(), interval.high(), values.size());
  }

  private static Quality quality(String figure, Wilson share) {
    return new Quality(figure, share.share(), share.low(), share.high(), share.n());
  }
}
