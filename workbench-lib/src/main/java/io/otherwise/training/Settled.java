package io.otherwise.training;

import io.otherwise.artifact.FloatTensor;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Runs a stage of a network with batch normalisation. Its running statistics belong to the last
 * weights, not to their average: they are measured again at the end.
 */
final class Settled {
  /** Batches after which the running statistics have forgotten where they started. */
  private static final int SETTLING = 60;

  private Settled() {}

  /**
   * Trains from given weights.
   *
   * @param script the loss, written for training
   * @param inputs the script's inputs at a step, made inside the step's scope
   */
  static Stage.Result run(
      Stage stage,
      Script script,
      IntFunction<Tensor[]> inputs,
      Function<Script.Parameter, float[]> start,
      Stage.Listener listener) {
    return run(stage, script, (step, weights) -> inputs.apply(step), start, listener);
  }

  /** The same with inputs that depend on the weights; at the end on the averaged ones. */
  static Stage.Result run(
      Stage stage,
      Script script,
      Stage.Inputs inputs,
      Function<Script.Parameter, float[]> start,
      Stage.Listener listener) {
    Stage.Result result;
    try (Network network = new Network(script, Weights.from(script.parameters(), start))) {
      result = stage.run(network, inputs, listener);
    }
    return new Stage.Result(
        settled(
            script, (step, weights) -> inputs.at(stage.steps() + step, weights), result.weights()),
        result.curve());
  }

  private static Map<String, FloatTensor> settled(
      Script script, Stage.Inputs inputs, Map<String, FloatTensor> averaged) {
    Map<String, FloatTensor> settled = new LinkedHashMap<>();
    Weights weights = Weights.from(script.parameters(), p -> averaged.get(p.key()).values());
    try (Network network = new Network(script, weights)) {
      for (int i = 0; i < SETTLING; i++) {
        try (Scope scope = Scope.open()) {
          network.run(inputs.at(i, weights.tensors()));
        }
      }
      for (int i = 0; i < weights.tensors().size(); i++) {
        Script.Parameter p = script.parameters().get(i);
        settled.put(p.key(), new FloatTensor(p.shape(), weights.tensors().get(i).floats()));
      }
    }
    return settled;
  }
}
