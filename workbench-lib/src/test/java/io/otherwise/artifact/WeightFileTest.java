package io.otherwise.artifact;

import static io.otherwise.artifact.Refused.assertRefused;
import static io.otherwise.artifact.TorchFiles.floats;
import static io.otherwise.artifact.TorchFiles.longs;
import static io.otherwise.artifact.TorchFiles.stateDict;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.TorchFiles.View;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightFileTest {
  @TempDir Path folder;

  private final TorchFiles files = new TorchFiles();

  private TorchCheckpoint read(View view) throws IOException {
    return files.readZip(folder, stateDict(Map.of("w", view)));
  }

  @Test
  void integers_are_not_read_as_floats_nor_floats_as_integers() throws IOException {
    files.storage("0", longs(3), 1).storage("1", 2);

    TorchCheckpoint integers = read(View.whole("0", 1).of("Long"));
    assertRefused(
        IllegalArgumentException.class, () -> integers.floats("w"), "w in", "is I64", "use longs");
    TorchCheckpoint reals = read(View.whole("1", 1));
    assertRefused(IllegalArgumentException.class, () -> reals.longs("w"), "F32", "use floats");
    assertRefused(IllegalArgumentException.class, () -> reals.shape("v"), "none named v", "w");
  }

  @Test
  void a_tensor_beyond_four_gigabytes_is_read_without_the_rest() throws IOException {
    Path file = folder.resolve("large.pt");
    long count = 5L << 28; // 5 GiB
    View late = View.whole("0", 2).count(count).at(count - 2);
    View next = View.whole("1", 1);
    new ZipBytes()
        .add("a/data.pkl", stateDict(Map.of("late", late, "next", next)))
        .add(new ZipBytes.Item("a/data/0", "a/data/0", 4 * count - 8, floats(3, 4), 0, 0))
        .add("a/data/1", floats(5))
        .writeTo(file);

    TorchCheckpoint read = TorchCheckpoint.read(file);

    assertTrue(Files.size(file) > 5L << 30);
    assertArrayEquals(new float[] {3, 4}, read.floats("late"));
    assertArrayEquals(new float[] {5}, read.floats("next"));
  }

  @Test
  void the_first_bytes_say_which_reader_opens_a_file() throws IOException {
    Path safe = folder.resolve("w.safetensors");
    SafeTensors.write(safe, Map.of("w", FloatTensor.of(new float[] {1}, 1)), DType.F32, Map.of());
    files.storage("0", 2);
    Path torch = read(View.whole("0", 1)).file();

    assertEquals(1, WeightFile.open(safe).floats("w")[0]);
    assertEquals(2, WeightFile.open(torch).floats("w")[0]);
    assertEquals(DType.F32, WeightFile.open(safe).dtype("w"));
    assertRefused(
        IllegalArgumentException.class,
        () -> WeightFile.open(safe, "state_dict"),
        "no nested dictionaries",
        "state_dict");
    Path none = folder.resolve("none.pt");
    assertRefused(UncheckedIOException.class, () -> WeightFile.open(none), "no such file");
    assertRefused(UncheckedIOException.class, () -> TorchCheckpoint.read(none), "no such file");
  }

  private void assertBytesRefused(byte[] bytes, String part) throws IOException {
    Path file = Files.write(folder.resolve("w.pth"), bytes);
    assertRefused(RuntimeException.class, () -> TorchCheckpoint.read(file), part, "w.pth");
  }

  @Test
  void other_archives_and_files_say_what_they_are() throws IOException {
    byte[] gzip = {0x1f, (byte) 0x8b, 8, 0};
    byte[] tar = new byte[1024];
    System.arraycopy("ustar".getBytes(US_ASCII), 0, tar, 257, 5);
    assertBytesRefused(gzip, "is a gzip archive; unpack it");
    assertBytesRefused(tar, "is a tar archive; unpack it");
    assertBytesRefused(new byte[0], "has 0 bytes");
    assertBytesRefused(new byte[] {1, 2, 3}, "unknown opcode 0x01 at byte 0");
    assertBytesRefused(
        "<html><body>Not found</body></html>".getBytes(US_ASCII), "unknown opcode 0x3c");
  }

  @Test
  void a_file_cut_anywhere_is_refused() throws IOException {
    files.storage("0", 1, 2, 3, 4, 5, 6);
    byte[] legacy = files.legacy(stateDict(Map.of("w", View.whole("0", 6))));
    Path zipped = folder.resolve("z.pt");
    files.zip(stateDict(Map.of("w", View.whole("0", 6)))).writeTo(zipped);
    for (byte[] whole : new byte[][] {legacy, Files.readAllBytes(zipped)}) {
      for (int length = 0; length < whole.length; length++) {
        MappedFile cut = MappedFile.of(Arrays.copyOf(whole, length));
        assertRefused(
            RuntimeException.class, () -> TorchCheckpoint.read(Path.of("cut"), cut, List.of()));
      }
    }
  }
}
