package io.otherwise.network;

import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Factors of low rank beside the projections of a network's attention, merged into its weights
 * before it runs: W + alpha / rank B A.
 *
 * <p>Hu et al. (2022), <a href="https://arxiv.org/abs/2106.09685">LoRA: Low-Rank Adaptation of
 * Large Language Models</a>, Section 4.1. LDCE states no rank and no alpha; those here are usual.
 *
 * @param rank columns of B and rows of A
 * @param alpha strength of the factors, in units of the rank
 */
public record Lora(int rank, double alpha) {
  /** What the key of a factor B ends in; it begins at zero, so that the network does as it was. */
  public static final String UP = ".lora_B";

  private static final String DOWN = ".lora_A";

  /** Queries, keys, values and outputs of {@code attn1} and {@code attn2}. */
  private static final Pattern PROJECTION =
      Pattern.compile(".*\\.attn[12]\\.to_(q|k|v|out\\.0)\\.weight");

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

  private static boolean adapted(Script.Parameter p) {
    return PROJECTION.matcher(p.key()).matches();
  }

  private Script.Parameter down(Script.Parameter p) {
    return new Script.Parameter(p.key() + DOWN, List.of((long) rank, p.shape().get(1)), true);
  }

  private Script.Parameter up(Script.Parameter p) {
    return new Script.Parameter(p.key() + UP, List.of(p.shape().get(0), (long) rank), true);
  }

  /**
   * The factors of a network: for each projection out x in first A, rank x in, then B, out x rank.
   *
   * @throws IllegalArgumentException if it has no attention
   */
  public List<Script.Parameter> factors(List<Script.Parameter> network) {
    List<Script.Parameter> factors = new ArrayList<>();
    for (Script.Parameter p : network) {
      if (adapted(p)) {
        factors.add(down(p));
        factors.add(up(p));
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

  /**
   * The network's weights with the factors merged into them; gradients flow to the factors.
   *
   * @param weights of the network, in its order
   * @param factors in the order of {@link #factors}
   */
  public List<Tensor> merged(
      List<Script.Parameter> network, List<Tensor> weights, List<Tensor> factors) {
    List<Tensor> merged = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < network.size(); i++) {
      Tensor weight = weights.get(i);
      if (adapted(network.get(i))) {
        Tensor down = factors.get(next++);
        weight = sum(weight, down, factors.get(next++));
      }
      merged.add(weight);
    }
    return merged;
  }

  /**
   * The same for one weight on the heap; what is no projection stays as it is.
   *
   * @param values of the weight, row-major
   * @param factors gives the row-major values of its factors
   */
  public float[] merged(
      Script.Parameter weight, float[] values, Function<Script.Parameter, float[]> factors) {
    if (!adapted(weight)) {
      return values;
    }
    try (Scope scope = Scope.open()) {
      return sum(
              tensor(weight, values),
              tensor(down(weight), factors.apply(down(weight))),
              tensor(up(weight), factors.apply(up(weight))))
          .floats();
    }
  }

  private Tensor sum(Tensor weight, Tensor down, Tensor up) {
    return weight.plus(up.matmul(down).times(alpha / rank));
  }

  private static Tensor tensor(Script.Parameter p, float... values) {
    return Tensor.of(values, p.shape().get(0), p.shape().get(1));
  }
}
