package io.otherwise.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private static Settings device(String name) {
    return Settings.of(name, null, Map.of());
  }

  @Test
  void unset_it_is_the_best_device_and_float32() {
    Settings unset = Settings.of(null, null, Map.of());

    assertEquals(Device.cpu(), unset.device(0));
    assertEquals(Device.gpu(0), unset.device(2));
    assertEquals(Script.Precision.FLOAT32, unset.precision());
  }

  @Test
  void one_option_names_cpu_or_a_cuda_device() {
    assertEquals(Device.cpu(), device("cpu").device(2));
    assertEquals(Device.gpu(0), device("CUDA").device(2));
    assertEquals(Device.gpu(1), device("cuda:1").device(2));
  }

  @Test
  void a_property_is_heard_before_a_variable() {
    Map<String, String> variables =
        Map.of("OTHERWISE_DEVICE", "cuda", "OTHERWISE_PRECISION", "bfloat16");

    assertEquals(Device.gpu(0), Settings.of(null, null, variables).device(1));
    assertEquals(Script.Precision.BFLOAT16, Settings.of(null, null, variables).precision());
    assertEquals(Device.cpu(), Settings.of("cpu", null, variables).device(1));
    assertEquals(Script.Precision.FLOAT16, Settings.of(null, "Float16", variables).precision());
  }

  @Test
  void a_device_that_is_not_there_is_refused_with_the_way_out() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> device("cuda:3").device(1));

    assertTrue(refused.getMessage().contains("sees 1 CUDA"), refused.getMessage());
    assertThrows(IllegalArgumentException.class, () -> device("cuda").device(0));
    assertThrows(IllegalArgumentException.class, () -> device("tpu").device(1));
  }

  @Test
  void an_unknown_precision_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> Settings.of(null, "int8", Map.of()));
  }
}
