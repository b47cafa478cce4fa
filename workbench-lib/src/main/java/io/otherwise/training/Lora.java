package io.otherwise.training;

import io.otherwise.artifact.FloatTensor;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Fine-tuning by factors of low rank beside the projections of attention, of which nothing remains
 * but other weights: W + alpha / rank B A, with W frozen.
 *
 * <p>Hu et al. (2022), <a href="https://arxiv.org/abs/2106.09685">LoRA: Low-Rank Adaptation of
 * Large Language Models</a>, Section 4.1. LDCE states no rank and no alpha; those here are usual.
 *
 * @param rank columns of B and rows of A
 * @param alpha strength of the factors, in units of the rank
 */
public record Lora(int rank, double alpha) {
  /** Queries, keys, values and outputs of {@code attn1} and {@code attn2}. */
  private static final Pattern PROJECTION =
      Pattern.compile(".*\\.attn[12]\\.to_(q|k|v|out\\.0)\\.weight");

  private static final String DOWN = ".lora_A";
  private static final String UP = ".lora_B";

  public Lora {
    if (rank < 1 || !(alpha > 0)) {
      throw new IllegalArgumentException(
          "low-rank factors have a rank of at least 1 and a strength above 0, but had "
              + rank
              + " and "
              + alpha
              + "; 4 and 4 are usual");
    }
  }

  /** Rank 4 at full strength. */
  public static Lora usual() {
    return new Lora(4, 4);
  }

  /** What alpha / rank comes to. */
  private double scale() {
    return alpha / rank;
  }

  private static boolean adapted(Script.Parameter p) {
    return PROJECTION.matcher(p.key()).matches();
  }

  /**
   * The factors of a network: for each projection out x in first A, rank x in, then B, out x rank.
   *
   * @throws IllegalArgumentException if it has no attention
   */
  List<Script.Parameter> factors(List<Script.Parameter> network) {
    List<Script.Parameter> factors = new ArrayList<>();
    for (Script.Parameter p : network) {
      if (adapted(p)) {
        long out = p.shape().get(0);
        long in = p.shape().get(1);
        factors.add(new Script.Parameter(p.key() + DOWN, List.of((long) rank, in), true));
        factors.add(new Script.Parameter(p.key() + UP, List.of(out, (long) rank), true));
      }
    }
    if (factors.isEmpty()) {
      throw new IllegalArgumentException(
          "low-rank factors stand beside the projections of attention, but none of the network's "
              + network.size()
              + " weights is one; adapt a network with attention");
    }
    return factors;
  }

  /** A is normal and B zero: the network begins as it was. */
  static Function<Script.Parameter, float[]> start(long seed) {
    return Initial.weights(seed, UP);
  }

  /**
   * The network's weights with the factors merged into them; gradients flow to the factors.
   *
   * @param weights of the network, in its order
   * @param factors in the order of {@link #factors}
   */
  List<Tensor> merged(List<Script.Parameter> network, List<Tensor> weights, List<Tensor> factors) {
    List<Tensor> merged = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < network.size(); i++) {
      Tensor weight = weights.get(i);
      if (adapted(network.get(i))) {
        Tensor down = factors.get(next++);
        weight = weight.plus(factors.get(next++).matmul(down).times(scale()));
      }
      merged.add(weight);
    }
    return merged;
  }

  /** The same on the heap, for a file: every weight of the network by key. */
  Map<String, FloatTensor> merged(
      List<Script.Parameter> network,
      Function<Script.Parameter, float[]> weights,
      Map<String, FloatTensor> factors) {
    Map<String, FloatTensor> merged = new LinkedHashMap<>();
    for (Script.Parameter p : network) {
      FloatTensor weight = new FloatTensor(p.shape(), weights.apply(p));
      FloatTensor down = factors.get(p.key() + DOWN);
      merged.put(p.key(), down == null ? weight : sum(weight, down, factors.get(p.key() + UP)));
    }
    return merged;
  }

  private FloatTensor sum(FloatTensor weight, FloatTensor down, FloatTensor up) {
    try (Scope scope = Scope.open()) {
      Tensor product = tensor(up).matmul(tensor(down)).times(scale());
      return new FloatTensor(weight.shape(), tensor(weight).plus(product).floats());
    }
  }

  private static Tensor tensor(FloatTensor x) {
    return Tensor.of(x.values(), x.shape().get(0), x.shape().get(1));
  }
}
