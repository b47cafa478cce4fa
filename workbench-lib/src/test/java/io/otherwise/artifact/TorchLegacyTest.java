package io.otherwise.artifact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.TorchFiles.View;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TorchLegacyTest {
  private static final byte[] ONE_TENSOR = TorchFiles.stateDict(Map.of("w", View.whole("0", 2)));

  private static TorchCheckpoint read(byte[] bytes) {
    return TorchCheckpoint.read(Path.of("w.pth"), MappedFile.of(bytes), List.of());
  }

  private static void assertRefused(byte[] bytes, String part) {
    Refused.assertRefused(UncheckedIOException.class, () -> read(bytes), part, "w.pth");
  }

  /** The magic number, then whatever a test wants. */
  private static PickleBytes head() {
    return PickleBytes.protocol(2).op(0x8a, 10).op(TorchFiles.MAGIC).op('.');
  }

  private static PickleBytes headWithProtocol() {
    return head().op(0x80, 2, 'M', 0xe9, 3, '.');
  }

  private static PickleBytes headWithMachine() {
    return headWithProtocol().op(0x80, 2, '}').text("little_endian").op(0x88, 's', '.');
  }

  /** Everything up to the list of storages, then that list. */
  private static PickleBytes withKeys(String... keys) {
    PickleBytes out = headWithMachine().raw(ONE_TENSOR).op(0x80, 2, ']', '(');
    for (String key : keys) {
      out.text(key);
    }
    return out.op('e', '.');
  }

  /** Without the full stop that a pickle would end in. */
  private static byte[] bytes(PickleBytes out) {
    byte[] all = out.stop();
    return Arrays.copyOf(all, all.length - 1);
  }

  @Test
  void numbers_follow_their_count_in_the_order_of_the_list() {
    Map<String, View> tensors = new LinkedHashMap<>();
    tensors.put("a", View.whole("7", 2));
    tensors.put("b", View.whole("10", 1));
    TorchFiles files = new TorchFiles().storage("10", 5).storage("7", 1, 2);

    TorchCheckpoint read = read(files.legacy(TorchFiles.stateDict(tensors)));

    assertArrayEquals(new float[] {1, 2}, read.floats("a"));
    assertArrayEquals(new float[] {5}, read.floats("b"));
    assertEquals(Path.of("w.pth"), read.file());
  }

  @Test
  void the_handmade_head_is_the_format() {
    byte[] whole = bytes(withKeys("0").little(8, 2).raw(TorchFiles.floats(3, 4)));

    assertArrayEquals(new float[] {3, 4}, read(whole).floats("w"));
  }

  @Test
  void an_empty_state_dict_has_no_storages() {
    byte[] whole = new TorchFiles().legacy(TorchFiles.stateDict(Map.of()));

    assertTrue(read(whole).keys().isEmpty());
  }

  @Test
  void heads_of_other_formats_are_refused() {
    assertRefused(bytes(head().op(0x80, 2, 'M', 0xe8, 3, '.')), "unknown protocol");
    assertRefused(bytes(head()), "ends inside its pickle");
    PickleBytes big = headWithProtocol().op(0x80, 2, '}').text("little_endian").op(0x89, 's', '.');
    assertRefused(bytes(big), "highest byte first");
    assertRefused(bytes(headWithProtocol().op('}', '.')), "highest byte first");
    assertRefused(bytes(headWithProtocol().op('N', '.')), "highest byte first");
    assertRefused(bytes(headWithMachine()), "ends inside its pickle");
    assertRefused(bytes(headWithMachine().raw(ONE_TENSOR)), "ends inside its pickle");
  }

  @Test
  void lists_of_storages_that_do_not_fit_are_refused() {
    byte[] two = TorchFiles.floats(3, 4);
    assertRefused(bytes(headWithMachine().raw(ONE_TENSOR).op('N', '.')), "no list of its storages");
    assertRefused(bytes(withKeys()), "fewer storages");
    assertRefused(bytes(withKeys("1").little(8, 2).raw(two)), "lists a storage 1");
    PickleBytes twice = withKeys("0", "0").little(8, 2).raw(two).little(8, 2).raw(two);
    assertRefused(bytes(twice), "or twice");
    PickleBytes number = headWithMachine().raw(ONE_TENSOR).op(']', 'K', 0, 'a', '.');
    assertRefused(bytes(number), "lists a storage 0");
  }

  @Test
  void numbers_that_do_not_fit_are_refused() {
    byte[] two = TorchFiles.floats(3, 4);
    assertRefused(bytes(withKeys("0")), "bytes, not the 8");
    assertRefused(bytes(withKeys("0").little(8, 2)), "bytes, not the 8");
    assertRefused(bytes(withKeys("0").little(8, 3).raw(two)), "has 3 numbers");
    assertRefused(bytes(withKeys("0").little(8, -2).raw(two)), "has -2 numbers");
    assertRefused(bytes(withKeys("0").little(8, 1L << 61).raw(two)), "numbers for the storage 0");
    assertRefused(bytes(withKeys("0").little(8, 2).raw(two).op(0)), "after its last storage");
  }

  @Test
  void views_of_other_storages_are_refused() {
    PickleBytes old = PickleBytes.protocol(2).op('}').text("w");
    old.global("torch._utils", "_rebuild_tensor").op('(', '(').text("storage");
    old.global("torch", "FloatStorage").text("0").text("cpu").number(2).numbers(1, 0);
    old.op('t', 'Q').number(0).numbers(2).numbers(1).op('t', 'R', 's');

    assertRefused(new TorchFiles().storage("0", 1, 2).legacy(old.stop()), "a view of another");
  }

  @Test
  void the_first_tensors_of_torch_are_read() {
    PickleBytes old = PickleBytes.protocol(2).op('}').text("w");
    old.global("torch._utils", "_rebuild_tensor").op('(', '(').text("storage");
    old.global("torch.cuda", "FloatStorage").text("0").text("cuda:0").number(2).op('N');
    old.op('t', 'Q').number(1).numbers(1).numbers(1).op('t', 'R', 's');

    TorchCheckpoint read = read(new TorchFiles().storage("0", 1, 2).legacy(old.stop()));

    assertArrayEquals(new float[] {2}, read.floats("w"));
  }
}
