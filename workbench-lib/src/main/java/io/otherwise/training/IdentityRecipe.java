package io.otherwise.training;

import io.otherwise.artifact.FloatTensor;
import io.otherwise.network.ResNet;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Script.Value;
import io.otherwise.tensor.Tensor;
import io.otherwise.world.PersonTrait;
import io.otherwise.world.Scene;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Trains a network to tell people apart, each shown in several photos with other attributes, poses
 * and rooms. It classifies by the cosine of the pooled features and one direction a person, because
 * cosines are what metrics compare afterwards: Wang et al. (2018), <a
 * href="https://arxiv.org/abs/1801.09414">CosFace</a>, Eq. 4. A rendered person's traits are known,
 * so a linear head tells them from the same features: what a name alone teaches slowly, the traits
 * say in every picture. Directions and head are training's own and not among the resulting weights.
 *
 * @param architecture without classes: its output is the features
 * @param people how many the pool shows
 * @param shots photos of each, one after the other in the pool
 * @param batch faces a step
 */
public record IdentityRecipe(
    ResNet architecture, int people, int shots, long seed, int batch, Stage stage)
    implements FeatureRecipe<Scene> {
  /** Key of the directions, one row a person. */
  static final String DIRECTIONS = "identities.weight";

  /** Begins the keys of the head that tells traits. */
  static final String HEAD = "traits.";

  /** Error of the traits against the loss of the names. */
  static final double TRAITS = 6;

  private static final double SCALE = 24;
  private static final double MARGIN = 0.2;
  private static final double EPS = 1e-12;

  public IdentityRecipe {
    if (people < 2 || shots < 2) {
      throw new IllegalArgumentException(
          "telling people apart takes 2 people and 2 photos of each, but there were "
              + people
              + " and "
              + shots
              + "; show more of them");
    }
    architecture = architecture.headless();
  }

  /**
   * The loss as one script: images N x 3 x H x W in [0, 1], the number of each person, and the
   * traits N x {@link PersonTrait}.
   */
  static Script loss(ResNet architecture, int people, Script.Precision precision) {
    Script s = new Script(precision, true);
    Value image = s.input("image");
    Value person = s.input("person");
    Value traits = s.input("traits");
    Value features = architecture.forward(s.layers(), image.times(2).plus(-1)).logits();
    Value directions =
        s.layers().at("identities").weight("weight", people, architecture.features());
    Value cosines = features.unit(1, EPS).matmul(directions.unit(1, EPS).transposed());
    Value own = s.call("torch.one_hot", person, people).asFloat();
    Value logits = cosines.minus(own.times(MARGIN)).times(SCALE);
    Value named = s.call("torch.cross_entropy_loss", logits, person, null, 1);
    Value told =
        s.layers()
            .at("traits")
            .linear(features, architecture.features(), PersonTrait.values().length);
    Value error = s.call("torch.mean", told.minus(traits).square());
    s.returns(named.plus(error.times(TRAITS)));
    return s;
  }

  @Override
  public Stage.Result run(
      ScenePool<Scene> pool, Function<Script.Parameter, float[]> start, Stage.Listener listener) {
    if (pool.size() != people * shots) {
      throw new IllegalArgumentException(
          "the pool shows "
              + shots
              + " photos of each of "
              + people
              + " people, but it had "
              + pool.size()
              + " faces; render it with Pools.people");
    }
    Script script = loss(architecture, people, Stage.precision());
    Stage.Result result = Settled.run(stage, script, step -> inputs(pool, step), start, listener);
    Map<String, FloatTensor> kept = new LinkedHashMap<>(result.weights());
    kept.keySet().removeIf(key -> key.equals(DIRECTIONS) || key.startsWith(HEAD));
    return new Stage.Result(kept, result.curve());
  }

  private Tensor[] inputs(ScenePool<Scene> pool, int step) {
    int[] faces = pool.batch(seed, step, batch);
    long[] person = new long[batch];
    int width = PersonTrait.values().length;
    float[] traits = new float[batch * width];
    for (int i = 0; i < batch; i++) {
      person[i] = faces[i] / shots;
      double[] own = pool.scene(faces[i]).traits();
      for (int t = 0; t < width; t++) {
        traits[i * width + t] = (float) own[t];
      }
    }
    return new Tensor[] {
      pool.images(faces), Tensor.of(person, batch), Tensor.of(traits, batch, width)
    };
  }
}
