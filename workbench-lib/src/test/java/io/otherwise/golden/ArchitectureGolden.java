package io.otherwise.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.otherwise.tensor.Gradients;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Script.Value;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;

/** Checks a network file: keys and shapes, the weights' hash, outputs, layers and gradients. */
final class ArchitectureGolden {
  /** Networks above this many weights run on request only; the ImageNet classifiers are below. */
  private static final long FULL_SIZE = 20_000_000;

  /** Relative error of a gradient part of which a flipped unit may have moved. */
  private static final double FLIPPED = 5e-2;

  /** What files call inputs, after {@code input:}; a louder or larger one has a suffix. */
  private static final Map<String, String> ROLES =
      Map.of(
          "image", "image",
          "loud", "image",
          "latent", "latent",
          "timesteps", "timesteps",
          "context", "context",
          "input_ids", "input_ids");

  private final GoldenFile file;
  private final Architecture architecture;
  private double worst;

  private ArchitectureGolden(GoldenFile file) {
    this.file = file;
    this.architecture = Architecture.of(file);
  }

  /** Returns the largest relative L2 error. */
  static double check(GoldenFile file) {
    ArchitectureGolden golden = new ArchitectureGolden(file);
    assumeTrue(
        golden.weights() <= FULL_SIZE || Boolean.getBoolean("full-size"),
        () -> file.name() + " is a full-size network; run it with -Pfull-size");
    golden.checkParameters();
    for (JsonNode one : file.json().get("cases")) {
      golden.checkCase(one);
    }
    return golden.worst;
  }

  private long weights() {
    return file.json().get("parameters_total").asLong();
  }

  private boolean tiny() {
    return weights() <= FULL_SIZE && !architecture.flips();
  }

  /** Names, shapes, order and values at once: the hash over all weights in checkpoint order. */
  private void checkParameters() {
    Script script = new Script();
    for (List<String> part : architecture.parts()) {
      Map<String, Value> inputs = new LinkedHashMap<>();
      part.forEach(role -> inputs.put(role, script.input(role)));
      architecture.write(script.layers(), inputs, true);
    }
    Map<String, List<Long>> ours = new TreeMap<>();
    script.parameters().forEach(p -> ours.put(p.key(), p.shape()));
    Map<String, List<Long>> theirs = new TreeMap<>();
    MessageDigest sha = FormulaTensors.sha256();
    for (JsonNode entry : file.json().get("state_dict")) {
      if (entry.get("fill").asText().equals("formula")) {
        String key = entry.get("key").asText();
        List<Long> shape = GoldenFile.shape(entry.get("shape"));
        theirs.put(key, shape);
        sha.update(littleEndian(FormulaTensors.parameter(key, file.run(), shape)));
      }
    }
    assertEquals(theirs, ours, "keys and shapes");
    assertEquals(
        file.text("parameters_sha256"), HexFormat.of().formatHex(sha.digest()), "weights' hash");
  }

  private static ByteBuffer littleEndian(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return bytes;
  }

  private void checkCase(JsonNode one) {
    Script script = new Script();
    Map<String, Value> inputs = new LinkedHashMap<>();
    for (JsonNode input : one.get("inputs")) {
      String role = role(input.get("name").asText());
      inputs.put(role, script.input(role));
    }
    Map<String, Value> written =
        architecture.write(script.layers(), inputs, one.has("code_margin"));
    Map<String, Value> wanted = new LinkedHashMap<>();
    one.get("outputs")
        .fieldNames()
        .forEachRemaining(name -> wanted.put(name, output(written, name)));
    one.path("taps")
        .fieldNames()
        .forEachRemaining(path -> wanted.computeIfAbsent("tap:" + path, tap -> written.get(tap)));
    wanted.values().removeIf(java.util.Objects::isNull);
    script.returns(wanted.values().toArray(Value[]::new));
    Weights weights =
        Weights.from(
            script.parameters(), p -> FormulaTensors.parameter(p.key(), file.run(), p.shape()));
    try (Network network = new Network(script, weights);
        Scope scope = Scope.open();
        Gradients graph = Gradients.record()) {
      new Case(one, graph).check(network, List.copyOf(wanted.keySet()));
    }
  }

