package io.otherwise.attribution;

import io.otherwise.attribution.Product.Rule;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Script.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives a script of any network its relevance: listens while the network is written, and beside
 * every value that depends on the image writes a probe, a tensor of zeros of the same shape. Rules
 * make the probe of an output linear in those of the inputs, with the shares of relevance as
 * factors. Hence the gradient of (logit x probe of the logit) for the probe of a value is the
 * relevance of that value, and the engine's ordinary backward pass is the propagation. The values
 * themselves stay as they were written, to the bit.
 */
final class Probes implements Script.Listener {
  private record Box(Value low, Value high) {}

  private final Script script;
  private final Rules rules;
  private final Map<Value, Value> probes = new HashMap<>();
  private final Map<Value, Box> boxes = new HashMap<>();

  /** Layers whose probe waits for what follows: a normalisation that belongs to them, or not. */
  private final Map<Value, Product> waiting = new HashMap<>();

  /** Outputs of layers whose normalisation was merged, by what they became. */
  private final Map<Value, Value> merged = new HashMap<>();

  Probes(Script script, double gamma, double epsilon) {
    this.script = script;
    this.rules = new Rules(script, gamma, epsilon);
    script.tell(this);
  }

  /** The image as the first layer sees it, its probe, and the range of each of its values. */
  void image(Value x, Value probe, Value low, Value high) {
    probes.put(x, probe);
    boxes.put(x, new Box(low, high));
  }

  /** Stops listening: what is asked for from now on is written unheard. */
  void finished() {
    script.tell((result, function, arguments) -> {});
  }

  /** Whether a value depends on the image in a way that carries relevance. */
  boolean has(Value value) {
    return probes.containsKey(value) || waiting.containsKey(value) || merged.containsKey(value);
  }

  /** The probe of a value. */
  Value of(Value value) {
    if (merged.containsKey(value)) {
      return of(merged.get(value));
    }
    Product layer = waiting.remove(value);
    if (layer != null) {
      probes.put(value, probe(layer, value));
    }
    return probes.get(value);
  }

  private Value probe(Product layer, Value z) {
    Value m = of(layer.input());
    return switch (layer.rule()) {
      case BOX -> {
        Box box = boxes.get(layer.input());
        yield rules.box(layer, m, box.low(), box.high());
      }
      case GAMMA -> rules.gamma(layer, z, m);
      case EPSILON -> rules.epsilon(layer, z, m);
    };
  }

