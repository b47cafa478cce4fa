package io.otherwise.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.otherwise.tensor.Gradients;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** DenseNet and ResNet against numbers of the reference implementation, at full size. */
@Tag("golden")
class PublishedClassifierTest {
  private static final double OUTPUT_BOUND = 1e-5;
  private static final double RELU_GRADIENT_BOUND = 5e-2;
  private static final double MEDIAN_BOUND = 3e-4;

  static Stream<Path> files() throws IOException {
    String given = System.getProperty("goldens", "");
    Path folder = Path.of(given.isEmpty() ? "src/test/resources/goldens" : given);
    return Stream.of(
            "densenet121",
            "resnet18",
            "resnet50",
            "steex-decision-densenet121",
            "dive-celeba-densenet121")
        .map(n -> folder.resolve("architectures").resolve(n + ".json"))
        .filter(Files::exists);
  }

  private static ImageNetwork architecture(JsonNode golden) {
    int classes = golden.path("config").path("num_classes").asInt(1000);
    return switch (golden.at("/reference/class").asText()) {
      case "densenet121" -> DenseNet.densenet121(classes);
      case "resnet18" -> ResNet.resnet18(classes);
      case "resnet50" -> ResNet.resnet50(classes);
      default -> DenseNet.decision(classes);
    };
  }

  @ParameterizedTest
  @MethodSource("files")
  void keys_outputs_layers_and_gradients_are_the_published_ones(Path file) throws IOException {
    JsonNode golden = new ObjectMapper().readTree(file.toFile());
    int run = golden.get("run").asInt();
    ImageNetwork architecture = architecture(golden);
    Script script = new Script();
    ImageNetwork.Activations made = architecture.forward(script.layers(), script.input("image"));
    List<String> tapped = new ArrayList<>();
    List<Script.Value> returned = new ArrayList<>(List.of(made.logits()));
    golden.at("/cases/0/taps").fieldNames().forEachRemaining(tapped::add);
    // The reference normalises in place, so what it stored under relu-ed names came later.
    tapped.removeIf(t -> !made.layers().containsKey(t));
    tapped.forEach(t -> returned.add(made.layers().get(t)));
    script.returns(returned.toArray(Script.Value[]::new));
    assertEquals(keys(golden), mine(script), "keys and shapes");
    Weights weights =
        Weights.from(script.parameters(), p -> Formula.weight(p.key(), run, p.shape()));
    try (Network network = new Network(script, weights)) {
      for (JsonNode one : golden.get("cases")) {
        check(network, one, run, tapped);
      }
    }
  }

  private static List<String> keys(JsonNode golden) {
    List<String> keys = new ArrayList<>();
    for (JsonNode entry : golden.get("state_dict")) {
      if (entry.get("fill").asText().equals("formula")) {
        keys.add(entry.get("key").asText() + entry.get("shape").toString().replace(",", ", "));
      }
    }
    return keys;
  }

  private static List<String> mine(Script script) {
    return script.parameters().stream().map(p -> p.key() + p.shape()).toList();
  }

  private static void check(Network network, JsonNode one, int run, List<String> tapped) {
    try (Scope scope = Scope.open();
        Gradients graph = Gradients.record()) {
      JsonNode input = one.at("/inputs/0");
      long[] shape = longs(input.get("shape"));
      float[] values =
          Formula.input(input.get("name").asText(), run, input.get("kind").asText(), size(shape));
      Tensor image = graph.leaf(Tensor.of(values, shape));
      List<Tensor> outputs = network.runAll(image);
      Tensor logits = outputs.get(0);
      JsonNode expected = one.get("outputs").elements().next();
      assertTrue(error(logits, expected) < OUTPUT_BOUND, () -> "logits " + error(logits, expected));
      for (int i = 0; one.has("taps") && i < tapped.size(); i++) {
        double found = norm(outputs.get(i + 1).floats());
        double wanted = one.get("taps").get(tapped.get(i)).get("l2").asDouble();
        assertEquals(wanted, found, 1e-5 * wanted, tapped.get(i));
      }
      JsonNode vjp = one.at("/vjp/0");
      float[] cotangent =
          Formula.input(vjp.get("cotangent").asText(), run, "cotangent", size(logits.shape()));
      Tensor gradient =
          graph
              .vjp(List.of(logits), List.of(image), List.of(Tensor.of(cotangent, logits.shape())))
              .get(0);
      JsonNode wanted = vjp.get("gradient");
      assertTrue(
          error(gradient, wanted) < RELU_GRADIENT_BOUND,
          () -> "gradient " + error(gradient, wanted));
      assertTrue(
          median(gradient, wanted) < MEDIAN_BOUND, () -> "median " + median(gradient, wanted));
    }
  }

  /** Relative error over the values that the file lists. */
  private static double error(Tensor found, JsonNode expected) {
    double[] differences = differences(found, expected);
    double[] wanted = spread(expected);
    return Math.sqrt(squares(differences) / squares(wanted));
  }

  private static double median(Tensor found, JsonNode expected) {
    double[] differences = Arrays.stream(differences(found, expected)).map(Math::abs).toArray();
    Arrays.sort(differences);
    double[] wanted = spread(expected);
    return differences[differences.length / 2] / Math.sqrt(squares(wanted) / wanted.length);
  }

  private static double[] differences(Tensor found, JsonNode expected) {
    float[] values = found.floats();
    double[] wanted = spread(expected);
    double[] differences = new double[wanted.length];
    for (int j = 0; j < wanted.length; j++) {
      differences[j] = values[(int) ((long) j * values.length / wanted.length)] - wanted[j];
    }
    return differences;
  }

  private static double[] spread(JsonNode expected) {
    JsonNode spread = expected.get("spread");
    double[] values = new double[spread.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = spread.get(i).asDouble();
    }
    return values;
  }

  private static double squares(double... values) {
    return Arrays.stream(values).map(x -> x * x).sum();
  }

  private static double norm(float... values) {
    double sum = 0;
    for (float x : values) {
      sum += (double) x * x;
    }
    return Math.sqrt(sum);
  }

  private static long[] longs(JsonNode array) {
    long[] values = new long[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).asLong();
    }
    return values;
  }

  private static int size(long... shape) {
    return (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }
}
