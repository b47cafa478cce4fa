package io.otherwise.method;

import io.otherwise.attribution.ChannelScore;
import io.otherwise.attribution.Concept;
import io.otherwise.attribution.ConceptChoice;
import io.otherwise.attribution.ConceptGradients;
import io.otherwise.attribution.Concepts;
import io.otherwise.diffusion.Timesteps;
import io.otherwise.explain.Cost;
import io.otherwise.explain.Image;
import io.otherwise.explain.Method;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Query;
import io.otherwise.explain.Records;
import io.otherwise.explain.Seed;
import io.otherwise.model.LatentDiffusion;
import io.otherwise.model.LayeredClassifier;
import io.otherwise.tensor.Gradients;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Concept-guided Latent Diffusion Counterfactual Explanations: LDCE, whose classifier gradient
 * passes only the few channels of a layer that matter most for the target, and only where they do.
 *
 * <p>Motzkus, Hellert and Schmid (2024), <a href="https://arxiv.org/abs/2406.01649">CoLa-DCE:
 * Concept-guided Latent Diffusion Counterfactual Explanations</a>, Algorithm 1. The paper links no
 * code: what "the code" does is read from 3-nan/diffusion_counterfactuals, which cites it.
 *
 * <h2>Notation</h2>
 *
 * {@code A} the output of the layer; {@code gA} the gradient of the target's logit there; {@code
 * mask} = theta, 1 at the chosen channels and places; {@code zt}, {@code gC} and {@code pixels} are
 * LDCE's. All the rest is LDCE's own algorithm: see {@link Ldce}.
 *
 * <h2>Differences from the reference</h2>
 *
 * No backward hook: one short and one full backward give the same gradient, and leave alone what
 * goes around the layer by a skip connection, as a hook does. The paper's target, the near miss, is
 * a rule of its own ({@code io.otherwise.target.NearMiss}); any other target will do. LDCE rescales
 * the masked gradient to the implicit score's norm: masking changes its direction, never its
 * strength.
 *
 * @param ldce all that is LDCE's
 * @param layer where concepts are: a module path of the classifier
 * @param k how many concepts
 * @param scoring what a channel's importance is
 * @param spatial whether a concept is confined to its places (Section 4.4)
 * @param eta the share of a channel's largest gradient that a place needs, in [0, 1]
 * @param suspension when concepts stop to condition
 * @param chosenOnce whether concepts are chosen on the factual image and stay (Section 4.3); else
 *     they are chosen anew at each step, which the paper advises against
 * @param choice the most important channels, or random ones as a control
 */
