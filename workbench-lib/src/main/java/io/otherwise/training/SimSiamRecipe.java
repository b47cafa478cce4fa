package io.otherwise.training;

import io.otherwise.network.ImageNetwork;
import io.otherwise.network.SimSiam;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Script.Value;
import io.otherwise.tensor.Tensor;
import io.otherwise.world.Scene;
import java.util.function.Function;

/**
 * Trains a network without labels: from one view of a face it predicts its own projection of
 * another view. Chen and He (2021), <a href="https://arxiv.org/abs/2011.10566">Exploring Simple
 * Siamese Representation Learning</a>, Algorithm 1 and Eq. 4.
 *
 * @param views how a face is cropped and recoloured
 * @param batch faces a step, two views of each
 */
public record SimSiamRecipe(SimSiam architecture, Views views, long seed, int batch, Stage stage)
    implements FeatureRecipe<Scene> {

  private static final double EPS = 1e-8;

  /**
   * Eq. 4: minus the mean cosine of each prediction and the other view's projection. The
   * projections are constants to the gradient; without that, everything would collapse into one
   * point.
   *
   * @return a single value in [-1, 1]
   */
  static Value loss(Value p1, Value z1, Value p2, Value z2) {
    return likeness(p1, z2).plus(likeness(p2, z1)).times(-0.5);
  }

  private static Value likeness(Value p, Value z) {
    Script s = p.script();
    return s.call("torch.mean", s.call("torch.cosine_similarity", p, z.detached(), 1, EPS));
  }

  /** The loss as one script: two views of the same faces, N x 3 x H x W in about [0, 1]. */
  static Script loss(SimSiam architecture, Script.Precision precision) {
    Script s = new Script(precision, true);
    ImageNetwork.Activations one = seen(architecture, s, s.input("one"));
    ImageNetwork.Activations two = seen(architecture, s, s.input("two"));
    s.returns(
        loss(
            one.layers().get(SimSiam.PREDICTION),
            one.logits(),
            two.layers().get(SimSiam.PREDICTION),
            two.logits()));
    return s;
  }

  private static ImageNetwork.Activations seen(SimSiam architecture, Script s, Value view) {
    return architecture.forward(s.layers(), view.times(2).plus(-1));
  }

  @Override
  public Stage.Result run(
      ScenePool<Scene> pool, Function<Script.Parameter, float[]> start, Stage.Listener listener) {
    Script script = loss(architecture, Stage.precision());
    return Settled.run(stage, script, step -> inputs(pool, step), start, listener);
  }

  private Tensor[] inputs(ScenePool<Scene> pool, int step) {
    Tensor faces = pool.images(pool.batch(seed, step, batch));
    return new Tensor[] {views.of(faces, "one", step), views.of(faces, "two", step)};
  }
}
