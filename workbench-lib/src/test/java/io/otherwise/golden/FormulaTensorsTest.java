package io.otherwise.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The check values that the golden files' documentation states. */
class FormulaTensorsTest {
  @Test
  void the_seed_is_the_first_word_of_a_hash() {
    assertEquals(
        Long.parseUnsignedLong("11641200830348798461"), FormulaTensors.seed("input:image", 1));
    assertEquals(0x6FFB8A9FC760CBE1L, FormulaTensors.seed("out.2.weight", 1));
  }

  @Test
  void uniform_values_are_multiples_of_two_to_the_minus_24() {
    long seed = FormulaTensors.seed("input:image", 1);
    assertEquals(0.4822205901145935, FormulaTensors.u(seed, 0));
    assertEquals(0.029427945613861084, FormulaTensors.u(seed, 1));
    assertEquals(0.8011603951454163, FormulaTensors.u(seed, 2));
  }

  @Test
  void weights_of_two_or_more_dimensions_have_unit_gain() {
    float[] out = FormulaTensors.parameter("out.2.weight", 1, List.of(4L, 32L, 3L, 3L));
    assertEquals(0.033315413f, out[0]);
    assertEquals(0.073722005f, out[1151]);
    float[] embed = FormulaTensors.parameter("time_embed.0.weight", 1, List.of(128L, 32L));
    assertEquals(0.2554549f, embed[1]);
    float[] conv = FormulaTensors.parameter("classifier.conv1.weight", 1, List.of(8L, 3L, 3L, 3L));
    assertEquals(0.2790936f, conv[0]);
    assertEquals(-0.06654489f, conv[1]);
    assertEquals(-0.022075415f, conv[2]);
  }

  @Test
  void scales_and_variances_lie_near_one() {
    String norm = "input_blocks.1.0.in_layers.0.weight";
    assertEquals(1.078758f, FormulaTensors.parameter(norm, 1, List.of(32L))[5]);
    assertEquals(1.1040369f, FormulaTensors.parameter("bn1.running_var", 1, List.of(64L))[63]);
  }

  @Test
  void inputs_have_unit_variance() {
    float[] latent = FormulaTensors.input("unit", "input:latent", 1, 2048);
    assertEquals(-0.12763369f, latent[7]);
  }

  @Test
  void another_run_has_other_values() {
    assertEquals(
        false,
        FormulaTensors.image("input:image", 1, 3)[0]
            == FormulaTensors.image("input:image", 2, 3)[0]);
  }

  @Test
  void an_unknown_kind_of_input_is_refused_by_name() {
    NotUnderstood refused =
        assertThrows(NotUnderstood.class, () -> FormulaTensors.input("gaussian", "input:x", 1, 4));
    assertEquals(true, refused.getMessage().contains("gaussian"));
  }
}
