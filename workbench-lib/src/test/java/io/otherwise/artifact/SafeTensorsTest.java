package io.otherwise.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafeTensorsTest {
  @TempDir Path folder;
  private Path file;

  private final Map<String, FloatTensor> tensors = new LinkedHashMap<>();

  @BeforeEach
  void three_tensors() {
    file = folder.resolve("w.safetensors");
    tensors.put("out.weight", FloatTensor.of(new float[] {1, -2.5f, 3, 4, 5, 1e-3f}, 2, 3));
    tensors.put("in.bias", FloatTensor.of(new float[] {.1f}, 1));
    tensors.put("scale", FloatTensor.of(new float[] {7}));
  }

  @Test
  void what_was_written_as_f32_is_read_to_the_bit() {
    SafeTensors.write(file, tensors, DType.F32, Map.of("stage", "2"));

    SafeTensors read = SafeTensors.read(file);

    assertEquals(Map.of("stage", "2"), read.metadata());
    assertArrayEquals(new long[] {2, 3}, read.shape("out.weight"));
    assertArrayEquals(new long[0], read.shape("scale"));
    for (Map.Entry<String, FloatTensor> tensor : tensors.entrySet()) {
      assertArrayEquals(tensor.getValue().values(), read.floats(tensor.getKey()));
    }
  }

  @Test
  void sixteen_bits_are_rounded_once() {
    for (DType dtype : List.of(DType.F16, DType.BF16)) {
      SafeTensors.write(file, tensors, dtype, Map.of());
      float back = SafeTensors.read(file).floats("in.bias")[0];

      float expected =
          dtype == DType.F16 ? Half.fromF16(Half.toF16(.1f)) : Half.fromBf16(Half.toBf16(.1f));
      assertEquals(expected, back);
    }
    assertEquals(2, SafeTensors.read(file).entry("in.bias").bytes().remaining());
  }

  @Test
  void the_same_tensors_in_another_order_give_the_same_bytes() throws IOException {
    SafeTensors.write(file, tensors, DType.F16, Map.of("b", "1", "a", "2"));
    byte[] first = Files.readAllBytes(file);

    Map<String, FloatTensor> reversed = new LinkedHashMap<>();
    List<String> names = new ArrayList<>(tensors.keySet());
    for (int i = names.size() - 1; i >= 0; i--) {
      reversed.put(names.get(i), tensors.get(names.get(i)));
    }
    SafeTensors.write(file, reversed, DType.F16, Map.of("a", "2", "b", "1"));

    assertArrayEquals(first, Files.readAllBytes(file));
  }

  @Test
  void data_starts_on_a_multiple_of_eight_and_no_temporary_file_stays() throws IOException {
    SafeTensors.write(file, tensors, DType.F32, Map.of());

    long header =
        ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).getLong();
    assertEquals(0, header % 8);
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void a_long_tensor_survives_the_writing_buffer() {
    float[] values = new float[20_001];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    SafeTensors.write(file, Map.of("long", FloatTensor.of(values, 20_001)), DType.F32, Map.of());

    assertArrayEquals(values, SafeTensors.read(file).floats("long"));
  }

  @Test
  void no_tensors_at_all_make_a_valid_file() {
    SafeTensors.write(file, Map.of(), DType.F32, Map.of());

    assertTrue(SafeTensors.read(file).entries().isEmpty());
  }

  @Test
  void the_layout_is_that_of_other_writers() throws IOException {
    // Unsorted header, integers and doubles, an empty tensor, as other tools write them.
    byte[] data = new byte[8 + 8 + 2];
    ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).putLong(-5).putDouble(.25).put((byte) 200);
    handmade(
        "{\"u\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[16,18]},"
            + "\"n\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]},"
            + "\"e\":{\"dtype\":\"F32\",\"shape\":[0,3],\"data_offsets\":[8,8]},"
            + "\"d\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[8,16]}}  ",
        data);

    SafeTensors read = SafeTensors.read(file);

    assertArrayEquals(new long[] {-5}, read.longs("n"));
    assertArrayEquals(new float[] {.25f}, read.floats("d"));
    assertArrayEquals(new long[] {200, 0}, read.longs("u"));
    assertEquals(0, read.floats("e").length);
  }

  @Test
  void an_unknown_tensor_is_refused_with_the_nearest_names() {
    SafeTensors.write(file, tensors, DType.F32, Map.of());

    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> SafeTensors.read(file).floats("out.weights"));

    assertTrue(e.getMessage().contains("nearest are out.weight"), e.getMessage());
  }

  @Test
  void integers_are_not_read_as_floats_nor_floats_as_integers() throws IOException {
    handmade("{\"n\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]}}", new byte[8]);
    assertThrows(IllegalArgumentException.class, () -> SafeTensors.read(file).floats("n"));

    SafeTensors.write(file, tensors, DType.F32, Map.of());
    assertThrows(IllegalArgumentException.class, () -> SafeTensors.read(file).longs("scale"));
  }

  @Test
  void a_value_too_large_for_f16_is_refused_before_anything_is_written() {
    tensors.put("big", FloatTensor.of(new float[] {1e6f}, 1));

    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> SafeTensors.write(file, tensors, DType.F16, Map.of()));

    assertTrue(e.getMessage().contains("big holds 1000000.0"), e.getMessage());
    assertFalse(Files.exists(file));
  }

  @Test
  void a_shape_must_hold_its_values() {
    assertThrows(IllegalArgumentException.class, () -> FloatTensor.of(new float[5], 2, 3));
  }

  @Test
  void a_file_cut_anywhere_is_refused() throws IOException {
    SafeTensors.write(file, tensors, DType.F32, Map.of());
    byte[] whole = Files.readAllBytes(file);

    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThrows(UncheckedIOException.class, () -> SafeTensors.read(file), "cut at " + length);
    }
  }

  @Test
  void a_missing_file_is_one_sentence() {
    assertRefused("there is no such file");
  }

  @Test
  void headers_that_lie_are_refused_by_name() throws IOException {
    handmade("{\"a\":" + f32("[2]", "[0,4]") + "}", new byte[4]);
    assertRefused("a of shape [2] needs 8 bytes but has 4");

    handmade("{\"a\":" + f32("[1]", "[0,4]") + ",\"b\":" + f32("[1]", "[2,6]") + "}", new byte[6]);
    assertRefused("b overlaps the tensor before it");

    handmade("{\"a\":" + f32("[1]", "[4,8]") + "}", new byte[8]);
    assertRefused("unnamed bytes lie before a");

    handmade("{\"a\":" + f32("[1]", "[0,4]") + "}", new byte[9]);
    assertRefused("describes 4 bytes of tensors but 9 are there");

    handmade("{\"a\":" + f32("[-1]", "[0,4]") + "}", new byte[4]);
    assertRefused("a has -1 where a count belongs");

    handmade("{\"a\":" + f32("[9000000000,9000000000]", "[0,4]") + "}", new byte[4]);
    assertRefused("impossible shape");

    handmade("{\"a\":{\"dtype\":\"F8\",\"shape\":[1],\"data_offsets\":[0,1]}}", new byte[1]);
    assertRefused("unknown dtype \"F8\"");
  }

  @Test
  void headers_that_are_no_json_objects_are_refused() throws IOException {
    handmade("{\"a\":", new byte[0]);
    assertRefused("no valid JSON");

    handmade("[1,2]", new byte[0]);
    assertRefused("no JSON object");

    handmade("{\"a\":" + f32("[1]", "[0,4]") + ",\"a\":" + f32("[1]", "[0,4]") + "}", new byte[4]);
    assertRefused("no valid JSON");
  }

  @Test
  void a_text_file_is_refused() throws IOException {
    Files.writeString(file, "version https://git-lfs.github.com/spec/v1\noid sha256:0\n");
    assertRefused("its first 8 bytes do not give the length of a header");
  }

  private static String f32(String shape, String offsets) {
    return "{\"dtype\":\"F32\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}";
  }

  private void assertRefused(String why) {
    Exception e = assertThrows(UncheckedIOException.class, () -> SafeTensors.read(file));
    assertTrue(e.getMessage().contains(why), e.getMessage());
    assertTrue(e.getMessage().startsWith("weights must be a whole safetensors"), e.getMessage());
    assertTrue(e.getMessage().contains("w.safetensors"), e.getMessage());
  }

  private void handmade(String header, byte[] data) throws IOException {
    byte[] text = header.getBytes(UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + data.length);
    bytes.order(ByteOrder.LITTLE_ENDIAN).putLong(text.length).put(text).put(data);
    Files.write(file, bytes.array());
  }
}
