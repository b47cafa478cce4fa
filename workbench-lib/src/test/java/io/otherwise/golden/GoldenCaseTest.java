package io.otherwise.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.otherwise.golden.Stored.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The harness itself must be able to fail. */
class GoldenCaseTest {
  @TempDir private Path folder;

  private Path file(String name, String json) throws IOException {
    return Files.writeString(folder.resolve(name), json);
  }

  private static Stored stored(String json) throws IOException {
    return Stored.of("quantity", new ObjectMapper().readTree(json));
  }

  @Test
  void a_case_nobody_understands_fails_by_name() throws IOException {
    Path unknown = file("odd.json", "{\"format\": \"golden-algorithms-1\", \"method\": \"magic\"}");

    String message =
        assertThrows(AssertionError.class, () -> GoldenCase.check(unknown)).getMessage();

    assertTrue(message.startsWith("odd.json: "), message);
    assertTrue(message.contains("magic"), message);
  }

  @Test
  void a_file_of_unknown_format_fails_by_name() throws IOException {
    Path metric = file("fid.json", "{\"metric\": \"fid\"}");

    String message =
        assertThrows(AssertionError.class, () -> GoldenCase.check(metric)).getMessage();

    assertTrue(message.startsWith("fid.json: "), message);
  }

  @Test
  void support_files_are_no_cases() throws IOException {
    file("index.json", "{}");
    file("models.json", "{}");
    Path one = file("b.json", "{}");
    Path other = file("a.json", "{}");
    file("README.md", "");

    assertEquals(List.of(other, one), GoldenFile.cases(folder));
    assertTrue(GoldenFile.cases(folder.resolve("missing")).isEmpty());
  }

  @Test
  void every_element_must_lie_within_the_tolerance() throws IOException {
    Stored s =
        stored("{\"shape\": [3], \"dtype\": \"float32\", \"values\": [1, 2, 3], \"tol\": 0.1}");

    assertEquals(0.05 / 3, s.check(new double[] {1, 2.05, 3}, Rule.EVERY), 1e-12);
    assertThrows(AssertionError.class, () -> s.check(new double[] {1, 2.2, 3}, Rule.EVERY));
    assertThrows(AssertionError.class, () -> s.check(new double[] {1, 2}, Rule.EVERY));
  }

  @Test
  void not_a_number_equals_itself_alone() throws IOException {
    Stored s =
        stored(
            "{\"shape\": [2], \"dtype\": \"float32\", \"values\": [\"NaN\", \"-Infinity\"],"
                + " \"tol\": 0.1}");

    s.check(new double[] {Double.NaN, Double.NEGATIVE_INFINITY}, Rule.EVERY);
    assertThrows(
        AssertionError.class,
        () -> s.check(new double[] {0, Double.NEGATIVE_INFINITY}, Rule.EVERY));
    assertThrows(
        AssertionError.class, () -> s.check(new double[] {Double.NaN, Double.NaN}, Rule.EVERY));
  }

  @Test
  void integers_are_exact_but_a_mask_may_differ_in_one_percent() throws IOException {
    String zeros = "0" + ", 0".repeat(199);
    Stored s = stored("{\"shape\": [200], \"dtype\": \"int64\", \"values\": [" + zeros + "]}");
    double[] two = new double[200];
    two[3] = 1;
    two[7] = 1;
    double[] three = two.clone();
    three[9] = 1;

    s.check(two, Rule.MASK);
    assertThrows(AssertionError.class, () -> s.check(three, Rule.MASK));
    assertThrows(AssertionError.class, () -> s.check(two, Rule.EVERY));
  }

  @Test
  void after_a_mask_one_percent_may_lie_outside() throws IOException {
    String zeros = "0" + ", 0".repeat(199);
    Stored s =
        stored(
            "{\"shape\": [200], \"dtype\": \"float32\", \"tol\": 1, \"tol_p99\": 0.1,"
                + " \"values\": ["
                + zeros
                + "]}");
    double[] two = new double[200];
    two[3] = 50;
    two[7] = -50;
    double[] three = two.clone();
    three[9] = 50;

    s.check(two, Rule.MOST);
    assertThrows(AssertionError.class, () -> s.check(three, Rule.MOST));
    assertThrows(AssertionError.class, () -> s.check(two, Rule.EVERY));
  }

  @Test
  void a_thinned_out_quantity_is_compared_at_its_places_and_as_a_whole() throws IOException {
    Stored s =
        stored(
            "{\"shape\": [4], \"dtype\": \"float32\", \"values\": [1, 3], \"stride\": 2,"
                + " \"tol\": 0.01, \"mean\": 2.5, \"l2\": 5.477225575051661}");

    s.check(new double[] {1, 2, 3, 4}, Rule.EVERY);
    assertThrows(
        AssertionError.class, () -> s.check(new double[] {1, 9, 3, 4}, Rule.EVERY), "the mean");
    assertFalse(s.exact());
  }
}
