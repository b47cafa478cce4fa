package io.otherwise.training;

import io.otherwise.tensor.Network;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import io.otherwise.world.Scene;
import java.util.List;
import java.util.function.Function;

/**
 * Adversarial training: every picture of a step is attacked with the weights of that moment, and
 * the loss is that of the attacked pictures alone. Madry et al. (2018), <a
 * href="https://arxiv.org/abs/1706.06083">Towards Deep Learning Models Resistant to Adversarial
 * Attacks</a>, Eq. 2.1.
 *
 * <p>The attack sees batch normalisation in inference mode, as in Engstrom et al. (2019), <a
 * href="https://github.com/MadryLab/robustness">Robustness</a>: a picture's gradient is then its
 * own, and the running statistics stay undisturbed. Only the optimiser's forward, in training mode,
 * updates them, so they are those of attacked pictures; {@link Settled} measures them again on such
 * pictures at the end.
 *
 * <p>An attack step costs two forward passes, an optimiser step three.
 *
 * @param plain the same training without an attack: network, labels, batches and stage
 */
public record RobustRecipe(ClassifierRecipe plain, L2Attack attack)
    implements FeatureRecipe<Scene> {
  @Override
  public Stage.Result run(
      ScenePool<Scene> pool, Function<Script.Parameter, float[]> start, Stage.Listener listener) {
    Script trained = ClassifierRecipe.loss(plain.architecture(), Stage.precision(), true);
    Script attacked = ClassifierRecipe.loss(plain.architecture(), Stage.precision(), false);
    try (Network victim = new Network(attacked, Weights.from(attacked.parameters(), start))) {
      return Settled.run(
          plain.stage(),
          trained,
          (step, weights) -> attacked(attack, victim, weights, plain.inputs(pool, step)),
          start,
          listener);
    }
  }

  /**
   * A batch after the attack.
   *
   * @param victim the loss in inference mode; runs with the given weights, not with its own
   * @param clean images and labels
   */
  static Tensor[] attacked(L2Attack attack, Network victim, List<Tensor> weights, Tensor... clean) {
    Tensor labels = clean[1];
    Tensor images = attack.on(clean[0], x -> victim.runWith(weights, x, labels).get(0));
    return new Tensor[] {images, labels};
  }
}
