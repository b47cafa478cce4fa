package io.otherwise.artifact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Seed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoredTensorTest {
  private static final int COUNT = 200;

  /** Number i of the storage is i, so that a value tells its place. */
  private static Storage counting(DType dtype, ByteOrder order) throws Refusal {
    ByteBuffer bytes = ByteBuffer.allocate(COUNT * dtype.bytes()).order(order);
    for (int i = 0; i < COUNT; i++) {
      switch (dtype) {
        case F32 -> bytes.putFloat(i);
        case F64 -> bytes.putDouble(i);
        case F16 -> bytes.putShort(Half.toF16(i));
        case BF16 -> bytes.putShort(Half.toBf16(i));
        case I64, U64 -> bytes.putLong(i - 100L);
        case I32, U32 -> bytes.putInt(i - 100);
        case I16, U16 -> bytes.putShort((short) (i - 100));
        case I8, U8, BOOL -> bytes.put((byte) (i - 100));
      }
    }
    return new Storage(dtype, "0", COUNT, order).at(Blob.ofBytes(bytes.flip()));
  }

  private static StoredTensor view(DType dtype, List<Long> shape, List<Long> strides, long offset)
      throws Refusal {
    return StoredTensor.of(dtype, shape, strides, offset, counting(dtype, ByteOrder.LITTLE_ENDIAN));
  }

  /** The definition: element (i, j, ...) is the number at offset + i strides[0] + .... */
  private static void collect(StoredTensor tensor, int side, long at, List<Long> places) {
    if (side == tensor.shape().size()) {
      places.add(at);
      return;
    }
    for (int i = 0; i < tensor.shape().get(side); i++) {
      collect(tensor, side + 1, at + i * tensor.strides().get(side), places);
    }
  }

  @Test
  void every_view_is_what_the_definition_says() throws Refusal {
    long key = Seed.seed(3).key("views", "strides", 0);
    int tried = 0;
    for (int draw = 0; tried < 300; draw += 20) {
      List<Long> shape = new ArrayList<>();
      List<Long> strides = new ArrayList<>();
      int rank = (int) (Seed.uniform(key, draw) * 5);
      long last = 0;
      for (int i = 0; i < rank; i++) {
        shape.add((long) (Seed.uniform(key, draw + 1 + i) * 5));
        strides.add((long) (Seed.uniform(key, draw + 7 + i) * 20));
        last += Math.max(0, shape.get(i) - 1) * strides.get(i);
      }
      long offset = (long) (Seed.uniform(key, draw + 13) * 20);
      if (offset + last < COUNT) {
        tried++;
        StoredTensor tensor = view(DType.F32, shape, strides, offset);
        List<Long> places = new ArrayList<>();
        collect(tensor, 0, offset, places);
        float[] expected = new float[places.size()];
        for (int i = 0; i < expected.length; i++) {
          expected[i] = places.get(i);
        }
        assertEquals(expected.length, tensor.size());
        assertArrayEquals(expected, tensor.floats(), tensor.toString());
      } else {
        assertEmptyOrRefused(shape, strides, offset);
      }
    }
  }

  private static void assertEmptyOrRefused(List<Long> shape, List<Long> strides, long offset)
      throws Refusal {
    if (shape.contains(0L)) {
      assertEquals(0, view(DType.F32, shape, strides, offset).floats().length);
    } else {
      assertThrows(Refusal.class, () -> view(DType.F32, shape, strides, offset));
    }
  }

  @Test
  void every_type_of_floats_is_read_in_both_byte_orders() throws Refusal {
    for (DType dtype : List.of(DType.F32, DType.F64, DType.F16, DType.BF16)) {
      for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
        Storage storage = counting(dtype, order);
        List<Long> shape = List.of(3L);
        StoredTensor row = StoredTensor.of(dtype, shape, List.of(1L), 5, storage);
        assertArrayEquals(new float[] {5, 6, 7}, row.floats(), dtype + " " + order);
        StoredTensor column = StoredTensor.of(dtype, shape, List.of(40L), 5, storage);
        assertArrayEquals(new float[] {5, 45, 85}, column.floats(), dtype + " " + order);
      }
    }
  }

  @Test
  void every_type_of_integers_is_read_with_its_sign() throws Refusal {
    for (DType dtype : DType.values()) {
      if (!dtype.isFloat()) {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
          Storage storage = counting(dtype, order);
          long[] read = StoredTensor.of(dtype, List.of(2L), List.of(2L), 99, storage).longs();
          assertArrayEquals(new long[] {wrapped(dtype), 1}, read, dtype + " " + order);
        }
      }
    }
  }

  /** Minus one, as the type sees it. */
  private static long wrapped(DType dtype) {
    return switch (dtype) {
      case U8, BOOL -> 0xFF;
      case U16 -> 0xFFFF;
      case U32 -> 0xFFFFFFFFL;
      default -> -1;
    };
  }

  @Test
  void types_are_not_mistaken_for_each_other() throws Refusal {
    StoredTensor floats = view(DType.F32, List.of(1L), List.of(1L), 0);
    StoredTensor longs = view(DType.I64, List.of(1L), List.of(1L), 0);

    assertThrows(IllegalArgumentException.class, floats::longs);
    assertThrows(IllegalArgumentException.class, longs::floats);
  }

  @Test
  void row_and_column_strides_differ_in_their_order_alone() throws Refusal {
    assertEquals(List.of(12L, 4L, 1L), StoredTensor.rowMajor(List.of(2L, 3L, 4L)));
    assertEquals(List.of(1L, 2L, 6L), StoredTensor.columnMajor(List.of(2L, 3L, 4L)));
    assertEquals(List.of(4L, 4L, 1L), StoredTensor.rowMajor(List.of(2L, 0L, 4L)));
    assertEquals(List.of(), StoredTensor.columnMajor(List.of()));
    List<Long> huge = List.of(1L << 40, 1L << 40, 1L << 40);
    assertThrows(Refusal.class, () -> StoredTensor.rowMajor(huge));
    assertThrows(Refusal.class, () -> StoredTensor.columnMajor(huge));
  }

  @Test
  void strides_of_sides_with_one_element_do_not_matter() throws Refusal {
    StoredTensor odd = view(DType.F32, List.of(1L, 3L, 1L), List.of(1L << 60, 1L, -7L), 2);

    assertEquals(List.of(0L, 1L, 0L), odd.strides());
    assertEquals(3, odd.span());
    assertArrayEquals(new float[] {2, 3, 4}, odd.floats());
  }

  @Test
  void a_small_tensor_may_repeat_its_numbers() throws Refusal {
    StoredTensor same = view(DType.F32, List.of(300L), List.of(0L), 9);

    assertEquals(300, same.size());
    assertEquals(9, same.floats()[299]);
    assertThrows(Refusal.class, () -> view(DType.F32, List.of(65537L), List.of(0L), 9));
  }

  @Test
  void a_storage_must_be_as_long_as_it_claims() throws Refusal {
    Storage claimed = new Storage(DType.F32, "key", 3, ByteOrder.LITTLE_ENDIAN);
    StoredTensor early = StoredTensor.of(DType.F32, List.of(3L), List.of(1L), 0, claimed);
    Refusal nothing = assertThrows(Refusal.class, early::floats);
    assertTrue(nothing.getMessage().contains("no numbers for the storage key"));

    Blob eleven = Blob.ofBytes(ByteBuffer.allocate(11));
    Refusal few = assertThrows(Refusal.class, () -> claimed.at(eleven));
    assertTrue(few.getMessage().contains("has 11 bytes for the storage key, which needs 12"));

    claimed.at(Blob.ofBytes(ByteBuffer.allocate(12)));
    assertArrayEquals(new float[3], early.floats());
  }
}
