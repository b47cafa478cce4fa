package io.otherwise.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The writing half of {@link SafeTensors}. */
final class SafeTensorsWriter {
  private SafeTensorsWriter() {}

  static void write(
      Path file, Map<String, FloatTensor> tensors, DType dtype, Map<String, String> metadata) {
    if (dtype != DType.F32 && dtype != DType.F16 && dtype != DType.BF16) {
      throw new IllegalArgumentException(
          "weights are written as F32, F16 or BF16, but %s was asked for; choose one of them"
              .formatted(dtype));
    }
    SortedMap<String, FloatTensor> sorted = new TreeMap<>(tensors);
    if (dtype == DType.F16) {
      sorted.forEach(SafeTensorsWriter::checkRange);
    }
    byte[] header = header(sorted, dtype, new TreeMap<>(metadata));
    AtomicFile.write(
        file,
        out -> {
          out.write(header);
          for (FloatTensor tensor : sorted.values()) {
            writeValues(out, tensor.values(), dtype);
          }
        });
  }

  private static void checkRange(String name, FloatTensor tensor) {
    for (float value : tensor.values()) {
      if (Float.isFinite(value) && Math.abs(value) > Half.F16_MAX) {
        throw new IllegalArgumentException(
            "F16 holds magnitudes up to 65504, but %s holds %s; write the file as F32 or BF16"
                .formatted(name, value));
      }
    }
  }

  private static byte[] header(
      SortedMap<String, FloatTensor> tensors, DType dtype, SortedMap<String, String> metadata) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    if (!metadata.isEmpty()) {
      ObjectNode texts = json.putObject(SafeTensorsHeader.METADATA);
      metadata.forEach(texts::put);
    }
    long offset = 0;
    for (Map.Entry<String, FloatTensor> named : tensors.entrySet()) {
      FloatTensor tensor = named.getValue();
      ObjectNode entry = json.putObject(named.getKey()).put("dtype", dtype.name());
      tensor.shape().forEach(entry.putArray("shape")::add);
      long end = offset + (long) tensor.values().length * dtype.bytes();
      entry.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    byte[] text = json.toString().getBytes(UTF_8);
    // Spaces after the JSON put the data on a multiple of 8, where a mapped float may be read.
    int padded = (text.length + 7) / 8 * 8;
    ByteBuffer bytes = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(padded).put(text);
    while (bytes.hasRemaining()) {
      bytes.put((byte) ' ');
    }
    return bytes.array();
  }

  private static void writeValues(OutputStream out, float[] values, DType dtype)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(dtype.bytes() * 8192).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      if (!bytes.hasRemaining()) {
        out.write(bytes.array());
        bytes.clear();
      }
      switch (dtype) {
        case F16 -> bytes.putShort(Half.toF16(value));
        case BF16 -> bytes.putShort(Half.toBf16(value));
        default -> bytes.putFloat(value);
      }
    }
    out.write(bytes.array(), 0, bytes.position());
  }
}
