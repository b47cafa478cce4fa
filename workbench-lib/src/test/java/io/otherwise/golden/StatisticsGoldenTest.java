package io.otherwise.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Golden files of attributes and statistics, spoilt on purpose, must fail. */
class StatisticsGoldenTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private static ObjectNode stored(String name) throws IOException {
    Path file = Path.of("src/test/resources/goldens/metrics", name + ".json");
    return (ObjectNode) JSON.readTree(file.toFile());
  }

  private Path written(ObjectNode file) throws IOException {
    return Files.writeString(folder.resolve("another-name.json"), JSON.writeValueAsString(file));
  }

  /** The message of the failure that a change to the first case brings about. */
  private String failure(String name, Consumer<ObjectNode> change) throws IOException {
    ObjectNode file = stored(name);
    change.accept((ObjectNode) file.get("cases").get(0));
    Path path = written(file);
    return assertThrows(AssertionError.class, () -> GoldenCase.check(path)).getMessage();
  }

  /** Moves the first number inside by a thousandth. */
  private static boolean spoil(JsonNode node) {
    if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        if (array.get(i).isNumber()) {
          array.set(i, JSON.getNodeFactory().numberNode(array.get(i).asDouble() + 1e-3));
          return true;
        } else if (spoil(array.get(i))) {
          return true;
        }
      }
    }
    return false;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "attributes",
        "average_rank",
        "cola_validity",
        "diversity",
        "intervals",
        "region_importance"
      })
  void one_wrong_number_fails_whatever_it_is_called(String name) throws IOException {
    for (String key : StatisticsCheck.keys(stored(name).at("/cases/0/expected"))) {
      if (key.equals("nan_attributes") || key.equals("coverage")) {
        continue;
      }
      String message =
          failure(
              name,
              one -> {
                ObjectNode expected = (ObjectNode) one.get("expected");
                if (expected.get(key).isArray()) {
                  assertTrue(spoil(expected.get(key)), key);
                } else if (expected.get(key).isNumber()) {
                  expected.put(key, expected.get(key).asDouble() + 1e-3);
                } else {
                  expected.put(key, 0.5);
                }
              });
      assertTrue(message.startsWith("another-name.json: "), key + ": " + message);
    }
  }

  @Test
  void another_run_is_another_input() throws IOException {
    for (String name : new String[] {"diversity", "cola_validity", "region_importance"}) {
      ObjectNode file = stored(name);
      file.put("run", 2);
      Path path = written(file);

      assertThrows(AssertionError.class, () -> GoldenCase.check(path), name);
    }
  }

  @Test
  void a_coverage_that_differs_fails() throws IOException {
    String message =
        failure(
            "region_importance",
            one ->
                ((ArrayNode) one.at("/expected/coverage/0"))
                    .set(0, JSON.getNodeFactory().numberNode(0)));

    assertTrue(message.contains("pixel 0, 0"), message);
  }

  @Test
  void an_attribute_that_is_not_constant_fails() throws IOException {
    String message =
        failure("attributes", one -> ((ArrayNode) one.at("/expected/nan_attributes")).add(0));

    assertTrue(message.contains("attribute 0"), message);
  }

  @Test
  void nothing_in_place_of_an_undefined_correlation_passes_where_the_reference_has_none()
      throws IOException {
    for (String key : new String[] {"corr_delta", "corr_counterfactual_probability"}) {
      // Attribute 1 of the changes is constant, of the probabilities it is not.
      String message =
          failure(
              "attributes",
              one ->
                  ((ArrayNode) one.at("/expected/" + key))
                      .set(1, JSON.getNodeFactory().numberNode(0.0)));

      assertTrue(message.contains(key + "[1] is 0.0"), message);
    }
  }

  @Test
  void a_constant_attribute_that_the_file_does_not_name_fails() throws IOException {
    String message =
        failure("attributes", one -> ((ArrayNode) one.at("/expected/nan_attributes")).removeAll());

    assertTrue(message.contains("corr_counterfactual_probability[2]"), message);
  }

  @Test
  void what_nobody_understands_is_named() throws IOException {
    assertTrue(
        failure("attributes", one -> ((ObjectNode) one.get("expected")).put("cd_magic", 1))
            .contains("cd_magic"));
    assertTrue(failure("attributes", one -> one.put("ground_truth", "dice")).contains("dice"));
    assertTrue(failure("attributes", one -> one.remove("factual")).contains("factual"));
    assertTrue(failure("intervals", one -> one.remove("successes")).contains("level"));
    assertTrue(failure("region_importance", one -> one.remove("stride")).contains("window"));
    assertTrue(failure("diversity", one -> one.put("features", "dice")).contains("dice"));
    assertTrue(failure("cola_validity", one -> one.put("k", 4)).contains("4"));
  }

  @Test
  void an_unknown_metric_is_named() throws IOException {
    ObjectNode file = stored("diversity");
    file.put("metric", "magic");
    Path path = written(file);

    String message = assertThrows(AssertionError.class, () -> GoldenCase.check(path)).getMessage();

    assertTrue(message.contains("magic"), message);
  }

  @Test
  void errors_are_relative_and_near_nothing_absolute() {
    StatisticsCheck check = StatisticsCheck.exact();
    check.same("large", JSON.getNodeFactory().numberNode(1e6), 1e6 + 1e-4);
    check.same("zero", JSON.getNodeFactory().numberNode(0.0), 1e-13);

    assertEquals(1e-10, check.worst(), 1e-12);
    assertThrows(
        AssertionError.class,
        () -> check.same("zero", JSON.getNodeFactory().numberNode(0.0), 1e-11));
    assertThrows(
        AssertionError.class,
        () -> check.same("one", JSON.getNodeFactory().numberNode(1.0), Double.NaN));
    check.same("none", JSON.getNodeFactory().textNode("NaN"), Double.NaN);
  }
}