  @Override
  public void wrote(Value z, String function, Object... arguments) {
    List<Value> carriers = carriers(arguments);
    if (carriers.isEmpty()) {
      return;
    }
    Object[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
    Value x = carriers.get(0);
    switch (function) {
      case "torch.conv2d", "torch.conv1d" -> {
        Rule rule = boxes.containsKey(x) ? Rule.BOX : Rule.GAMMA;
        waiting.put(z, Product.of(rule, function, arguments));
      }
      case "torch.linear" -> waiting.put(z, Product.of(Rule.EPSILON, function, arguments));
      case "torch.batch_norm" -> normalised(z, x, arguments);
      case "torch.relu", "torch.gelu", "torch.silu", "torch.to" -> probes.put(z, of(x));
      case "torch.max_pool2d" -> probes.put(z, rules.winner(x, z, of(x), rest));
      case "torch.add" -> probes.put(z, rules.shared(sum(arguments, 1), z));
      case "torch.sub" -> probes.put(z, rules.shared(sum(arguments, -1), z));
      case "torch.layer_norm" -> {
        Value scale = (Value) arguments[2];
        probes.put(z, rules.layerNorm(x, z, of(x), scale, (double) arguments[4]));
      }
      case "torch.scaled_dot_product_attention" -> mixed(z, arguments);
      case "torch.cat" -> probes.put(z, script.call(function, with(joined(arguments[0]), rest)));
      case "torch.softmax", "torch.sigmoid", "torch.size", "torch.argmax" -> {
        // Weights of a mixture, gates, sizes and places are constants: no relevance goes there.
      }
      default -> other(z, function, carriers, arguments);
    }
  }

  private void other(Value z, String function, List<Value> carriers, Object... arguments) {
    Value x = carriers.get(0);
    if (moves(function) && arguments[0] == x) {
      Object[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
      probes.put(z, moved(function, of(x), rest));
      Box box = boxes.get(x);
      if (box != null) {
        boxes.put(z, new Box(moved(function, box.low(), rest), moved(function, box.high(), rest)));
      }
    } else if (linear(function) && carriers.size() == 1 && x != divisor(function, arguments)) {
      Object[] marked = arguments.clone();
      marked[Arrays.asList(arguments).indexOf(x)] = x.times(of(x));
      probes.put(z, rules.shared(script.call(function, marked), z));
    } else {
      throw new IllegalArgumentException(
          "relevance needs a rule for every layer, but there is none for "
              + function
              + (carriers.size() > 1 ? " of two values that both depend on the image" : "")
              + "; use integrated gradients, which need no rules");
    }
  }

  /** Values that change places only, or repeat. */
  private static boolean moves(String function) {
    return switch (function) {
      case "torch.flatten",
          "torch.unflatten",
          "torch.reshape",
          "torch.reshape_as",
          "torch.permute",
          "torch.unsqueeze",
          "torch.squeeze",
          "torch.narrow",
          "torch.expand",
          "torch.constant_pad_nd",
          "torch.pixel_shuffle",
          "torch.pixel_unshuffle",
          "torch.upsample_nearest2d" ->
          true;
      default -> false;
    };
  }

  private Value moved(String function, Value x, Object... rest) {
    return script.call(function, with(x, rest));
  }

  /** Sums with factors that do not depend on the image. */
  private static boolean linear(String function) {
    return switch (function) {
      case "torch.mean",
          "torch.sum",
          "torch.avg_pool2d",
          "torch.adaptive_avg_pool2d",
          "torch.mul",
          "torch.div",
          "torch.matmul" ->
          true;
      default -> false;
    };
  }

  private static Object divisor(String function, Object... arguments) {
    return function.equals("torch.div") ? arguments[1] : null;
  }

  /** Merged into the layer before it; with none there, it has a rule of its own. */
  private void normalised(Value z, Value x, Object... arguments) {
    Product layer = waiting.remove(x);
    if (layer == null) {
      probes.put(z, rules.batchNorm(x, z, of(x), arguments));
    } else {
      waiting.put(z, layer.merged(arguments));
      merged.put(x, z);
    }
  }

  /** Attention mixes values by constant weights. */
  private void mixed(Value z, Object... arguments) {
    Value v = (Value) arguments[2];
    if (has(v)) {
      Object[] marked = arguments.clone();
      marked[2] = v.times(of(v));
      probes.put(z, rules.shared(script.call("torch.scaled_dot_product_attention", marked), z));
    }
  }

  private Value sum(Object[] arguments, int sign) {
    Value first = marked(arguments[0]);
    Value second = marked(arguments[1]);
    second = second != null && sign < 0 ? second.times(-1) : second;
    if (first == null || second == null) {
      return first == null ? second : first;
    }
    return first.plus(second);
  }

  /** A summand times its probe; null if it does not depend on the image. */
  private Value marked(Object summand) {
    return summand instanceof Value x && has(x) ? x.times(of(x)) : null;
  }

  private Object joined(Object values) {
    List<Value> parts = new ArrayList<>();
    for (Object part : (Object[]) values) {
      Value x = (Value) part;
      parts.add(has(x) ? of(x) : script.call("torch.zeros_like", x));
    }
    return parts.toArray();
  }

  private List<Value> carriers(Object... arguments) {
    List<Value> found = new ArrayList<>();
    for (Object argument : arguments) {
      if (argument instanceof Value x && has(x)) {
        found.add(x);
      } else if (argument instanceof Object[] several) {
        found.addAll(carriers(several));
      }
    }
    return found;
  }

  static Object[] with(Object first, Object... rest) {
    Object[] all = new Object[rest.length + 1];
    all[0] = first;
    System.arraycopy(rest, 0, all, 1, rest.length);
    return all;
  }
}