public record ColaDce(
    Ldce ldce,
    String layer,
    int k,
    ChannelScore scoring,
    boolean spatial,
    double eta,
    Suspension suspension,
    boolean chosenOnce,
    ConceptChoice choice)
    implements Method {
  /** The paper's layer of torchvision's VGG-16 with batch normalisation. */
  public static final String VGG16_BN = "features.37";

  /** Its deeper one, of the figures. */
  public static final String VGG16_BN_DEEP = "features.40";

  /** The paper's layer of torchvision's ResNet-18. */
  public static final String RESNET_18 = "layer4.1.conv1";

  /** The paper's layer of torchvision's ViT-B/16. */
  public static final String VIT = "encoder";

  public ColaDce {
    Check.atLeast("k counts the concepts", k, 1, 20);
    Check.within("eta is a share of the largest gradient", eta, 0, 1, 0.4);
    if (layer.isBlank()) {
      throw new IllegalArgumentException(
          "a layer goes by its module path, but it is blank; ask the classifier for layers()");
    }
  }

  /**
   * ImageNet as in Table 1: LDCE's settings at scale 3, 20 concepts, the last 50 steps free. The
   * paper gives no eta; 0.4 is the code's.
   *
   * @param layer {@link #VGG16_BN}, {@link #VGG16_BN_DEEP}, {@link #RESNET_18} or {@link #VIT}
   */
  public static ColaDce paper(String layer) {
    return new ColaDce(
        Ldce.code(),
        layer,
        20,
        ChannelScore.SUMABS,
        true,
        0.4,
        Suspension.lastSteps(50),
        true,
        ConceptChoice.top());
  }

  /** As the code runs it: lambda_d 0.01, free below timestep 50, the last 25 of 500 steps. */
  public static ColaDce code(String layer) {
    ColaDce paper = paper(layer).suspension(Suspension.belowTimestep(50));
    return paper.ldce(paper.ldce().distanceScale(0.01));
  }

  /** The code's configuration called optimal: lambda_c 3.3 and gamma 20. */
  public static ColaDce codeOptimal(String layer) {
    ColaDce code = code(layer);
    return code.ldce(code.ldce().classifierScale(3.3).consensusDegrees(20));
  }

  /** Pets as the code runs them: gamma 35 and lambda_d 0.1. */
  public static ColaDce codePets(String layer) {
    ColaDce code = code(layer);
    return code.ldce(code.ldce().distanceScale(0.1).consensusDegrees(35));
  }

  /**
   * The embedded world: LDCE's settings there with 8 concepts, since its layers are narrow. A
   * stronger pull flips one more of ten in notebook 22, which decides nothing.
   */
  public static ColaDce world(String layer) {
    return code(layer).ldce(Ldce.world()).k(8);
  }

  public ColaDce ldce(Ldce value) {
    return Records.with(this, "ldce", value);
  }

  public ColaDce layer(String value) {
    return Records.with(this, "layer", value);
  }

  public ColaDce k(int value) {
    return Records.with(this, "k", value);
  }

  public ColaDce scoring(ChannelScore value) {
    return Records.with(this, "scoring", value);
  }

  public ColaDce spatial(boolean value) {
    return Records.with(this, "spatial", value);
  }

  public ColaDce eta(double value) {
    return Records.with(this, "eta", value);
  }

  public ColaDce suspension(Suspension value) {
    return Records.with(this, "suspension", value);
  }

  public ColaDce chosenOnce(boolean value) {
    return Records.with(this, "chosenOnce", value);
  }

  public ColaDce choice(ConceptChoice value) {
    return Records.with(this, "choice", value);
  }

  /** The name of the paper. */
  @Override
  public String name() {
    return "CoLa-DCE";
  }

  @Override
  public String citation() {
    return "Motzkus et al. (2024), Concept-guided Latent Diffusion Counterfactual Explanations";
  }

  @Override
  public String url() {
    return "https://arxiv.org/abs/2406.01649";
  }

  /**
   * Binds the method to the classifier to explain and the diffusion model that edits.
   *
   * @throws IllegalArgumentException if the classifier has no such layer
   */
  public Batched on(LayeredClassifier classifier, LatentDiffusion model) {
    checkLayer(classifier);
    Timesteps timesteps = Timesteps.ddim(model.schedule(), ldce.steps());
    return ldce.guided(
        this, classifier, model, batch -> new Conditioned(batch, classifier, timesteps));
  }

  /**
   * The concepts that a run chooses before its first step, the same whenever it is asked: for the
   * card beside the counterfactual.
   *
   * @return one a query
   */
  public List<Concepts> concepts(LayeredClassifier classifier, Queries queries) {
    checkLayer(classifier);
    List<Concepts> all = new ArrayList<>();
    for (Query query : queries) {
      try (Scope scope = Scope.open()) {
        Noise none = Noise.counted(Seed.seed(0), List.of(query.id()));
        Batch one = Batch.of(List.of(query), classifier, none);
        all.add(concepts(classifier, one));
      }
    }
    return all;
  }

  private Concepts concepts(LayeredClassifier classifier, Batch one) {
    Query query = one.queries().get(0);
    Tensor gA = ConceptGradients.at(classifier, one.factuals(), layer, one.targets().longs());
    float[] scores = ConceptGradients.scores(gA, scoring)[0];
    Tensor mask = mask(one, gA);
    List<Concept> chosen = new ArrayList<>();
    for (int channel : choice.of(scores, k, query.id())) {
      chosen.add(new Concept(channel, scores[channel], where(query, gA, mask, channel)));
    }
    return new Concepts(query.id(), layer, scores.length, chosen);
  }

  private Optional<Image> where(Query query, Tensor gA, Tensor mask, int channel) {
    if (!spatial || gA.shape().length != 4) {
      return Optional.empty();
    }
    Image seen = query.factual();
    String id = query.id() + "/concept " + channel;
    return Optional.of(
        ConceptGradients.localisation(mask, 0, channel, id, seen.height(), seen.width()));
  }

  /** theta: which channels and places of the layer count. */
  private Tensor mask(Batch batch, Tensor gA) {
    float[][] scores = ConceptGradients.scores(gA, scoring);
    int[][] chosen = new int[scores.length][];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = choice.of(scores[i], k, batch.queries().get(i).id());
    }
    Tensor channels = ConceptGradients.channelMask(gA, chosen);
    return spatial ? ConceptGradients.spatialMask(gA, channels, eta) : channels;
  }

  private void checkLayer(LayeredClassifier classifier) {
    if (!classifier.layers().contains(layer)) {
      throw new IllegalArgumentException(
          "concepts are channels of one of the classifier's layers, but "
              + classifier.name()
              + " has no "
              + layer
              + "; choose one of "
              + classifier.layers());
    }
  }

  /** Guides a batch by its concepts. */
  private final class Conditioned implements LdceGuide {
    private final Batch batch;
    private final LayeredClassifier classifier;
    private final Timesteps timesteps;
    private final Tensor fixed;

    Conditioned(Batch batch, LayeredClassifier classifier, Timesteps timesteps) {
      this.batch = batch;
      this.classifier = classifier;
      this.timesteps = timesteps;
      // 1. The concepts and their places, on the factual image (Alg. 1, lines 2-4).
      this.fixed = chosenOnce ? onFactuals() : null;
    }

    private Tensor onFactuals() {
      try (Scope scope = Scope.open()) {
        long[] targets = batch.targets().longs();
        Tensor gA = ConceptGradients.at(classifier, batch.factuals(), layer, targets);
        return scope.keep(mask(batch, gA));
      }
    }

    @Override
    public Cost beforehand() {
      return chosenOnce ? Cost.ZERO.classifier(1, 1) : Cost.ZERO;
    }

    @Override
    public Seen at(Gradients graph, Tensor pixels, Tensor leaf, int position) {
      // 2. Towards the end concepts no longer count (Section 5).
      if (!suspension.conditions(timesteps.at(position), position)) {
        Tensor logits = classifier.logits(pixels);
        Tensor gC = graph.of(ldce.switches().objective(batch, logits, classifier), leaf);
        return new Seen(logits, gC, 1);
      }
      // 3. The gradient through the concepts alone (Eq. 7, Alg. 1, line 6).
      LayeredClassifier.Layered seen = classifier.layered(pixels, layer);
      Tensor mask = chosenOnce ? fixed : anew(graph, seen);
      Tensor objective = ldce.switches().objective(batch, seen.logits(), classifier);
      Tensor gC = ConceptGradients.masked(graph, objective, seen.activations(), mask, leaf);
      return new Seen(seen.logits(), gC, chosenOnce ? 2 : 3);
    }

    private Tensor anew(Gradients graph, LayeredClassifier.Layered seen) {
      long[] targets = batch.targets().longs();
      Tensor logits = ConceptGradients.targetLogits(classifier, seen.logits(), targets);
      return mask(batch, graph.of(logits, seen.activations()));
    }
  }
}
