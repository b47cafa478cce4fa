package io.otherwise.artifact;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A weight file that torch.save wrote, in its zip format or the older one, or a pickle of numpy
 * arrays. Such files are programs for Python's unpickler; here they are read by one that knows
 * tensors, arrays, numbers, words and containers, and refuses everything else by name without
 * running anything. Tensors in nested dictionaries and lists carry the path to them, joined by
 * dots; values that are no tensors are left out. The file is mapped, not read, so a tensor that
 * nobody asks for costs nothing. Immutable; the file must not be changed in place while it is in
 * use.
 *
 * <p>Format: torch/serialization.py of <a
 * href="https://github.com/pytorch/pytorch">pytorch/pytorch</a>.
 */
public final class TorchCheckpoint implements WeightFile {
  private final Path file;
  private final Map<String, StoredTensor> tensors;

  private TorchCheckpoint(Path file, Map<String, StoredTensor> tensors) {
    this.file = file;
    this.tensors = Collections.unmodifiableMap(tensors);
  }

  /**
   * Opens a file. Asked for the whole of it, any object of an unknown class is a refusal. Asked for
   * a nested dictionary, such as the {@code state_dict} of a training run's checkpoint, the objects
   * outside of that dictionary (callbacks, schedules) are passed over: their names are read,
   * nothing is made of them, and no tensor that is handed out can depend on them. An unknown object
   * inside the dictionary is a refusal still, since weights might be missing without it.
   *
   * @param within names of nested dictionaries, outermost first; none for the whole file
   * @throws IllegalArgumentException if it holds what it must not, or lacks that dictionary
   * @throws java.io.UncheckedIOException if it is missing or damaged
   */
  public static TorchCheckpoint read(Path file, String... within) {
    try {
      return read(file, MappedFile.open(file), List.of(within));
    } catch (IOException e) {
      throw Refusal.sentence(file, e);
    }
  }

  /** The same for bytes that are at hand; the file gives the name. */
  static TorchCheckpoint read(Path file, MappedFile bytes, List<String> within) {
    try {
      Object root = root(bytes, !within.isEmpty());
      return new TorchCheckpoint(file, TorchTensors.of(root, within));
    } catch (IOException e) {
      throw Refusal.sentence(file, e);
    }
  }

  private static Object root(MappedFile file, boolean bearUnknown) throws IOException {
    Refusal.require(file.length() >= 2, "has %s bytes", file.length());
    ByteBuffer first = file.slice(0, Math.min(file.length(), 512));
    int two = first.getShort(0) & 0xFFFF;
    if (two == ('P' | 'K' << 8)) {
      return TorchZip.read(file, bearUnknown);
    }
    boolean isTar =
        first.limit() >= 262 && first.getInt(257) == ('u' | 's' << 8 | 't' << 16 | 'a' << 24);
    if (two == 0x8b1f || isTar) {
      throw Refusal.of(
          "a checkpoint is one file that torch.save or pickle wrote",
          "is a %s archive".formatted(isTar ? "tar" : "gzip"),
          "unpack it and name the file inside");
    }
    return TorchLegacy.read(file, bearUnknown);
  }

  @Override
  public Path file() {
    return file;
  }

  @Override
  public Set<String> keys() {
    return tensors.keySet();
  }

  @Override
  public DType dtype(String key) {
    return tensor(key).dtype();
  }

  @Override
  public long[] shape(String key) {
    return tensor(key).shape().stream().mapToLong(Long::longValue).toArray();
  }

  @Override
  public float[] floats(String key) {
    StoredTensor tensor = ofType(key, true);
    try {
      return tensor.floats();
    } catch (Refusal e) {
      throw Refusal.sentence(file, e);
    }
  }

  @Override
  public long[] longs(String key) {
    StoredTensor tensor = ofType(key, false);
    try {
      return tensor.longs();
    } catch (Refusal e) {
      throw Refusal.sentence(file, e);
    }
  }

  private StoredTensor ofType(String key, boolean floats) {
    StoredTensor tensor = tensor(key);
    Named.requireType(file, key, tensor.dtype(), floats);
    return tensor;
  }

  private StoredTensor tensor(String key) {
    return Named.of(file, tensors, key);
  }
}
