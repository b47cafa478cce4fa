package io.otherwise.artifact;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes small checkpoints in both of torch's formats. */
final class TorchFiles {
  static final int[] MAGIC = {0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19};

  private final Map<String, byte[]> storages = new LinkedHashMap<>();
  private final Map<String, Long> counts = new LinkedHashMap<>();

  /**
   * A tensor as a view of a storage.
   *
   * @param type of numbers, such as {@code Float}
   * @param count numbers in the storage
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record View(String type, String storage, long count, long offset, long[] shape, long[] strides) {
    /** The first numbers of a storage, row-major. */
    static View whole(String storage, long... shape) {
      long[] strides = new long[shape.length];
      long count = 1;
      for (int i = shape.length - 1; i >= 0; i--) {
        strides[i] = count;
        count *= shape[i];
      }
      return new View("Float", storage, count, 0, shape, strides);
    }

    View at(long from) {
      return new View(type, storage, count, from, shape, strides);
    }

    View strides(long... steps) {
      return new View(type, storage, count, offset, shape, steps);
    }

    View of(String otherType) {
      return new View(otherType, storage, count, offset, shape, strides);
    }

    View count(long numbers) {
      return new View(type, storage, numbers, offset, shape, strides);
    }
  }

  static byte[] floats(float... values) {
    ByteBuffer out = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    out.asFloatBuffer().put(values);
    return out.array();
  }

  static byte[] longs(long... values) {
    ByteBuffer out = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    out.asLongBuffer().put(values);
    return out.array();
  }

  /** A state dict, as torch writes it. */
  static PickleBytes stateDict(PickleBytes out, Map<String, View> tensors) {
    out.empty("collections", "OrderedDict").op('(');
    tensors.forEach((key, view) -> out.text(key).tensor(view));
    return out.op('u');
  }

  static byte[] stateDict(Map<String, View> tensors) {
    return stateDict(PickleBytes.protocol(2), tensors).stop();
  }

  TorchFiles storage(String key, float... values) {
    return storage(key, floats(values), values.length);
  }

  TorchFiles storage(String key, byte[] bytes, long count) {
    storages.put(key, bytes);
    counts.put(key, count);
    return this;
  }

  ZipBytes zip(byte[] pickle) {
    ZipBytes zip = new ZipBytes().add("archive/data.pkl", pickle);
    zip.add("archive/byteorder", "little".getBytes(US_ASCII));
    storages.forEach((key, bytes) -> zip.add("archive/data/" + key, bytes));
    return zip.add("archive/version", "3\n".getBytes(US_ASCII));
  }

  byte[] legacy(byte[] pickle) {
    PickleBytes out = PickleBytes.protocol(2).op(0x8a, 10).op(MAGIC).op('.');
    out.op(0x80, 2).op('M', 0xe9, 3).op('.');
    out.op(0x80, 2).op('}').text("little_endian").op(0x88, 's', '.').raw(pickle);
    out.op(0x80, 2, ']', '(');
    storages.keySet().forEach(out::text);
    out.op('e', '.');
    storages.forEach((key, bytes) -> out.little(8, counts.get(key)).raw(bytes));
    byte[] withStop = out.stop();
    return Arrays.copyOf(withStop, withStop.length - 1);
  }

  TorchCheckpoint readZip(Path folder, byte[] pickle, String... within) throws IOException {
    Path file = folder.resolve("w.pt");
    zip(pickle).writeTo(file);
    return TorchCheckpoint.read(file, within);
  }

  TorchCheckpoint readLegacy(Path folder, byte[] pickle, String... within) throws IOException {
    Path file = folder.resolve("w.pth");
    Files.write(file, legacy(pickle));
    return TorchCheckpoint.read(file, within);
  }

  /** What Python itself wrote: lines of name, protocol and base64. */
  static byte[] byPython(String name, int protocol) throws IOException {
    try (InputStream in = TorchFiles.class.getResourceAsStream("/checkpoints/pickles.txt")) {
      List<String> lines = new String(in.readAllBytes(), UTF_8).lines().toList();
      String start = name + " " + protocol + " ";
      String line = lines.stream().filter(l -> l.startsWith(start)).findFirst().orElseThrow();
      return Base64.getDecoder().decode(line.substring(start.length()));
    }
  }
}
