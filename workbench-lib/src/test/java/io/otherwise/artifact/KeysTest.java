package io.otherwise.artifact;

import static io.otherwise.artifact.Refused.assertRefused;
import static io.otherwise.artifact.TorchFiles.stateDict;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

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

class KeysTest {
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

  private WeightFile fit(Keys keys, String... theirs) {
    return keys.open(file(theirs).file(), WANTED);
  }

  private static Keys keys(String strip, String... ignored) {
    return new Keys(List.of(), strip, List.of(ignored), Map.of());
  }

  private static Keys rename(String pattern, String replacement) {
    return new Keys(List.of(), "", List.of(), Map.of(pattern, replacement));
  }

  @Test
  void plain_keys_change_nothing() {
    assertEquals(Optional.of("fc.weight"), Keys.PLAIN.ours("fc.weight"));
  }

  @Test
  void each_part_does_one_thing() {
    assertEquals(Optional.of("x"), keys("net.").ours("net.x"));
    assertEquals(Optional.empty(), keys("net.").ours("other.net.x"));
    assertEquals(
        Optional.of("layer.3.conv"), rename("^conv(\\d)_", "layer.$1.").ours("conv3_conv"));
    assertEquals(Optional.empty(), keys("", "model_ema.").ours("model_ema.x"));
    assertEquals(Optional.of("xmodel_ema.x"), keys("", "model_ema.").ours("xmodel_ema.x"));
    assertEquals(Optional.empty(), keys("", "betas").ours("betas2"));
    assertEquals(Optional.of("aXb"), keys("", "a.b").ours("aXb"));
  }

  @Test
  void keys_drop_by_beginning_or_end_then_strip_then_rename() {
    Map<String, String> rename = new LinkedHashMap<>();
    rename.put("^bn", "norm");
    rename.put("^norm1", "first");
    List<String> ignored = List.of("module.encoder.fc.", "_tracked");
    Keys keys = new Keys(List.of(), "module.encoder.", ignored, rename);

    assertEquals(Optional.of("first.bias"), keys.ours("module.encoder.bn1.bias"));
    assertEquals(Optional.of("norm2.bias"), keys.ours("module.encoder.bn2.bias"));
    assertEquals(Optional.empty(), keys.ours("module.predictor.0.weight"));
    assertEquals(Optional.empty(), keys.ours("module.encoder.fc.0.weight"));
    assertEquals(Optional.empty(), keys.ours("module.encoder.bn1.num_batches_tracked"));
    assertEquals(
        Optional.of("x_tracked.y"), keys.ours("module.encoder.x_tracked.y"), "not in the middle");
  }

  @Test
  void patterns_that_are_none_are_refused() {
    assertRefused(
        IllegalArgumentException.class, () -> rename("(", "x"), "regular expression", "( => x");
    for (String replacement : new String[] {"$2", "$", "\\", "${a}"}) {
      assertRefused(
          IllegalArgumentException.class,
          () -> rename("(a)", replacement),
          "names a group that is not there");
    }
  }

  @Test
  void a_file_that_fits_is_read_under_our_names() {
    WeightFile file = file("m.conv.weight", "m.conv.bias", "m.conv.num_batches_tracked", "ema");

    WeightFile fit = keys("m.", "_tracked", "ema").open(file.file(), WANTED);

    assertEquals(Set.of("conv.weight", "conv.bias"), fit.keys());
    assertArrayEquals(new float[] {13, 2}, fit.floats("conv.weight"));
    assertArrayEquals(new long[] {2}, fit.shape("conv.bias"));
    assertEquals(DType.F32, fit.dtype("conv.bias"));
    assertEquals(file.file(), fit.file());
    assertRefused(
        IllegalArgumentException.class,
        () -> fit.floats("m.conv.bias"),
        "none named m.conv.bias",
        "conv.bias");
  }

  @Test
  void missing_left_over_and_misshapen_weights_are_named_and_refused() {
    assertRefused(
        IllegalArgumentException.class,
        () -> fit(rename("^m\\.", ""), "m.conv.weight", "m.fc", "top"),
        "missing are [conv.bias]",
        "left over are [m.fc as fc, top]",
        "another shape are none");
    Map<String, List<Long>> turned = Map.of("conv.weight", List.of(1L, 2L));
    assertRefused(
        IllegalArgumentException.class,
        () -> Keys.PLAIN.open(file("conv.weight").file(), turned),
        "missing are none",
        "[conv.weight [2, 1] instead of [1, 2]]");
    String[] many = {"a", "b", "c", "d", "e", "f"};
    assertRefused(
        IllegalArgumentException.class,
        () -> Keys.PLAIN.open(file(many).file(), Map.of()),
        "[a, b, c, d] and 2 more");
  }

  @Test
  void two_sources_for_one_weight_are_refused() {
    assertRefused(
        IllegalArgumentException.class,
        () -> fit(rename("^m\\.", ""), "m.conv.bias", "conv.bias"),
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

    Keys within = new Keys(List.of("state_dict"), "module.", List.of(), Map.of());
    WeightFile fit = within.open(file, WANTED);

    assertArrayEquals(new float[] {3, 4}, fit.floats("conv.weight"));
    assertRefused(
        IllegalArgumentException.class,
        () -> Keys.PLAIN.open(file, WANTED),
        "lightning.Checkpoint");
  }
}
