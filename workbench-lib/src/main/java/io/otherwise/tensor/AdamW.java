package io.otherwise.tensor;

import java.util.ArrayList;
import java.util.List;

/**
 * Adam with decoupled weight decay, a limit on the gradient's norm, and an exponential moving
 * average of the weights; one engine call a step.
 *
 * <p>Loshchilov and Hutter (2019), <a href="https://arxiv.org/abs/1711.05101">Decoupled Weight
 * Decay Regularization</a>.
 */
public final class AdamW implements AutoCloseable {
  private static final String SOURCE =
      """
        def step(self, p: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor], e: List[Tensor], limit: float, a1: float, b1: float, a2: float, b2: float, root2: float, eps: float, keep: float, rate: float, toward: float) -> Tensor:
          total = torch.sum(torch.square(g[0]))
          for i in range(1, torch.len(g)):
            total = torch.add(total, torch.sum(torch.square(g[i])))
          norm = torch.sqrt(total)
          scale = torch.clamp(torch.mul(torch.reciprocal(norm), limit), 0., 1.)
          for i in range(torch.len(p)):
            gi = torch.mul(g[i], scale)
            _0 = torch.add_(torch.mul_(m[i], b1), gi, alpha=a1)
            _1 = torch.addcmul_(torch.mul_(v[i], b2), gi, gi, value=a2)
            root = torch.add(torch.div(torch.sqrt(v[i]), root2), eps)
            _2 = torch.addcdiv_(torch.mul_(p[i], keep), m[i], root, value=rate)
            _3 = torch.lerp_(e[i], p[i], toward)
          return norm
      """;

  private final Program program = Program.compile(SOURCE);
  private final Scope scope = Scope.apart();
  private final List<Script.Parameter> parameters;
  private final List<Tensor> all;
  private final List<Tensor> trained = new ArrayList<>();
  private final List<Tensor> averages = new ArrayList<>();
  private final List<Tensor> first = new ArrayList<>();
  private final List<Tensor> second = new ArrayList<>();
  private final double weightDecay;
  private final double normLimit;
  private int steps;

  /**
   * Makes leaves of the weights; statistics of batch normalisation are shared, not optimised.
   *
   * @param weightDecay share of a weight taken off a step, times the learning rate
   * @param normLimit largest norm of the whole gradient
   */
  public AdamW(Weights weights, double weightDecay, double normLimit) {
    this.parameters = weights.parameters();
    this.weightDecay = weightDecay;
    this.normLimit = normLimit;
    List<Tensor> leaves = new ArrayList<>();
    try (Scope making = Scope.open()) {
      for (int i = 0; i < parameters.size(); i++) {
        Tensor weight = weights.tensors().get(i);
        if (parameters.get(i).trained()) {
          Tensor leaf = making.moveTo(scope, Ops.call("leaf", weight));
          trained.add(leaf);
          averages.add(making.moveTo(scope, weight.copy()));
          first.add(making.moveTo(scope, weight.times(0)));
          second.add(making.moveTo(scope, weight.times(0)));
          leaves.add(leaf);
        } else {
          leaves.add(weight);
        }
      }
    }
    this.all = List.copyOf(leaves);
  }

  /** What {@link Network#runWith} takes: leaves, and statistics as they are. */
  public List<Tensor> weights() {
    return all;
  }

  /** The leaves alone: what gradients are asked for. */
  public List<Tensor> trained() {
    return List.copyOf(trained);
  }

  /**
   * One step, outside any recording.
   *
   * @param gradients one for each of {@link #trained()}
   * @param rate learning rate
   * @param averaging share of the average that stays, such as 0.999
   * @return the norm of the gradient before the limit
   */
  public double step(List<Tensor> gradients, double rate, double averaging) {
    steps++;
    // Early on the average would remember the random start.
    double kept = Math.min(averaging, (1.0 + steps) / (10.0 + steps));
    Tensor norm =
        program.call(
            "step",
            trained,
            gradients,
            first,
            second,
            averages,
            normLimit,
            1 - Adam.BETA_1,
            Adam.BETA_1,
            1 - Adam.BETA_2,
            Adam.BETA_2,
            Math.sqrt(1 - Math.pow(Adam.BETA_2, steps)),
            Adam.EPS,
            1 - rate * weightDecay,
            -rate / (1 - Math.pow(Adam.BETA_1, steps)),
            1 - kept);
    return norm.item();
  }

  /** The averaged weights in the order of the parameters; statistics as they are. */
  public List<Tensor> averaged() {
    List<Tensor> out = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < parameters.size(); i++) {
      out.add(parameters.get(i).trained() ? averages.get(next++) : all.get(i));
    }
    return out;
  }

  @Override
  public void close() {
    program.close();
    scope.close();
  }
}
