package io.otherwise.artifact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A weight file in the safetensors format: an 8-byte length, a JSON header, then the tensors'
 * little-endian bytes. The bytes are mapped, not read, so a tensor that nobody asks for costs
 * nothing. Immutable; the file must not be changed in place while it is in use.
 *
 * <p>Format: <a href="https://github.com/huggingface/safetensors">huggingface/safetensors</a>.
 */
public final class SafeTensors implements WeightFile {
  /**
   * One stored tensor.
   *
   * @param shape dimensions, outermost first; empty for a scalar
   * @param bytes little-endian, row-major, read-only
   */
  public record Entry(DType dtype, List<Long> shape, ByteBuffer bytes) {
    /** A fresh view, so that no caller moves another's position. */
    @Override
    public ByteBuffer bytes() {
      return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Number of elements. */
    public int size() {
      return bytes.capacity() / dtype.bytes();
    }
  }

  private final Path file;
  private final Map<String, Entry> entries;
  private final Map<String, String> metadata;

  private SafeTensors(Path file, Map<String, Entry> entries, Map<String, String> metadata) {
    this.file = file;
    this.entries = Collections.unmodifiableMap(entries);
    this.metadata = Collections.unmodifiableMap(metadata);
  }

  /**
   * Opens a file and checks its header against its size.
   *
   * @throws UncheckedIOException if the file is missing, cut short or not a safetensors file
   */
  public static SafeTensors read(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      SafeTensorsHeader header = SafeTensorsHeader.read(channel);
      Map<String, Entry> entries = new LinkedHashMap<>();
      for (SafeTensorsHeader.Slot slot : header.slots()) {
        ByteBuffer bytes = map(channel, header.dataStart() + slot.begin(), slot.length());
        entries.put(slot.name(), new Entry(slot.dtype(), slot.shape(), bytes));
      }
      return new SafeTensors(file, entries, header.metadata());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "weights must be a whole safetensors file, but %s is not: %s; fetch or train it again"
              .formatted(file, SafeTensorsHeader.reason(e)),
          e);
    }
  }

  private static ByteBuffer map(FileChannel channel, long begin, long length) throws IOException {
    return length == 0
        ? ByteBuffer.allocate(0).asReadOnlyBuffer()
        : channel.map(FileChannel.MapMode.READ_ONLY, begin, length);
  }

  /**
   * Writes tensors in one float type, in the order of their names: equal input gives equal bytes.
   *
   * @param dtype F32, F16 or BF16
   * @param metadata free text by key, kept in the header
   * @throws IllegalArgumentException if a finite value does not fit into F16
   */
  public static void write(
      Path file, Map<String, FloatTensor> tensors, DType dtype, Map<String, String> metadata) {
    SafeTensorsWriter.write(file, tensors, dtype, metadata);
  }

  /** Every tensor by name, in the order of the bytes. */
  public Map<String, Entry> entries() {
    return entries;
  }

  @Override
  public Path file() {
    return file;
  }

  @Override
  public Set<String> keys() {
    return entries.keySet();
  }

  @Override
  public DType dtype(String name) {
    return entry(name).dtype();
  }

  /** The header's free text. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /**
   * One tensor.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public Entry entry(String name) {
    return Named.of(file, entries, name);
  }

  /** The dimensions of one tensor, outermost first. */
  @Override
  public long[] shape(String name) {
    return entry(name).shape().stream().mapToLong(Long::longValue).toArray();
  }

  /**
   * The elements of one tensor, row-major; F16 and BF16 are widened exactly, F64 is rounded.
   *
   * @throws IllegalArgumentException if the tensor holds integers
   */
  @Override
  public float[] floats(String name) {
    Entry entry = entry(name);
    Named.requireType(file, name, entry.dtype(), true);
    ByteBuffer bytes = entry.bytes();
    float[] out = new float[entry.size()];
    if (entry.dtype() == DType.F32) {
      bytes.asFloatBuffer().get(out);
      return out;
    }
    Elements.Floats elements = Elements.floats(entry.dtype(), bytes);
    for (int i = 0; i < out.length; i++) {
      out[i] = elements.at(i);
    }
    return out;
  }

  /** The elements of one tensor of integers or truth values, row-major. */
  @Override
  public long[] longs(String name) {
    Entry entry = entry(name);
    Named.requireType(file, name, entry.dtype(), false);
    Elements.Longs elements = Elements.longs(entry.dtype(), entry.bytes());
    long[] out = new long[entry.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = elements.at(i);
    }
    return out;
  }
}
