package io.otherwise.tensor;

import java.util.ArrayList;
import java.util.List;

/**
 * Adam, for methods that optimise an image or a latent: bias corrected, without weight decay.
 *
 * <p>Kingma and Ba (2015), <a href="https://arxiv.org/abs/1412.6980">Adam: A Method for Stochastic
 * Optimization</a>, Algorithm 1, with its default decay rates 0.9 and 0.999 and eps 1e-8. Every
 * value has moments of its own, so no sample of a batch sees another. {@link AdamW} trains
 * networks.
 */
public final class Adam {
  static final double BETA_1 = 0.9;
  static final double BETA_2 = 0.999;
  static final double EPS = 1e-8;

  private static final String SOURCE =
      """
        def step(self, p: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor], a1: float, b1: float, a2: float, b2: float, root2: float, eps: float, rate: float) -> Tensor:
          for i in range(torch.len(p)):
            _0 = torch.add_(torch.mul_(m[i], b1), g[i], alpha=a1)
            _1 = torch.addcmul_(torch.mul_(v[i], b2), g[i], g[i], value=a2)
            root = torch.add(torch.div(torch.sqrt(v[i]), root2), eps)
            _2 = torch.addcdiv_(p[i], m[i], root, value=rate)
          return p[0]
      """;

  private static final class Compiled {
    static final Program STEP = Program.compile(SOURCE);
  }

  private final List<Tensor> first = new ArrayList<>();
  private final List<Tensor> second = new ArrayList<>();
  private int steps;

  /**
   * Starts with moments of zero, which live in the innermost open scope.
   *
   * @param like what will be optimised, at least one tensor
   */
  public Adam(List<Tensor> like) {
    for (Tensor tensor : like) {
      first.add(Tensor.full(0, tensor.shape()));
      second.add(Tensor.full(0, tensor.shape()));
    }
  }

  /**
   * One step against a gradient; the values are changed in place.
   *
   * @param values as many, in order and shape, as it was started with; outside any graph
   * @param gradients one for each
   * @param rate learning rate, about the largest change of a value in one step
   */
  public void step(List<Tensor> values, List<Tensor> gradients, double rate) {
    if (values.size() != first.size() || gradients.size() != first.size()) {
      throw new IllegalArgumentException(
          "Adam steps the tensors it was started with, which are "
              + first.size()
              + ", but was given "
              + values.size()
              + " with "
              + gradients.size()
              + " gradients; start another one for these");
    }
    steps++;
    Compiled.STEP.call(
        "step",
        values,
        gradients,
        first,
        second,
        1 - BETA_1,
        BETA_1,
        1 - BETA_2,
        BETA_2,
        Math.sqrt(1 - Math.pow(BETA_2, steps)),
        EPS,
        -rate / (1 - Math.pow(BETA_1, steps)));
  }
}
