package io.otherwise.tensor;

import io.otherwise.tensor.Script.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Goes through a script once, call by call, with the shapes of its inputs. */
final class Tally {
  /** What has its values in the memory of its first argument. */
  private static final Set<String> VIEWS =
      Set.of(
          "reshape",
          "reshape_as",
          "unflatten",
          "flatten",
          "permute",
          "t",
          "unsqueeze",
          "squeeze",
          "narrow",
          "detach",
          "expand");

  /** Functions of which the engine keeps the first argument for the gradient. */
  private static final Set<String> KEEPS_INPUT =
      Set.of(
          "conv1d",
          "conv2d",
          "group_norm",
          "layer_norm",
          "batch_norm",
          "silu",
          "gelu",
          "square",
          "max_pool2d",
          "avg_pool2d");

  /** Functions of which the engine keeps the result. */
  private static final Set<String> KEEPS_RESULT = Set.of("relu", "sigmoid", "softmax", "exp");

  private static final Set<String> STAYS_TURNED =
      Set.of("unsqueeze", "narrow", "detach", "unflatten");

  /** Scores of all pairs of tokens and their softmax, or the gradients of both. */
  private static final int SCORES_AND_SHARES = 2;

  private static final String ATTENTION = "scaled_dot_product_attention";

  /** Gradients of a value, of what follows it, and a copy in the layout that a product wants. */
  private static final int IN_FLIGHT = 3;

  private final Script script;
  private final Map<String, long[]> shapes = new HashMap<>();
  private final Map<String, String> memory = new HashMap<>();
  private final Map<String, Integer> lastUse = new HashMap<>();
  private final Set<String> followsInput = new HashSet<>();
  private final Set<String> kept = new HashSet<>();
  private final Shapes rules = new Shapes(this::shape);

  /** Values whose last dimension does not lie together in memory. */
  private final Set<String> turned = new HashSet<>();

  private long scores;
  private long largestScores;
  private double forward;
  private double backward;

  Tally(Script script, long[]... inputs) {
    this.script = script;
    List<String> names = script.inputs();
    if (inputs.length != names.size()) {
      throw new IllegalArgumentException(
          "work is counted for a shape of each input, which are %s, but %d were given; pass one each"
              .formatted(names, inputs.length));
    }
    for (int i = 0; i < inputs.length; i++) {
      shapes.put(names.get(i), inputs[i].clone());
    }
    followsInput.add(names.get(0));
  }

  Work work() {
    List<Script.Call> calls = script.calls();
    for (int i = 0; i < calls.size(); i++) {
      count(calls.get(i), i);
    }
    long weights = 4L * script.parameters().stream().mapToLong(Script.Parameter::size).sum();
    long largest = shapes.values().stream().mapToLong(Tally::bytes).max().orElse(0);
    long written = SCORES_AND_SHARES * largestScores;
    long flight = Math.max(IN_FLIGHT * largest, written);
    long graph = alive(calls, true) + scores + flight;
    long running = alive(calls, false) + written;
    List<Parts.Part> parts = Parts.of(script);
    long ends = parts.stream().flatMap(p -> p.gives().stream()).mapToLong(this::sizeOf).sum();
    long part = parts.stream().mapToLong(p -> made(calls, p)).max().orElse(0);
    return new Work(forward, backward, weights, running, graph, ends, part + flight);
  }

  private void count(Script.Call call, int place) {
    String function = bare(call);
    Object[] a = call.arguments();
    values(a).forEach(v -> lastUse.put(home(v.name()), place));
    String result = call.result();
    if (function.equals("size")) {
      return;
    }
    shapes.put(result, rules.of(call.function(), a));
    memory.put(result, VIEWS.contains(function) ? home(((Value) a[0]).name()) : result);
    lastUse.merge(home(result), place, Math::max);
    turn(function, result, a);
    if (values(a).anyMatch(this::follows) && !function.startsWith("arg")) {
      if (!function.equals("detach")) {
        followsInput.add(result);
        keep(function, result, a);
      }
    }
    products(function, result, a);
  }

  /**
   * The engine's attention that never writes all scores down wants the last dimension together.
   * Else there are scores for every pair of tokens, and the graph keeps them.
   */
  private void turn(String function, String result, Object... a) {
    boolean was = a[0] instanceof Value value && turned.contains(value.name());
    if (function.equals("permute")) {
      long[] order = (long[]) a[1];
      was ^= order[order.length - 1] != order.length - 1;
    }
    if (was && (function.equals("permute") || STAYS_TURNED.contains(function))) {
      turned.add(result);
    }
    if (function.equals(ATTENTION) && values(a).anyMatch(v -> turned.contains(v.name()))) {
      long[] q = shape((Value) a[0]);
      long[] k = shape((Value) a[1]);
      long each = bytes(q) / q[q.length - 1] * k[k.length - 2];
      scores += values(a).anyMatch(this::follows) ? each : 0;
      largestScores = Math.max(largestScores, each);
    }
  }

