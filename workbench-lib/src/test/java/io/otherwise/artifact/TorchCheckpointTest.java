package io.otherwise.artifact;

import static io.otherwise.artifact.Refused.assertRefused;
import static io.otherwise.artifact.TorchFiles.longs;
import static io.otherwise.artifact.TorchFiles.stateDict;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.otherwise.artifact.TorchFiles.View;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchCheckpointTest {
  private static final float[] SIX = {1, -2.5f, 3, 4, 5, 1e-3f};

  @TempDir Path folder;

  private final TorchFiles files = new TorchFiles();

  private static Map<String, View> twoTensors() {
    Map<String, View> tensors = new LinkedHashMap<>();
    tensors.put("fc.weight", View.whole("0", 2, 3));
    tensors.put("fc.bias", View.whole("1", 2));
    return tensors;
  }

  private TorchCheckpoint read(View view) throws IOException {
    return files.readZip(folder, stateDict(Map.of("w", view)));
  }

  private static void assertTwoTensors(TorchCheckpoint read) {
    assertEquals(List.of("fc.weight", "fc.bias"), List.copyOf(read.keys()));
    assertArrayEquals(new long[] {2, 3}, read.shape("fc.weight"));
    assertArrayEquals(SIX, read.floats("fc.weight"));
    assertArrayEquals(new float[] {7, 8}, read.floats("fc.bias"));
    assertEquals(DType.F32, read.dtype("fc.bias"));
  }

  @Test
  void a_zip_checkpoint_gives_its_tensors_to_the_bit() throws IOException {
    files.storage("0", SIX).storage("1", 7, 8);

    assertTwoTensors(files.readZip(folder, stateDict(twoTensors())));
  }

  @Test
  void a_legacy_checkpoint_gives_the_same_tensors() throws IOException {
    files.storage("1", 7, 8).storage("0", SIX);

    assertTwoTensors(files.readLegacy(folder, stateDict(twoTensors())));
  }

  @Test
  void an_archive_without_64_bit_numbers_is_read_as_well() throws IOException {
    Path file = folder.resolve("narrow.pt");
    files.storage("0", SIX).storage("1", 7, 8).zip(stateDict(twoTensors())).narrow().writeTo(file);

    assertTwoTensors(TorchCheckpoint.read(file));
    assertEquals(file, TorchCheckpoint.read(file).file());
  }

  @Test
  void transposed_shifted_and_repeated_views_are_read_in_row_major_order() throws IOException {
    files.storage("0", SIX);
    View six = View.whole("0", 6);

    View transposed = new View("Float", "0", 6, 0, new long[] {3, 2}, new long[] {1, 3});
    assertArrayEquals(new float[] {1, 4, -2.5f, 5, 3, 1e-3f}, read(transposed).floats("w"));
    View shifted = new View("Float", "0", 6, 4, new long[] {2}, new long[] {1});
    assertArrayEquals(new float[] {5, 1e-3f}, read(shifted).floats("w"));
    View everyOther = new View("Float", "0", 6, 1, new long[] {1, 3}, new long[] {99, 2});
    assertArrayEquals(new float[] {-2.5f, 4, 1e-3f}, read(everyOther).floats("w"));
    View repeated = new View("Float", "0", 6, 2, new long[] {2, 2}, new long[] {0, 1});
    assertArrayEquals(new float[] {3, 4, 3, 4}, read(repeated).floats("w"));
    assertArrayEquals(SIX, read(six).floats("w"));
  }

  @Test
  void scalars_and_empty_tensors_have_their_shapes() throws IOException {
    files.storage("0", SIX);

    TorchCheckpoint scalar = read(new View("Float", "0", 6, 3, new long[0], new long[0]));
    assertArrayEquals(new long[0], scalar.shape("w"));
    assertArrayEquals(new float[] {4}, scalar.floats("w"));
    TorchCheckpoint empty =
        read(new View("Float", "0", 6, 6, new long[] {0, 3}, new long[] {3, 1}));
    assertArrayEquals(new long[] {0, 3}, empty.shape("w"));
    assertEquals(0, empty.floats("w").length);
  }

  @Test
  void two_tensors_may_share_a_storage() throws IOException {
    Map<String, View> tied = new LinkedHashMap<>();
    tied.put("in.weight", View.whole("0", 2, 3));
    tied.put("out.weight", View.whole("0", 3).count(6).at(3));
    files.storage("0", SIX);

    TorchCheckpoint read = files.readLegacy(folder, stateDict(tied));

    assertArrayEquals(SIX, read.floats("in.weight"));
    assertArrayEquals(new float[] {4, 5, 1e-3f}, read.floats("out.weight"));
  }

  @Test
  void every_type_of_numbers_is_widened_exactly() throws IOException {
    short[] halves = {Half.toF16(.1f), Half.toBf16(.1f)};
    ByteBuffer bytes = ByteBuffer.allocate(4);
    bytes.putShort(Short.reverseBytes(halves[0])).putShort(Short.reverseBytes(halves[1]));
    files.storage("h", bytes.array(), 2);
    long quarter = Double.doubleToLongBits(.25);
    files.storage("d", longs(quarter, -5), 2);
    files.storage("b", new byte[] {(byte) 200, 1}, 2);

    assertEquals(Half.fromF16(halves[0]), read(View.whole("h", 2).of("Half")).floats("w")[0]);
    assertEquals(Half.fromBf16(halves[1]), read(View.whole("h", 2).of("BFloat16")).floats("w")[1]);
    assertEquals(.25f, read(View.whole("d", 2).of("Double")).floats("w")[0]);
    assertArrayEquals(new long[] {quarter, -5}, read(View.whole("d", 2).of("Long")).longs("w"));
    assertArrayEquals(new long[] {200, 1}, read(View.whole("b", 2).of("Byte")).longs("w"));
    assertArrayEquals(new long[] {-56, 1}, read(View.whole("b", 2).of("Char")).longs("w"));
    assertArrayEquals(new long[] {200, 1}, read(View.whole("b", 2).of("Bool")).longs("w"));
    assertArrayEquals(new long[] {456}, read(View.whole("b", 1).of("Short")).longs("w"));
    View high = new View("Int", "d", 4, 2, new long[] {2}, new long[] {1});
    assertArrayEquals(new long[] {-5, -1}, read(high).longs("w"));
  }

  @Test
  void the_highest_byte_may_come_first() throws IOException {
    byte[] big = ByteBuffer.allocate(8).putFloat(1.5f).putFloat(-3).array();
    Path file = folder.resolve("big.pt");
    new ZipBytes()
        .add("m/data.pkl", stateDict(Map.of("w", View.whole("0", 2))))
        .add("m/byteorder", "big".getBytes(US_ASCII))
        .add("m/data/0", big)
        .writeTo(file);

    assertArrayEquals(new float[] {1.5f, -3}, TorchCheckpoint.read(file).floats("w"));
  }

  @Test
  void what_python_wrote_of_a_training_run_is_read_within_its_state_dict() throws IOException {
    byte[] halves = {0, 0x3c, 0, (byte) 0xc0};
    files.storage("0", SIX).storage("1", halves, 2).storage("2", longs(9), 1);

    TorchCheckpoint read = files.readZip(folder, TorchFiles.byPython("torch", 2), "state_dict");

    assertEquals(
        List.of("net.weight", "net.tied", "net.bias", "bn.num_batches_tracked"),
        List.copyOf(read.keys()));
    assertArrayEquals(SIX, read.floats("net.weight"));
    assertArrayEquals(new float[] {1, 4, -2.5f, 5, 3, 1e-3f}, read.floats("net.tied"));
    assertArrayEquals(new float[] {-2}, read.floats("net.bias"));
    assertArrayEquals(new long[] {9}, read.longs("bn.num_batches_tracked"));
  }

  @Test
  void the_same_run_as_a_whole_is_refused_for_its_callback() throws IOException {
    files.storage("0", SIX).storage("1", new byte[4], 2).storage("2", longs(9), 1);
    byte[] pickle = TorchFiles.byPython("torch", 2);

    assertRefused(
        IllegalArgumentException.class,
        () -> files.readZip(folder, pickle),
        "w.pt has an object of pytorch_lightning.callbacks.ModelCheckpoint",
        "such as state_dict");
  }

  @Test
  void an_unknown_object_inside_the_asked_for_dictionary_is_refused() throws IOException {
    files.storage("0", SIX).storage("1", new byte[4], 2).storage("2", longs(9), 1);
    byte[] pickle = TorchFiles.byPython("torch", 2);

    assertRefused(
        IllegalArgumentException.class,
        () -> files.readZip(folder, pickle, "callbacks"),
        "pytorch_lightning.callbacks.ModelCheckpoint",
        "ask for a nested dictionary without it");
  }

  @Test
  void a_weight_made_of_an_unknown_object_is_none() throws IOException {
    PickleBytes pickle = PickleBytes.protocol(2).op('}').text("net").op('}').text("w");
    pickle.global("torch._utils", "_rebuild_parameter").op('(').empty("thirdparty", "Sparse");
    pickle.op(0x88).empty("collections", "OrderedDict").op('t', 'R', 's', 's');
    byte[] bytes = pickle.stop();

    assertRefused(
        IllegalArgumentException.class,
        () -> files.readZip(folder, bytes, "net"),
        "thirdparty.Sparse",
        "at w");
  }

  @Test
  void nested_dictionaries_and_lists_give_paths() throws IOException {
    PickleBytes pickle = PickleBytes.protocol(2).op('}').text("feat_extract");
    stateDict(pickle, Map.of("conv.weight", View.whole("0", 2))).op('s').text("ema").op(']');
    pickle.tensor(View.whole("0", 2)).op('a', 's').text("epoch").number(3).op('s');
    byte[] bytes = pickle.stop();
    files.storage("0", 1, 2);

    assertEquals(Set.of("feat_extract.conv.weight", "ema.0"), files.readZip(folder, bytes).keys());
    assertEquals(Set.of("conv.weight"), files.readZip(folder, bytes, "feat_extract").keys());
    assertRefused(
        IllegalArgumentException.class,
        () -> files.readZip(folder, bytes, "state_dict"),
        "no state_dict among [feat_extract, ema, epoch]");
    assertRefused(
        IllegalArgumentException.class,
        () -> files.readZip(folder, bytes, "epoch"),
        "has 3 in its place");
  }

  @Test
  void tensors_with_attributes_and_of_typed_bytes_are_read() throws IOException {
    PickleBytes pickle = PickleBytes.protocol(2).op('}', '(').text("attributed");
    pickle.global("torch._tensor", "_rebuild_from_type_v2").op('(');
    pickle.global("torch._utils", "_rebuild_tensor_v2").global("torch", "Tensor").op('(');
    pickle.storage("Float", "0", 2).number(0).numbers(2).numbers(1).op(0x89);
    pickle.empty("collections", "OrderedDict").op('t', '}', 't', 'R').text("typed");
    pickle.global("torch._utils", "_rebuild_tensor_v3").op('(');
    pickle.op('(').text("storage").global("torch.storage", "UntypedStorage").text("1").text("cpu");
    pickle.number(4).op('t', 'Q').number(1).numbers(1).numbers(1).op(0x89);
    pickle.empty("collections", "OrderedDict").global("torch", "uint16").op('t', 'R', 'u');
    files.storage("0", 4, 5).storage("1", new byte[] {0, 0, (byte) 0xff, (byte) 0xff}, 4);

    TorchCheckpoint read = files.readZip(folder, pickle.stop());

    assertArrayEquals(new float[] {4, 5}, read.floats("attributed"));
    assertArrayEquals(new long[] {0xFFFF}, read.longs("typed"));
  }
}
