package io.otherwise.artifact;

import static io.otherwise.artifact.TorchFiles.stateDict;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.TorchFiles.View;
import io.otherwise.explain.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damages valid files at random: each is still read, or refused in a sentence. {@code -Dfuzz=N}
 * tries N variants of each file instead of a few hundred.
 */
class CheckpointFuzzTest {
  private static final int VARIANTS = Integer.getInteger("fuzz", 250);

  @TempDir Path folder;
  private long key;
  private long draws;

  private int below(int bound) {
    return (int) (Seed.uniform(key, draws++) * bound);
  }

  private static Map<String, View> tensors() {
    Map<String, View> tensors = new LinkedHashMap<>();
    tensors.put("conv.weight", View.whole("0", 2, 3));
    tensors.put("tied", new View("Float", "0", 6, 1, new long[] {2, 2}, new long[] {1, 2}));
    tensors.put("half", View.whole("1", 2).of("Half"));
    tensors.put("steps", View.whole("2").of("Long"));
    return tensors;
  }

  /** A valid file, and the nested dictionary to ask it for, if any. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Original(byte[] bytes, List<String> within) {
    Original(byte[] bytes) {
      this(bytes, List.of());
    }
  }

  private List<Original> originals() throws IOException {
    TorchFiles files = new TorchFiles().storage("0", 1, 2, 3, 4, 5, 6);
    files.storage("1", new byte[4], 2).storage("2", TorchFiles.longs(9), 1);
    byte[] plain = stateDict(tensors());
    byte[] run = TorchFiles.byPython("torch", 2);
    List<Original> originals = new ArrayList<>();
    originals.add(new Original(files.legacy(plain)));
    originals.add(new Original(files.legacy(run), List.of("state_dict")));
    originals.add(new Original(zipped(files.zip(plain))));
    originals.add(new Original(zipped(files.zip(run)), List.of("state_dict")));
    originals.add(new Original(zipped(files.zip(plain).narrow())));
    for (int protocol = 0; protocol <= 5; protocol++) {
      originals.add(new Original(TorchFiles.byPython("numpy", protocol)));
      originals.add(new Original(TorchFiles.byPython("values", protocol)));
    }
    return originals;
  }

  private byte[] zipped(ZipBytes zip) throws IOException {
    Path scratch = folder.resolve("scratch");
    zip.writeTo(scratch);
    return Files.readAllBytes(scratch);
  }

  /** Flipped bits, odd numbers, cuts, and pieces of the same or another file. */
  private byte[] damaged(byte[] original, byte[] other) {
    byte[] bytes = original.clone();
    int times = 1 + below(3);
    for (int i = 0; i < times && bytes.length > 0; i++) {
      int at = below(bytes.length);
      switch (below(6)) {
        case 0, 1 -> bytes[at] ^= (byte) (1 << below(8));
        case 2 -> bytes[at] = (byte) below(256);
        case 3 ->
            Arrays.fill(bytes, at, Math.min(at + 1 + below(8), bytes.length), (byte) -below(2));
        case 4 -> bytes = i > 0 ? bytes : Arrays.copyOf(bytes, at);
        default -> bytes = spliced(bytes, at, other);
      }
    }
    return bytes;
  }

  private byte[] spliced(byte[] bytes, int at, byte[] other) {
    int from = below(other.length);
    int length = below(Math.min(64, other.length - from) + 1);
    int kept = at + below(Math.min(64, bytes.length - at) + 1);
    byte[] out = Arrays.copyOf(bytes, at + length + bytes.length - kept);
    System.arraycopy(other, from, out, at, length);
    System.arraycopy(bytes, kept, out, at + length, bytes.length - kept);
    return out;
  }

  /** Reads all that can be read; anything but a value or our sentence ends the test. */
  private static boolean isRead(byte[] bytes, List<String> within) {
    try {
      WeightFile file = TorchCheckpoint.read(Path.of("w.pt"), MappedFile.of(bytes), within);
      for (String name : file.keys()) {
        int size = file.dtype(name).isFloat() ? file.floats(name).length : file.longs(name).length;
        long expected = Arrays.stream(file.shape(name)).reduce(1, (a, b) -> a * b);
        assertEquals(expected, size, name);
      }
      return true;
    } catch (IllegalArgumentException | UncheckedIOException e) {
      assertTrue(e.getMessage().contains(", but w.pt "), () -> "not our sentence: " + e);
      assertEquals(1, e.getMessage().lines().count(), e.getMessage());
      return false;
    }
  }

  @Test
  void the_files_are_valid_before_they_are_damaged() throws IOException {
    for (Original original : originals()) {
      assertTrue(isRead(original.bytes(), original.within()));
    }
  }

  @Test
  void damaged_files_are_read_or_refused_in_a_sentence() throws IOException {
    List<Original> originals = originals();
    int read = 0;
    int refused = 0;
    for (int variant = 0; variant < VARIANTS; variant++) {
      for (int i = 0; i < originals.size(); i++) {
        key = Seed.seed(20).key("fuzz", "file " + i, variant);
        draws = 0;
        Original original = originals.get(i);
        byte[] other = originals.get(below(originals.size())).bytes();
        byte[] bytes = damaged(original.bytes(), other);
        try {
          if (isRead(bytes, original.within())) {
            read++;
          } else {
            refused++;
          }
        } catch (RuntimeException | Error e) {
          throw new AssertionError("variant %s of file %s".formatted(variant, i), e);
        }
      }
    }
    // Both outcomes are common, or the test would only prove that everything is refused.
    assertTrue(read > VARIANTS, "only %s of %s were read".formatted(read, read + refused));
    assertTrue(refused > VARIANTS, "only %s were refused".formatted(refused));
  }
}
