package io.otherwise.training;

import io.otherwise.artifact.FloatTensor;
import io.otherwise.network.ImageNetwork;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Script.Value;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import io.otherwise.world.Attribute;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Trains a network to tell attributes of faces: one logit an attribute, binary cross-entropy.
 *
 * @param attributes what to tell, in the order of the logits
 * @param seed of the batches
 * @param batch faces a step
 */
public record ClassifierRecipe(
    ImageNetwork architecture, List<Attribute> attributes, long seed, int batch, Stage stage) {
  /** Batches after which the running statistics have forgotten where they started. */
  private static final int SETTLING = 60;

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

  /** The loss as one script: images N x 3 x H x W in [0, 1] and labels N x attributes. */
  static Script loss(ImageNetwork architecture, Script.Precision precision) {
    Script s = new Script(precision, true);
    Value image = s.input("image");
    Value labels = s.input("labels");
    Value logits = architecture.forward(s.layers(), image.times(2).plus(-1)).logits();
    s.returns(s.call("torch.binary_cross_entropy_with_logits", logits, labels, null, null, 1));
    return s;
  }

  /** Runs the stage from given weights. */
  public Stage.Result run(
      FacePool pool, Function<Script.Parameter, float[]> start, Stage.Listener listener) {
    Script script = loss(architecture, Stage.precision());
    Stage.Result result;
    try (Network network = new Network(script, Weights.from(script.parameters(), start))) {
      result = stage.run(network, step -> inputs(pool, step), listener);
    }
    return new Stage.Result(settled(script, pool, result.weights()), result.curve());
  }

  /** Batch statistics belong to the last weights, not to their average: measure them again. */
  private Map<String, FloatTensor> settled(
      Script script, FacePool pool, Map<String, FloatTensor> averaged) {
    Map<String, FloatTensor> settled = new LinkedHashMap<>();
    Weights weights = Weights.from(script.parameters(), p -> averaged.get(p.key()).values());
    try (Network network = new Network(script, weights)) {
      for (int i = 0; i < SETTLING; i++) {
        try (Scope scope = Scope.open()) {
          network.run(inputs(pool, stage.steps() + i));
        }
      }
      for (int i = 0; i < weights.tensors().size(); i++) {
        Script.Parameter p = script.parameters().get(i);
        settled.put(p.key(), new FloatTensor(p.shape(), weights.tensors().get(i).floats()));
      }
    }
    return settled;
  }

  private Tensor[] inputs(FacePool pool, int step) {
    int[] faces = pool.batch(seed, step, batch);
    float[] labels = new float[batch * attributes.size()];
    for (int i = 0; i < labels.length; i++) {
      int face = faces[i / attributes.size()];
      labels[i] = pool.label(face, attributes.get(i % attributes.size())) ? 1 : 0;
    }
    return new Tensor[] {pool.images(faces), Tensor.of(labels, batch, attributes.size())};
  }
}