  private void keep(String function, String result, Object... a) {
    if (KEEPS_INPUT.contains(function)) {
      keep(a[0]);
    } else if (KEEPS_RESULT.contains(function)) {
      kept.add(home(result));
    } else if (function.equals(ATTENTION)) {
      Stream.of(a[0], a[1], a[2]).forEach(this::keep);
      kept.add(home(result));
    } else if ((function.equals("mul") || function.equals("matmul")) && a[1] instanceof Value) {
      // Each factor is kept where the other one has a gradient.
      Stream.of(0, 1).filter(i -> follows(a[1 - i])).forEach(i -> keep(a[i]));
    }
  }

  private void keep(Object argument) {
    kept.add(home(((Value) argument).name()));
  }

  private void products(String function, String result, Object... a) {
    switch (function) {
      case "conv1d", "conv2d", "linear" -> {
        long[] weight = shape((Value) a[1]);
        add(2.0 * Shapes.size(shapes.get(result)) * Shapes.size(weight) / weight[0], a[0]);
      }
      case "matmul" -> {
        long[] x = shape((Value) a[0]);
        add(2.0 * Shapes.size(shapes.get(result)) * x[x.length - 1], a[0], a[1]);
      }
      case ATTENTION -> {
        long[] k = shape((Value) a[1]);
        double one = 2.0 * Shapes.size(shape((Value) a[0])) * k[k.length - 2];
        // Scores from queries and keys, then a mixture of values; the scores have a gradient too.
        add(one, a[0], a[1]);
        add(one, followsInput.contains(result) ? a[0] : null, a[2]);
      }
      default -> {}
    }
  }

  /** A product, and as many in the gradient as there are factors that have one. */
  private void add(double product, Object... factors) {
    forward += product;
    backward += product * Arrays.stream(factors).filter(this::follows).count();
  }

  private boolean follows(Object argument) {
    return argument instanceof Value value && followsInput.contains(value.name());
  }

  /** The largest sum at any call of what was made and is still needed. */
  private long alive(List<Script.Call> calls, boolean graph) {
    long now = 0;
    long most = 0;
    List<List<String>> freed = new ArrayList<>();
    calls.forEach(c -> freed.add(new ArrayList<>()));
    lastUse.forEach((name, place) -> freed.get(place).add(name));
    Set<String> made = new HashSet<>();
    for (int i = 0; i < calls.size(); i++) {
      String name = home(calls.get(i).result());
      if (shapes.containsKey(name) && memory.containsKey(name) && made.add(name)) {
        now += bytes(shapes.get(name));
      }
      most = Math.max(most, now);
      for (String gone : freed.get(i)) {
        boolean stays = graph && kept.contains(gone);
        now -= made.contains(gone) && !stays ? bytes(shapes.get(gone)) : 0;
      }
    }
    return most;
  }

  /** All that a part makes, seen once where several look at it. */
  private long made(List<Script.Call> calls, Parts.Part part) {
    return calls.subList(part.from(), part.to()).stream()
        .map(Script.Call::result)
        .filter(name -> home(name).equals(name))
        .mapToLong(this::sizeOf)
        .sum();
  }

  private long sizeOf(String name) {
    return shapes.containsKey(name) ? bytes(shapes.get(name)) : 0;
  }

  private String home(String name) {
    return memory.getOrDefault(name, name);
  }

  /** The shape of what a call gave. */
  long[] shape(Script.Call call) {
    return shapes.get(call.result()).clone();
  }

  private long[] shape(Value value) {
    long[] shape = shapes.get(value.name());
    return shape == null ? script.parameter(value).dimensions() : shape.clone();
  }

  private static long bytes(long... shape) {
    return Float.BYTES * Shapes.size(shape);
  }

  private static String bare(Script.Call call) {
    return call.function().substring(call.function().lastIndexOf('.') + 1);
  }

  private static Stream<Value> values(Object... arguments) {
    return Arrays.stream(arguments)
        .flatMap(a -> a instanceof Object[] all ? Arrays.stream(all) : Stream.of(a))
        .filter(Value.class::isInstance)
        .map(Value.class::cast);
  }
}
