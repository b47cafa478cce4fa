package io.otherwise.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes the forward pass of a network as TorchScript. A network is written once in Java, layer by
 * layer as its paper lists them; parameter names are the keys of the published checkpoint. The text
 * is compiled by the engine and runs there as one call.
 *
 * <pre>{@code
 * Script s = new Script();
 * Script.Value x = s.input("x");
 * Layers net = s.layers();
 * Script.Value h = net.at("conv1").conv(x, 3, 8, 3, 1, 1).relu();
 * s.returns(net.at("fc").linear(h.mean(2, 3), 8, 10));
 * }</pre>
 */
public final class Script {
  /** Arithmetic of convolutions and matrix products; everything else stays in float32. */
  public enum Precision {
    FLOAT32(6),
    /** Inputs and weights rounded to bfloat16: faster where the processor has such units. */
    BFLOAT16(15),
    /** Inputs and weights rounded to half precision: what exceeds 65,504 is infinite. */
    FLOAT16(5);

    /** The engine's number for it. */
    private final int type;

    Precision(int type) {
      this.type = type;
    }
  }

  /** A named weight, its shape, and whether an optimiser changes it (statistics are not). */
  public record Parameter(String key, List<Long> shape, boolean trained) {
    /** Number of values. */
    public int size() {
      return (int) shape.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b);
    }

    long[] dimensions() {
      return shape.stream().mapToLong(Long::longValue).toArray();
    }
  }

  /** A call as it was written: the name of what it gives, and what it was given. */
  record Call(String result, String function, Object... arguments) {}

  /** Told of every call when it has been written: how a script learns a second reading. */
  @FunctionalInterface
  public interface Listener {
    /**
     * Called once a call. It may write calls of its own, of which it hears nothing.
     *
     * @param result what the call gives
     * @param function its TorchScript name
     * @param arguments as they were passed to {@link Script#call}
     */
    void wrote(Value result, String function, Object... arguments);
  }

  private static final Listener NOBODY = (result, function, arguments) -> {};

  private final Precision precision;
  private final boolean training;
  private Listener listener = NOBODY;
  private final List<String> inputs = new ArrayList<>();
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final Map<String, Integer> places = new LinkedHashMap<>();
  private final StringBuilder body = new StringBuilder();
  private final List<String> results = new ArrayList<>();
  private final List<Call> calls = new ArrayList<>();
  private int names;

  /** A script for inference, in the precision that this machine is set to. */
  public Script() {
    this(Settings.ofMachine().precision(), false);
  }

  /**
   * A script.
   *
   * @param training batch normalisation uses the statistics of the batch and updates its running
   *     ones in place
   */
  public Script(Precision precision, boolean training) {
    this.precision = precision;
    this.training = training;
  }

  /** From now on somebody is told of every call; what is written stays the same. */
  public void tell(Listener next) {
    listener = next;
  }

  /** Declares the next tensor input. */
  public Value input(String name) {
    inputs.add(name);
    return new Value(name);
  }

  /** The layer list, with no key prefix. */
  public Layers layers() {
    return new Layers(this, "", new LinkedHashMap<>());
  }

  /** A named weight; asking for the same key again gives the same weight. */
  public Value parameter(String key, boolean trained, long... shape) {
    List<Long> sizes = Arrays.stream(shape).boxed().toList();
    Parameter known = parameters.get(key);
    if (known == null) {
      places.put(key, parameters.size());
      parameters.put(key, new Parameter(key, sizes, trained));
    } else if (!known.shape().equals(sizes)) {
      throw new IllegalArgumentException(
          "a weight has one shape, but "
              + key
              + " was declared as "
              + known.shape()
              + " and as "
              + sizes
              + "; give one of them another key");
    }
    return new Value("p[" + places.get(key) + "]");
  }

  /** The weights in the order in which {@link Network} takes them. */
  public List<Parameter> parameters() {
    return List.copyOf(parameters.values());
  }

  /** What the compiled network returns, in order. */
  public void returns(Value... values) {
    for (Value v : values) {
      results.add(v.name);
    }
  }

  /** What one forward takes with inputs of these shapes, in the order of the inputs. */
  public Work work(long[]... shapes) {
    return Work.of(this, shapes);
  }

  /** The lines of the method, one a call. */
  List<String> lines() {
    return body.toString().lines().toList();
  }

  /** Names of what is returned. */
  List<String> results() {
    return List.copyOf(results);
  }

  List<Call> calls() {
    return calls;
  }

  /** What a value stands for that is a weight. */
  Parameter parameter(Value weight) {
    return parameters().get(Integer.parseInt(weight.name.replaceAll("\\D", "")));
  }

  boolean training() {
    return training;
  }

  List<String> inputs() {
    return List.copyOf(inputs);
  }

  int outputs() {
    return results.size();
  }

  /** Any function of the engine, by its TorchScript name. */
  public Value call(String function, Object... arguments) {
    Value result = assign(function + "(" + list(arguments) + ")");
    calls.add(new Call(result.name, function, arguments.clone()));
    Listener told = listener;
    listener = NOBODY;
    told.wrote(result, function, arguments);
    listener = told;
    return result;
  }

  private static String list(Object... arguments) {
    return Arrays.stream(arguments).map(Script::text).collect(Collectors.joining(", "));
  }

  private static String text(Object argument) {
    if (argument == null) {
      return "None";
    } else if (argument instanceof Value v) {
      return v.name;
    } else if (argument instanceof Double d) {
      return String.format(Locale.ROOT, "%s", d);
    } else if (argument instanceof Boolean b) {
      return b ? "True" : "False";
    } else if (argument instanceof long[] a) {
      return Arrays.toString(a);
    } else if (argument instanceof Object[] all) {
      return "[" + list(all) + "]";
    }
    return argument.toString();
  }

  /** A convolution-like call whose tensors are rounded first when the precision asks for it. */
  Value product(String function, Value x, Value weight, Value bias, Object... rest) {
    if (precision == Precision.FLOAT32) {
      return call(function, concat(new Object[] {x, weight, bias}, rest));
    }
    Value rounded = bias == null ? null : call("torch.to", bias, precision.type);
    Object[] low = {
      call("torch.to", x, precision.type), call("torch.to", weight, precision.type), rounded
    };
    int exact = Precision.FLOAT32.type;
    return call("torch.to", call(function, concat(low, rest)), exact);
  }

  private static Object[] concat(Object[] a, Object[] b) {
    Object[] all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }

  private Value assign(String expression) {
    String name = "t" + names++;
    body.append("    ").append(name).append(" = ").append(expression).append('\n');
    return new Value(name);
  }

  /** The method definition, as the engine compiles it. */
  String source() {
    if (results.isEmpty()) {
      throw new IllegalStateException(
          "a script returns at least one value, but this one returns none; call returns(...)");
    }
    String arguments =
        inputs.stream().map(i -> ", " + i + ": Tensor").collect(Collectors.joining());
    return "  def run(self, p: List[Tensor]"
        + arguments
        + ") -> List[Tensor]:\n"
        + body
        + "    return ["
        + String.join(", ", results)
        + "]\n";
  }

  /** A value inside the script: a name, no numbers yet. */
  public final class Value extends ScriptImages {
    private final String name;

    private Value(String name) {
      this.name = name;
    }

    String name() {
      return name;
    }

    @Override
    public Script script() {
      return Script.this;
    }
  }

  /** TorchScript text that stands for itself. */
  record Literal(String text) {
    @Override
    public String toString() {
      return text;
    }
  }
}
