package io.otherwise.artifact;

import static io.otherwise.artifact.TorchFiles.stateDict;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.TorchFiles.View;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyMapTest {
  private static final Map<String, List<Long>> WANTED =
      Map.of("conv.weight", List.of(2L, 1L), "conv.bias", List.of(2L));

  @TempDir Path folder;

  private WeightFile file(String... keys) {
    Map<String, FloatTensor> tensors = new LinkedHashMap<>();
    for (String key : keys) {
      boolean isMatrix = key.endsWith("weight");
      float[] values = {key.length(), 2};
      tensors.put(key, isMatrix ? FloatTensor.of(values, 2, 1) : FloatTensor.of(values, 2));
    }
    Path path = folder.resolve("w.safetensors");
    SafeTensors.write(path, tensors, DType.F32, Map.of());
    return WeightFile.open(path);
  }

  @Test
  void plain_keys_change_nothing() {
    assertEquals(KeyMap.NONE, Keys.PLAIN.map());
    assertEquals(Optional.of("fc.weight"), KeyMap.NONE.apply("fc.weight"));
  }

  @Test
  void each_step_does_one_thing() {
    assertEquals(Optional.of("x"), KeyMap.NONE.only("net.").apply("net.x"));
    assertEquals(Optional.empty(), KeyMap.NONE.only("net.").apply("other.net.x"));
    assertEquals(
        Optional.of("layer.3.conv"),
        KeyMap.NONE.rename("^conv(\\d)_", "layer.$1.").apply("conv3_conv"));
    assertEquals(Optional.empty(), KeyMap.NONE.ignore("model_ema.*").apply("model_ema.x"));
    assertEquals(
        Optional.of("xmodel_ema.x"), KeyMap.NONE.ignore("model_ema.*").apply("xmodel_ema.x"));
    assertEquals(Optional.of("betas2"), KeyMap.NONE.ignore("betas").apply("betas2"));
    assertEquals(Optional.of("aXb"), KeyMap.NONE.ignore("a.b").apply("aXb"));
  }

  @Test
  void keys_drop_by_beginning_or_end_then_strip_then_rename() {
    Map<String, String> rename = new LinkedHashMap<>();
    rename.put("^bn", "norm");
    rename.put("^norm1", "first");
    List<String> ignored = List.of("module.encoder.fc.", "_tracked");
    KeyMap map = new Keys(List.of("run", "state_dict"), "module.encoder.", ignored, rename).map();

    assertEquals(List.of("run", "state_dict"), map.within());
    assertEquals(Optional.of("first.bias"), map.apply("module.encoder.bn1.bias"));
    assertEquals(Optional.of("norm2.bias"), map.apply("module.encoder.bn2.bias"));
    assertEquals(Optional.empty(), map.apply("module.predictor.0.weight"));
    assertEquals(Optional.empty(), map.apply("module.encoder.fc.0.weight"));
    assertEquals(Optional.empty(), map.apply("module.encoder.bn1.num_batches_tracked"));
    assertEquals(
        Optional.of("x_tracked.y"), map.apply("module.encoder.x_tracked.y"), "not in the middle");
  }

  @Test
  void patterns_that_are_none_are_refused() {
    assertMessage(
        assertThrows(IllegalArgumentException.class, () -> KeyMap.NONE.rename("(", "x")),
        "regular expression",
        "( => x");
    for (String replacement : new String[] {"$2", "$", "\\", "${a}"}) {
      assertMessage(
          assertThrows(
              IllegalArgumentException.class, () -> KeyMap.NONE.rename("(a)", replacement)),
          "names a group that is not there");
    }
  }

  @Test
  void a_file_that_fits_is_read_under_our_names() {
    WeightFile file = file("m.conv.weight", "m.conv.bias", "m.conv.num_batches_tracked", "ema");

    WeightFile fit = KeyMap.NONE.ignore("*_tracked").ignore("ema").only("m.").fit(file, WANTED);

    assertEquals(Set.of("conv.weight", "conv.bias"), fit.keys());
    assertArrayEquals(new float[] {13, 2}, fit.floats("conv.weight"));
    assertArrayEquals(new long[] {2}, fit.shape("conv.bias"));
    assertEquals(DType.F32, fit.dtype("conv.bias"));
    assertEquals(file.file(), fit.file());
    assertMessage(
        assertThrows(IllegalArgumentException.class, () -> fit.floats("m.conv.bias")),
        "none named m.conv.bias",
        "conv.bias");
  }

  @Test
  void missing_left_over_and_misshapen_weights_are_named_and_refused() {
    assertMessage(
        assertThrows(
            IllegalArgumentException.class,
            () ->
                KeyMap.NONE.rename("^m\\.", "").fit(file("m.conv.weight", "m.fc", "top"), WANTED)),
        "missing are [conv.bias]",
        "left over are [m.fc as fc, top]",
        "another shape are none");
    Map<String, List<Long>> turned = Map.of("conv.weight", List.of(1L, 2L));
    assertMessage(
        assertThrows(
            IllegalArgumentException.class, () -> KeyMap.NONE.fit(file("conv.weight"), turned)),
        "missing are none",
        "[conv.weight [2, 1] instead of [1, 2]]");
    String[] many = {"a", "b", "c", "d", "e", "f"};
    assertMessage(
        assertThrows(IllegalArgumentException.class, () -> KeyMap.NONE.fit(file(many), Map.of())),
        "[a, b, c, d] and 2 more");
  }

  @Test
  void two_sources_for_one_weight_are_refused() {
    assertMessage(
        assertThrows(
            IllegalArgumentException.class,
            () -> KeyMap.NONE.rename("^m\\.", "").fit(file("m.conv.bias", "conv.bias"), WANTED)),
        "has two for conv.bias");
  }

  @Test
  void a_torch_checkpoint_is_opened_within_its_dictionary() throws IOException {
    PickleBytes pickle = PickleBytes.protocol(2).op('}').text("callbacks");
    pickle.empty("lightning", "Checkpoint").op('s').text("state_dict");
    Map<String, View> tensors = new LinkedHashMap<>();
    tensors.put("module.conv.weight", View.whole("0", 2, 1));
    tensors.put("module.conv.bias", View.whole("0", 2));
    stateDict(pickle, tensors).op('s');
    Path file = folder.resolve("w.ckpt");
    new TorchFiles().storage("0", 3, 4).zip(pickle.stop()).writeTo(file);

    WeightFile fit = KeyMap.NONE.within(List.of("state_dict")).only("module.").open(file, WANTED);

    assertArrayEquals(new float[] {3, 4}, fit.floats("conv.weight"));
    assertMessage(
        assertThrows(IllegalArgumentException.class, () -> KeyMap.NONE.open(file, WANTED)),
        "lightning.Checkpoint");
  }

  private static void assertMessage(Exception e, String... parts) {
    for (String part : parts) {
      assertTrue(e.getMessage().contains(part), e.getMessage());
    }
    assertEquals(1, e.getMessage().lines().count());
  }
}
