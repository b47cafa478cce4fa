package io.otherwise.artifact;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A whole file of any size as memory that the system fills in where it is looked at. One mapping
 * holds 2 GiB, so one begins at every GiB and overlaps the next: any slice of up to 1 GiB then lies
 * inside a single one. The file must not be changed in place while it is in use.
 */
final class MappedFile implements Bytes {
  private static final int STEP_BITS = 30;
  private static final long STEP = 1L << STEP_BITS;
  private static final long MAX_SIZE = 64 * STEP;

  private final long size;
  private final List<ByteBuffer> windows;

  private MappedFile(long size, List<ByteBuffer> windows) {
    this.size = size;
    this.windows = windows;
  }

  static MappedFile open(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      if (size > MAX_SIZE) {
        throw Refusal.of(
            "a checkpoint has at most 64 GiB",
            "has %s bytes".formatted(size),
            "save the weights without the optimizer");
      }
      List<ByteBuffer> windows = new ArrayList<>();
      for (long begin = 0; begin < size; begin += STEP) {
        long length = Math.min(size - begin, Integer.MAX_VALUE);
        windows.add(channel.map(FileChannel.MapMode.READ_ONLY, begin, length));
      }
      return new MappedFile(size, List.copyOf(windows));
    }
  }

  /** Bytes in memory, as if they were a file. */
  static MappedFile of(byte[] bytes) {
    return new MappedFile(bytes.length, List.of(ByteBuffer.wrap(bytes)));
  }

  @Override
  public long length() {
    return size;
  }

  @Override
  public ByteBuffer slice(long from, long length) throws Refusal {
    // Subtractions of numbers already known to be natural cannot overflow, sums could.
    Refusal.require(
        from >= 0 && length >= 0 && length <= size && from <= size - length,
        "has %s bytes, not the %s from %s on that it speaks of",
        size,
        length,
        from);
    if (length > STEP) {
      throw Refusal.of(
          "one tensor or pickle has at most 1 GiB",
          "has one of %s bytes".formatted(length),
          "save it in a smaller type or in parts");
    }
    if (length == 0) {
      return ByteBuffer.allocate(0).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }
    int within = (int) (from & (STEP - 1));
    ByteBuffer window = windows.get((int) (from >>> STEP_BITS));
    return window.slice(within, (int) length).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A part of the file as bytes of their own, which may be longer than a slice. */
  Bytes region(long begin, long length) throws Refusal {
    Refusal.require(
        begin >= 0 && length >= 0 && length <= size && begin <= size - length,
        "has %s bytes, not the %s from %s on that it speaks of",
        size,
        length,
        begin);
    return new Region(this, begin, length);
  }

  private record Region(MappedFile file, long begin, long length) implements Bytes {
    @Override
    public ByteBuffer slice(long from, long count) throws Refusal {
      Refusal.require(
          from >= 0 && count >= 0 && count <= length && from <= length - count,
          "has a part of %s bytes and asks it for %s from %s on",
          length,
          count,
          from);
      return file.slice(begin + from, count);
    }
  }
}
