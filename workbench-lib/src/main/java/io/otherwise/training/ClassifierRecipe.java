package io.otherwise.training;

import io.otherwise.network.ImageNetwork;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Script.Value;
import io.otherwise.tensor.Tensor;
import io.otherwise.world.Attribute;
import io.otherwise.world.Scene;
import java.util.List;
import java.util.function.Function;

/**
 * Trains a network to tell attributes of faces: one logit an attribute, binary cross-entropy.
 *
 * @param attributes what to tell, in the order of the logits
 * @param seed of the batches
 * @param batch faces a step
 */
public record ClassifierRecipe(
    ImageNetwork architecture, List<Attribute> attributes, long seed, int batch, Stage stage)
    implements FeatureRecipe<Scene> {
  public ClassifierRecipe {
    attributes = List.copyOf(attributes);
    if (architecture.classes() != attributes.size()) {
      throw new IllegalArgumentException(
          "a classifier has one logit an attribute, but "
              + attributes.size()
              + " attributes were given to a network of "
              + architecture.classes()
              + " classes; make both the same");
    }
  }

  /**
   * The loss as one script: images N x 3 x H x W in [0, 1] and labels N x attributes.
   *
   * @param training whether batch normalisation is in training mode
   */
  static Script loss(ImageNetwork architecture, Script.Precision precision, boolean training) {
    Script s = new Script(precision, training);
    Value image = s.input("image");
    Value labels = s.input("labels");
    Value logits = architecture.forward(s.layers(), image.times(2).plus(-1)).logits();
    s.returns(s.call("torch.binary_cross_entropy_with_logits", logits, labels, null, null, 1));
    return s;
  }

  @Override
  public Stage.Result run(
      ScenePool<Scene> pool, Function<Script.Parameter, float[]> start, Stage.Listener listener) {
    Script script = loss(architecture, Stage.precision(), true);
    return Settled.run(stage, script, step -> inputs(pool, step), start, listener);
  }

  Tensor[] inputs(ScenePool<Scene> pool, int step) {
    int[] faces = pool.batch(seed, step, batch);
    float[] labels = new float[batch * attributes.size()];
    for (int i = 0; i < labels.length; i++) {
      int face = faces[i / attributes.size()];
      labels[i] = pool.scene(face).label(attributes.get(i % attributes.size())) ? 1 : 0;
    }
    return new Tensor[] {pool.images(faces), Tensor.of(labels, batch, attributes.size())};
  }
}
