package io.otherwise.training;

import io.otherwise.artifact.FloatTensor;
import io.otherwise.artifact.SafeTensors;
import io.otherwise.tensor.AdamW;
import io.otherwise.tensor.Gradients;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Torch;
import io.otherwise.tensor.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * One stage of training: a loss script, optimised for a number of steps.
 *
 * @param steps optimiser steps
 * @param rate learning rate over the steps
 * @param weightDecay see {@link AdamW}
 * @param averaging share of the moving average of the weights that stays at each step
 */
public record Stage(int steps, LearningRate rate, double weightDecay, double averaging) {
  private static final double NORM_LIMIT = 1.0;
  private static final int REPORT_EVERY = 50;
  private static final int CHECKPOINT_EVERY = 500;

  /**
   * What layers compute in while training: bfloat16 where the processor multiplies it itself,
   * float32 elsewhere, where emulation would cost more than it saves. {@code -Dprecision=} decides
   * otherwise.
   */
  static Script.Precision precision() {
    String chosen = System.getProperty("precision");
    if (chosen != null) {
      return Script.Precision.valueOf(chosen);
    }
    return Torch.multipliesBfloat16() ? Script.Precision.BFLOAT16 : Script.Precision.FLOAT32;
  }

  /** A line of the training curve: means since the last line. */
  public record Point(int step, double loss, double gradientNorm, double seconds) {
    /** For a log. */
    String line(int steps) {
      return String.format(
          Locale.ROOT,
          "step %d / %d  loss %.5f  gradient %.3f  %.0f s",
          step,
          steps,
          loss,
          gradientNorm,
          seconds);
    }
  }

  /** What a stage made: averaged weights by key, and the curve. */
  public record Result(Map<String, FloatTensor> weights, List<Point> curve) {
    /**
     * What was learnt in its place among the tensors of a file, which stay as they are.
     *
     * @throws IllegalArgumentException if something was learnt that the file does not have
     */
    Result beside(SafeTensors file) {
      Map<String, FloatTensor> all = new LinkedHashMap<>();
      file.entries()
          .forEach((key, entry) -> all.put(key, new FloatTensor(entry.shape(), file.floats(key))));
      for (String key : weights.keySet()) {
        if (all.replace(key, weights.get(key)) == null) {
          throw new IllegalArgumentException(
              "what was learnt takes its place in a file that has it, but this one has no "
                  + key
                  + "; choose the file from which the training went on");
        }
      }
      return new Result(all, curve);
    }

    /** The curve as a CSV file. */
    String csv() {
      return curve.stream()
          .map(
              p ->
                  String.format(
                      Locale.ROOT,
                      "%d,%.6f,%.4f,%.1f",
                      p.step(),
                      p.loss(),
                      p.gradientNorm(),
                      p.seconds()))
          .collect(Collectors.joining("\n", "step,loss,gradient_norm,seconds\n", "\n"));
    }
  }

  /** Hears about the curve while it grows. */
  @FunctionalInterface
  public interface Listener {
    void at(Point point, Stage stage);

    /** Every {@value #CHECKPOINT_EVERY} steps: what would be the result now. */
    default void checkpoint(Result soFar) {}

    /** The same listener, told of checkpoints that hold the rest of a file too. */
    default Listener beside(SafeTensors file) {
      Listener told = this;
      return new Listener() {
        @Override
        public void at(Point point, Stage stage) {
          told.at(point, stage);
        }

        @Override
        public void checkpoint(Result soFar) {
          told.checkpoint(soFar.beside(file));
        }
      };
    }
  }

  /** Makes the inputs of the loss. */
  @FunctionalInterface
  public interface Inputs {
    /**
     * The inputs at a step, made inside the step's scope and outside any graph.
     *
     * @param weights the network's, as they are at this step, in its order; only to be read
     */
    Tensor[] at(int step, List<Tensor> weights);
  }

  /**
   * Runs the stage.
   *
   * @param network the loss: its first output is a single value; closed by the caller
   * @param inputs the network's inputs at a step, made inside the step's scope
   */
  public Result run(Network network, IntFunction<Tensor[]> inputs, Listener listener) {
    return run(network, (step, weights) -> inputs.apply(step), listener);
  }

  /** The same with inputs that depend on the weights, as adversarial pictures do. */
  public Result run(Network network, Inputs inputs, Listener listener) {
    return run(network, network.weights(), weights -> weights, inputs, listener);
  }

  /**
   * The same where something else is learnt, of which the network's weights are made at every step.
   *
   * @param learnt what the optimiser changes; closed by the caller
   * @param made the network's weights, in its order, from what is learnt
   */
  Result run(
      Network network,
      Weights learnt,
      UnaryOperator<List<Tensor>> made,
      Inputs inputs,
      Listener listener) {
    List<Point> curve = new ArrayList<>();
    try (AdamW optimiser = new AdamW(learnt, weightDecay, NORM_LIMIT)) {
      double loss = 0;
      double norm = 0;
      long start = System.nanoTime();
      for (int step = 0; step < steps; step++) {
        try (Scope scope = Scope.open()) {
          Tensor[] now = inputs.at(step, optimiser.weights());
          List<Tensor> gradients;
          try (Gradients graph = Gradients.record()) {
            Tensor value = network.runWith(made.apply(optimiser.weights()), now).get(0);
            gradients =
                graph.vjp(
                    List.of(value), optimiser.trained(), List.of(Tensor.full(1, value.shape())));
            loss += value.detached().item();
          }
          norm += optimiser.step(gradients, rate.at(step), averaging);
        }
        if ((step + 1) % REPORT_EVERY == 0 || step + 1 == steps) {
          int n = (step % REPORT_EVERY) + 1;
          curve.add(new Point(step + 1, loss / n, norm / n, (System.nanoTime() - start) / 1e9));
          listener.at(curve.get(curve.size() - 1), this);
          loss = 0;
          norm = 0;
        }
        if ((step + 1) % CHECKPOINT_EVERY == 0) {
          listener.checkpoint(collect(learnt.parameters(), optimiser.averaged(), curve));
        }
      }
      return collect(learnt.parameters(), optimiser.averaged(), curve);
    }
  }

  private static Result collect(
      List<Script.Parameter> parameters, List<Tensor> tensors, List<Point> curve) {
    Map<String, FloatTensor> weights = new LinkedHashMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      Script.Parameter p = parameters.get(i);
      weights.put(p.key(), new FloatTensor(p.shape(), tensors.get(i).floats()));
    }
    return new Result(weights, List.copyOf(curve));
  }
}
