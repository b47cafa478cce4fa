package io.otherwise.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The adapters of the set metrics must be able to fail. */
class SetMetricGoldenTest {
  private static GoldenFile file(String name) throws IOException {
    return GoldenFile.read(Path.of("src/test/resources/goldens/metrics", name + ".json"));
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }

  private static ObjectNode at(GoldenFile file, String place) {
    return (ObjectNode) file.json().at(place);
  }

  private static String refused(Class<? extends Throwable> type, GoldenFile file) {
    return assertThrows(type, () -> SetMetricGolden.check(file)).getMessage();
  }

  @Test
  void every_metric_agrees_with_its_file() throws IOException {
    for (String metric : SetMetricGolden.METRICS) {
      assertTrue(SetMetricGolden.check(file(metric)) < 1e-7, metric);
    }
  }

  @Test
  void another_run_number_is_another_input() throws IOException {
    for (String metric : SetMetricGolden.METRICS) {
      GoldenFile other = file(metric);
      at(other, "").put("run", 2);

      refused(AssertionError.class, other);
    }
  }

  @Test
  void a_wrong_distance_fails_by_the_name_of_its_case() throws IOException {
    GoldenFile fid = file("fid");
    double right = fid.json().at("/cases/0/expected/fid_eigen").asDouble();
    at(fid, "/cases/0/expected").put("fid_eigen", right * (1 + 1e-6));

    assertTrue(refused(AssertionError.class, fid).startsWith("n_gt_d/fid_eigen is "));
  }

  @Test
  void a_wrong_decision_fails() throws IOException {
    GoldenFile neighbours = file("precision_recall");
    ObjectNode expected = at(neighbours, "/cases/0/expected");
    expected.withArray("recall_hits").set(0, 0);

    assertTrue(refused(AssertionError.class, neighbours).contains("recall_hits[0]"));
  }

  @Test
  void a_wrong_number_of_draws_fails() throws IOException {
    GoldenFile plus = file("fid_plus");
    at(plus, "/cases/0").put("repetitions", 11);

    assertTrue(refused(AssertionError.class, plus).contains("repetitions"));
  }

  @Test
  void an_unknown_expectation_is_not_passed_over() throws IOException {
    for (String metric : Set.of("fid", "kid", "precision_recall")) {
      GoldenFile odd = file(metric);
      at(odd, "/cases/0/expected").put("magic", 1);

      assertTrue(refused(NotUnderstood.class, odd).contains("[magic]"), metric);
    }
    GoldenFile odd = file("fid_plus");
    at(odd, "/cases/0/variants/naive/expected").put("magic", 1);
    assertTrue(refused(NotUnderstood.class, odd).contains("[magic]"));
  }

  @Test
  void an_unknown_setting_of_a_case_is_not_passed_over() throws IOException {
    for (String metric : SetMetricGolden.METRICS) {
      GoldenFile odd = file(metric);
      at(odd, "/cases/0").put("estimator", "magic");

      assertTrue(refused(NotUnderstood.class, odd).contains("[estimator]"), metric);
    }
  }

  @Test
  void an_unknown_sentence_about_rows_is_not_passed_over() throws IOException {
    GoldenFile odd = file("precision_recall");
    at(odd, "/cases/0").put("modification", "row 1 of cf is nearly row 2");

    assertTrue(refused(NotUnderstood.class, odd).contains("nearly"));
  }

  @Test
  void copies_of_rows_are_made_as_the_sentence_says() throws IOException {
    GoldenFile moved = file("precision_recall");
    at(moved, "/cases/3").put("modification", "rows 4..6 of factual are copies of row 3");

    // With three copies instead of four row 7 is back where it was, and so are radii.
    refused(AssertionError.class, moved);
  }

  @Test
  void an_input_follows_from_its_formula() throws IOException {
    String given = "{'name': 'x', 'shape': [2, 3], 'mul': 2, 'add': 0.5, 'mix': 0}";
    long seed = FormulaTensors.seed("x", 7);

    double[][] plain = MetricInputs.matrix(json(given), 7);
    double[][] mixed = MetricInputs.matrix(json(given.replace("'mix': 0", "'mix': 0.25")), 7);

    assertEquals(2 * (2 * FormulaTensors.u(seed, 4) - 1) + 0.5, plain[1][1]);
    assertEquals(plain[1][2] + 0.25 * plain[1][0], mixed[1][2], 1e-15);
    assertThrows(
        NotUnderstood.class, () -> MetricInputs.matrix(json(given.replace("mix", "mash")), 7));
  }

  @Test
  void numbers_are_compared_by_either_bound() {
    assertEquals(0.5e-3, MetricInputs.near("x", 2, 2.001, 1e-3, 0), 1e-12);
    assertEquals(0, MetricInputs.near("x", 1e-13, -1e-13, 0, 1e-12), "within the absolute bound");
    assertEquals(0, MetricInputs.near("x", Double.NaN, Double.NaN, 0, 0));
    assertThrows(AssertionError.class, () -> MetricInputs.near("x", 2, 2.01, 1e-3, 1e-3));
    assertThrows(AssertionError.class, () -> MetricInputs.near("x", Double.NaN, 2, 1, 1));
    assertThrows(AssertionError.class, () -> MetricInputs.near("x", 2, Double.NaN, 1, 1));
    double[] two = {1, 2};
    assertThrows(AssertionError.class, () -> MetricInputs.near("x", two, new double[1], 1, 1));
  }

  @Test
  void places_and_strings_are_read() throws IOException {
    assertArrayEquals(new int[] {3, 1}, MetricInputs.places(json("[3, 1]")));
    assertEquals(Double.NEGATIVE_INFINITY, MetricInputs.number(json("'-Infinity'")));
    assertEquals(2.5, MetricInputs.number(json("2.5")));
  }
}
