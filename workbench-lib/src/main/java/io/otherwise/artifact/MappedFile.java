package io.otherwise.artifact;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of any size, or a part of one, as memory that the system fills in where it is looked at.
 * One mapping holds 2 GiB, so one begins at every GiB and overlaps the next: any slice of up to 1
 * GiB then lies inside a single one. The file must not be changed in place while it is in use.
 *
 * @param begin of the part in the file
 */
record MappedFile(List<ByteBuffer> windows, long begin, long length) implements Bytes {
  private static final int STEP_BITS = 30;
  private static final long STEP = 1L << STEP_BITS;
  private static final long MAX_SIZE = 64 * STEP;

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
      return new MappedFile(List.copyOf(windows), 0, size);
    }
  }

  /** Bytes in memory, as if they were a file. */
  static MappedFile of(byte[] bytes) {
    return new MappedFile(List.of(ByteBuffer.wrap(bytes)), 0, bytes.length);
  }

  @Override
  public ByteBuffer slice(long from, long count) throws Refusal {
    requireInside(from, count);
    if (count > STEP) {
      throw Refusal.of(
          "one tensor or pickle has at most 1 GiB",
          "has one of %s bytes".formatted(count),
          "save it in a smaller type or in parts");
    }
    if (count == 0) {
      return ByteBuffer.allocate(0).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }
    int within = (int) ((begin + from) & (STEP - 1));
    ByteBuffer window = windows.get((int) ((begin + from) >>> STEP_BITS));
    return window.slice(within, (int) count).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A part as bytes of their own, which may be longer than a slice. */
  MappedFile region(long from, long count) throws Refusal {
    requireInside(from, count);
    return new MappedFile(windows, begin + from, count);
  }
}
