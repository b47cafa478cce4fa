package io.otherwise.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Script.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricArchitecturesTest {
  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a configuration is JSON, but was " + text, e);
    }
  }

  /** Writes the network once and returns its outputs. */
  private static Map<String, Value> write(Script s, String model, String config) {
    Architecture architecture = MetricArchitectures.of(model, json(config));
    Map<String, Value> inputs = new LinkedHashMap<>();
    architecture.parts().get(0).forEach(role -> inputs.put(role, s.input(role)));
    return architecture.write(s.layers(), inputs, false);
  }

  private static List<Long> shape(Script s, String key) {
    return s.parameters().stream()
        .filter(p -> p.key().equals(key))
        .findFirst()
        .orElseThrow()
        .shape();
  }

  @Test
  void numbers_of_classes_come_from_the_configuration() {
    Script inception = new Script();
    write(inception, "inception-fid", "{'num_classes': 12}");
    assertEquals(List.of(12L, 2048L), shape(inception, "fc.weight"));
    Script face = new Script();
    write(face, "vggface2-resnet50", "{'num_classes': 7, 'include_top': false}");
    assertEquals(List.of(7L, 2048L), shape(face, "fc.weight"));
    Script oracle = new Script();
    write(oracle, "oracle-celeba-resnet50-128", "{}");
    assertEquals(List.of(40L, 128L), shape(oracle, "classifier.weight"));
  }

  @Test
  void outputs_have_the_names_of_the_files() {
    assertTrue(
        write(new Script(), "inception-fid", "{}")
            .keySet()
            .containsAll(List.of("block0", "block1", "block2", "pool3", "tap:Mixed_7a")));
    assertTrue(
        write(new Script(), "vggface2-resnet50", "{}")
            .keySet()
            .containsAll(List.of("features", "tap:layer4.2", "tap:avgpool")));
    assertTrue(
        write(new Script(), "oracle-celebahq-resnet50", "{}")
            .keySet()
            .containsAll(List.of("probabilities", "tap:feat_extract.conv5_3_relu")));
    assertTrue(
        write(new Script(), "lpips-vgg", "{'net': 'vgg', 'version': '0.1'}")
            .keySet()
            .containsAll(List.of("distance", "layer0", "layer4", "tap:net.slice5")));
  }

  @Test
  void a_suffix_may_tell_one_case_from_another() {
    Script s = new Script();
    Map<String, Value> written = new LinkedHashMap<>();
    List.of("out", "layer1", "layer12").forEach(name -> written.put(name, s.input(name)));
    assertEquals(written.get("out"), ArchitectureGolden.output(written, "out128"));
    assertEquals(written.get("out"), ArchitectureGolden.output(written, "out_loud"));
    assertEquals(written.get("layer12"), ArchitectureGolden.output(written, "layer12_loud"));
    assertEquals(written.get("layer1"), ArchitectureGolden.output(written, "layer1_299"));
    assertThrows(NotUnderstood.class, () -> ArchitectureGolden.output(written, "outside"));
  }

  @Test
  void a_comparison_takes_two_images() {
    Architecture lpips =
        MetricArchitectures.of("lpips-vgg", json("{'net': 'vgg', 'version': '0.1'}"));
    assertEquals(List.of(List.of("image0", "image1")), lpips.parts());
    assertTrue(lpips.flips());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'net': 'alex', 'version': '0.1'}",
        "{'net': 'vgg', 'version': '0.0'}",
        "{'net': 'vgg', 'version': '0.1', 'spatial': true}",
        "{'net': 'vgg', 'version': '0.1', 'lpips': false}"
      })
  void other_forms_of_lpips_are_refused_by_name(String config) {
    JsonNode other = json(config);
    var refused =
        assertThrows(NotUnderstood.class, () -> MetricArchitectures.of("lpips-vgg", other));
    assertTrue(refused.getMessage().contains(other.toString()), refused.getMessage());
  }

  @Test
  void networks_that_nobody_wrote_are_refused_by_name() {
    var unknown =
        assertThrows(NotUnderstood.class, () -> MetricArchitectures.of("r50", json("{}")));
    assertTrue(unknown.getMessage().contains("r50"));
    assertThrows(
        NotUnderstood.class,
        () -> MetricArchitectures.of("inception-fid", json("{'aux_logits': true}")));
  }
}