  private String role(String name) {
    String bare = name.replaceFirst("^input:", "");
    String numbered = bare.replaceFirst("^loud", "image");
    if (architecture.parts().stream().anyMatch(part -> part.contains(numbered))) {
      return numbered;
    }
    return ROLES.entrySet().stream()
        .filter(e -> bare.startsWith(e.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(
            () ->
                new NotUnderstood(
                    "inputs are called image, loud, latent, timesteps, context or input_ids, but"
                        + " one is "
                        + name
                        + "; give it a role in ArchitectureGolden"));
  }

  /** The longest role that begins the name; a larger or louder case adds a number or a suffix. */
  static Value output(Map<String, Value> written, String name) {
    return written.keySet().stream()
        .filter(role -> name.startsWith(role))
        .filter(role -> name.substring(role.length()).matches("\\d*(_.*)?"))
        .max(Comparator.comparingInt(String::length))
        .map(written::get)
        .orElseThrow(
            () ->
                new NotUnderstood(
                    "the case asks for " + name + ", but the network gives " + written.keySet()));
  }

  /** One case on the engine. */
  private final class Case {
    private final JsonNode one;
    private final Gradients graph;
    private final Map<String, Tensor> inputs = new LinkedHashMap<>();
    private final Map<String, Tensor> outputs = new LinkedHashMap<>();

    Case(JsonNode one, Gradients graph) {
      this.one = one;
      this.graph = graph;
    }

    void check(Network network, List<String> names) {
      for (JsonNode input : one.get("inputs")) {
        inputs.put(input.get("name").asText(), tensor(input));
      }
      List<Tensor> found = network.runAll(inputs.values().toArray(Tensor[]::new));
      for (int i = 0; i < names.size(); i++) {
        outputs.put(names.get(i), found.get(i));
      }
      one.get("outputs")
          .fields()
          .forEachRemaining(e -> checkOutput(network, names, e.getKey(), e.getValue()));
      one.path("taps").fields().forEachRemaining(e -> checkTap(e.getKey(), e.getValue()));
      for (int i = 0; i < one.path("vjp").size(); i++) {
        checkGradient(network, names, one.get("vjp").get(i), i);
      }
    }

    private Tensor tensor(JsonNode input) {
      long[] shape = GoldenFile.longs(input.get("shape"));
      if (input.get("kind").asText().equals("int64")) {
        return Tensor.of(integers(input.get("values")).toArray(), shape);
      }
      int size = FormulaTensors.size(GoldenFile.shape(input.get("shape")));
      String name = input.get("name").asText();
      String kind = input.get("kind").asText();
      return graph.leaf(Tensor.of(FormulaTensors.input(kind, name, file.run(), size), shape));
    }

    /** Listed row by row, or in one row. */
    private static LongStream integers(JsonNode values) {
      return values.isArray()
          ? StreamSupport.stream(values.spliterator(), false).flatMapToLong(Case::integers)
          : LongStream.of(values.asLong());
    }

    private void checkOutput(Network network, List<String> names, String name, JsonNode stored) {
      Tensor found = outputs.get(name);
      if (!stored.has("spread")) {
        Stored.of(name, stored).check(Stored.widened(found.longs()), Stored.Rule.MASK);
        return;
      }
      double noise =
          one.at("/noise/float32_vs_float64/outputs").path(name).path("rel_l2").asDouble(-1);
      double bound = tiny() ? 5e-6 : bound(1e-5, 2e-5, noise);
      String label = one.get("case").asText() + ": " + name;
      Summary summary = Summary.of(label, stored);
      double error;
      try {
        error = summary.check(found.floats(), bound, false);
      } catch (AssertionError roundedHere) {
        if (!architecture.compares()) {
          throw roundedHere;
        }
        // Differences of nearly equal features lose digits, and each engine loses others.
        Tensor wide = wide(network, wideInputs()).get(names.indexOf(name));
        error = summary.check(wide.floats(), bound, false);
      }
      worst = Math.max(worst, error);
    }

    private void checkTap(String path, JsonNode stored) {
      Tensor found = outputs.get("tap:" + path);
      if (found != null) {
        Summary.of("layer " + path, stored).checkNorm(found.floats(), 1e-5);
      }
    }

    private void checkGradient(Network network, List<String> names, JsonNode vjp, int i) {
      String of = vjp.get("output").asText();
      Summary summary =
          Summary.of(
              one.get("case").asText() + ": " + of + " by " + vjp.get("wrt").asText(),
              vjp.get("gradient"));
      float[] gradient = gradient(vjp, outputs.get(of), inputs);
      if (architecture.flips()) {
        try {
          summary.check(gradient, FLIPPED, true);
        } catch (AssertionError flippedHere) {
          summary.check(wideGradient(network, names.indexOf(of), vjp), FLIPPED, true);
        }
        return;
      }
      double noise = one.at("/noise/float32_vs_float64/vjp").path(i).path("rel_l2").asDouble(-1);
      double bound = tiny() ? 1e-5 : bound(2e-5, 4e-5, noise);
      worst = Math.max(worst, summary.check(gradient, bound, false));
    }

    /** In double precision: a unit that rounding flips in single precision has its true side. */
    private float[] wideGradient(Network network, int output, JsonNode vjp) {
      Map<String, Tensor> wide = wideInputs();
      return gradient(vjp, wide(network, wide).get(output), wide);
    }

    private Map<String, Tensor> wideInputs() {
      Map<String, Tensor> wide = new LinkedHashMap<>();
      inputs.forEach((name, x) -> wide.put(name, graph.leaf(x.detached().toDouble())));
      return wide;
    }

    private List<Tensor> wide(Network network, Map<String, Tensor> wide) {
      List<Tensor> weights = network.weights().tensors().stream().map(Tensor::toDouble).toList();
      return network.runWith(weights, wide.values().toArray(Tensor[]::new));
    }

    private float[] gradient(JsonNode vjp, Tensor output, Map<String, Tensor> by) {
      int size = 1;
      for (long n : output.shape()) {
        size *= (int) n;
      }
      float[] values = FormulaTensors.symmetric(vjp.get("cotangent").asText(), file.run(), size);
      Tensor cotangent = Tensor.of(values, output.shape());
      Tensor input = by.get(vjp.get("wrt").asText());
      // A product with the output carries the cotangent into the output's precision.
      Tensor weighted = output.times(cotangent).sum();
      return graph.of(weighted, input).floats();
    }

    private static double bound(double least, double unmeasured, double noise) {
      return noise < 0 ? unmeasured : Math.max(least, 10 * noise);
    }
  }
}
