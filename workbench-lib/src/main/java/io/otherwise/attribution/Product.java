package io.otherwise.attribution;

import io.otherwise.tensor.Script;
import io.otherwise.tensor.Script.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A layer that multiplies with weights and adds a bias, as a script wrote it.
 *
 * @param rule how it shares relevance
 * @param function {@code torch.conv2d}, {@code torch.conv1d} or {@code torch.linear}
 * @param input what it was given
 * @param bias null where there is none
 * @param rest stride, padding and what else the function takes
 */
record Product(
    Rule rule, String function, Value input, Value weight, Value bias, List<Object> rest) {
  /** How a layer shares the relevance of what it gives among what it was given. */
  enum Rule {
    BOX,
    GAMMA,
    EPSILON
  }

  /** The arguments of a call, bias third. */
  static Product of(Rule rule, String function, Object... call) {
    List<Object> rest = Arrays.asList(call).subList(3, call.length);
    return new Product(rule, function, (Value) call[0], (Value) call[1], (Value) call[2], rest);
  }

  /** The layer on another input with other weights; no bias where it is null. */
  Value on(Value x, Value otherWeight, Value otherBias) {
    List<Object> all = new ArrayList<>(Arrays.asList(x, otherWeight, otherBias));
    all.addAll(rest);
    return x.script().call(function, all.toArray());
  }

  /** Without a bias. */
  Value on(Value x, Value otherWeight) {
    return on(x, otherWeight, null);
  }

  /**
   * This layer and the batch normalisation behind it in one (zennit's canonizer): with a = scale /
   * sqrt(var + eps) the weights are a w and the bias is shift + a (bias - mean).
   *
   * @param norm the arguments of the normalisation's call
   */
  Product merged(Object... norm) {
    Script s = input.script();
    Value mean = (Value) norm[3];
    Value a = s.call("torch.rsqrt", ((Value) norm[4]).plus((double) norm[7]));
    a = norm[1] == null ? a : a.times((Value) norm[1]);
    Value moved = bias == null ? mean.times(-1) : bias.minus(mean);
    Value shift = a.times(moved);
    shift = norm[2] == null ? shift : shift.plus((Value) norm[2]);
    return new Product(rule, function, input, weight.times(a.reshape(perOutput())), shift, rest);
  }

  private long[] perOutput() {
    return switch (function) {
      case "torch.conv2d" -> new long[] {-1, 1, 1, 1};
      case "torch.conv1d" -> new long[] {-1, 1, 1};
      default -> new long[] {-1, 1};
    };
  }
}
