package io.otherwise.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The header of a safetensors file, checked before anything is mapped: every tensor lies inside the
 * file, none overlaps another, no byte is left over, and lengths agree with shapes.
 *
 * @param dataStart position of the first tensor byte in the file
 * @param slots in the order of their bytes
 */
record SafeTensorsHeader(long dataStart, List<Slot> slots, Map<String, String> metadata) {
  static final String METADATA = "__metadata__";

  private static final long MAX_HEADER = 100_000_000; // the limit of the format's own reader
  private static final ObjectReader STRICT =
      Json.MAPPER.reader().with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

  /** Where one tensor lies, counted from {@link #dataStart}. */
  record Slot(String name, DType dtype, List<Long> shape, long begin, long end) {
    long length() {
      return end - begin;
    }
  }

  static SafeTensorsHeader read(FileChannel channel) throws IOException {
    long size = channel.size();
    long length = size < 8 ? -1 : bytes(channel, 0, 8).getLong();
    if (length < 2 || length > Math.min(MAX_HEADER, size - 8)) {
      throw new IOException(
          "its first 8 bytes do not give the length of a header inside its %s bytes"
              .formatted(size));
    }
    String text = UTF_8.decode(bytes(channel, 8, (int) length)).toString();
    return parse(STRICT.readTree(text), 8 + length, size - 8 - length);
  }

  /** Whether a file begins as safetensors do: a header's length, then its opening brace. */
  static boolean begins(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      if (channel.size() < 9) {
        return false;
      }
      ByteBuffer first = bytes(channel, 0, 9);
      long length = first.getLong(0);
      return length >= 2 && length <= MAX_HEADER && first.get(8) == '{';
    } catch (IOException e) {
      throw new UncheckedIOException(
          "weights must be readable, but %s is not: %s; check its name".formatted(file, reason(e)),
          e);
    }
  }

  /** What went wrong, in words for a sentence. */
  static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (e instanceof JacksonException) {
      return "its header is no valid JSON";
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private static SafeTensorsHeader parse(JsonNode json, long dataStart, long dataLength)
      throws IOException {
    require(json.isObject(), "its header is no JSON object");
    Map<String, String> metadata = new LinkedHashMap<>();
    List<Slot> slots = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      if (field.getKey().equals(METADATA)) {
        field.getValue().properties().forEach(e -> metadata.put(e.getKey(), e.getValue().asText()));
      } else {
        slots.add(slot(field.getKey(), field.getValue()));
      }
    }
    // Empty tensors share a position with their neighbour: the shorter one comes first.
    slots.sort(Comparator.comparingLong(Slot::begin).thenComparingLong(Slot::end));
    checkCover(slots, dataLength);
    return new SafeTensorsHeader(dataStart, List.copyOf(slots), metadata);
  }

  private static Slot slot(String name, JsonNode json) throws IOException {
    String type = json.path("dtype").asText();
    DType dtype =
        DType.named(type)
            .orElseThrow(
                () -> new IOException("%s has the unknown dtype \"%s\"".formatted(name, type)));
    JsonNode offsets = json.path("data_offsets");
    require(
        json.path("shape").isArray() && offsets.size() == 2,
        name + " lacks its shape or its two data_offsets");
    List<Long> shape = new ArrayList<>();
    for (JsonNode side : json.path("shape")) {
      shape.add(natural(name, side));
    }
    Slot slot =
        new Slot(
            name,
            dtype,
            List.copyOf(shape),
            natural(name, offsets.get(0)),
            natural(name, offsets.get(1)));
    checkLength(slot);
    return slot;
  }

  private static long natural(String name, JsonNode number) throws IOException {
    require(
        number.isIntegralNumber() && number.canConvertToLong() && number.asLong() >= 0,
        "%s has %s where a count belongs".formatted(name, number));
    return number.asLong();
  }

  private static void checkLength(Slot slot) throws IOException {
    long bytes = slot.dtype().bytes();
    try {
      for (long side : slot.shape()) {
        bytes = Math.multiplyExact(bytes, side);
      }
    } catch (ArithmeticException e) {
      throw new IOException(slot.name() + " has an impossible shape " + slot.shape(), e);
    }
    require(
        bytes == slot.length(),
        "%s of shape %s needs %s bytes but has %s"
            .formatted(slot.name(), slot.shape(), bytes, slot.length()));
    require(
        bytes <= Integer.MAX_VALUE, slot.name() + " is over 2 GiB, more than one mapping holds");
  }

  private static void checkCover(List<Slot> slots, long dataLength) throws IOException {
    long end = 0;
    for (Slot slot : slots) {
      require(slot.begin() >= end, slot.name() + " overlaps the tensor before it");
      require(slot.begin() == end, "unnamed bytes lie before " + slot.name());
      end = slot.end();
    }
    require(
        end == dataLength,
        "its header describes %s bytes of tensors but %s are there".formatted(end, dataLength));
  }

  private static void require(boolean holds, String otherwise) throws IOException {
    if (!holds) {
      throw new IOException(otherwise);
    }
  }

  private static ByteBuffer bytes(FileChannel channel, long position, int length)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) < 0) {
        throw new EOFException("it ends inside its header");
      }
    }
    return bytes.flip();
  }
}
