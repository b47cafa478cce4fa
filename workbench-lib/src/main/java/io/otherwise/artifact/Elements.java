package io.otherwise.artifact;

import java.nio.ByteBuffer;

/** The numbers behind a stored tensor's bytes, one at a time. */
final class Elements {
  private Elements() {}

  /** A tensor of floats. */
  @FunctionalInterface
  interface Floats {
    float at(int index);
  }

  /** A tensor of integers or truth values. */
  @FunctionalInterface
  interface Longs {
    long at(int index);
  }

  /**
   * Reads floats in the buffer's byte order; F16 and BF16 are widened exactly, F64 is rounded.
   *
   * @param dtype one with {@link DType#isFloat}
   */
  static Floats floats(DType dtype, ByteBuffer bytes) {
    return switch (dtype) {
      case F32 -> i -> bytes.getFloat(4 * i);
      case F64 -> i -> (float) bytes.getDouble(8 * i);
      case F16 -> i -> Half.fromF16(bytes.getShort(2 * i));
      case BF16 -> i -> Half.fromBf16(bytes.getShort(2 * i));
      default -> throw new IllegalArgumentException(dtype + " holds no floats; read it as longs");
    };
  }

  /**
   * Reads integers in the buffer's byte order; U64 from 2^63 on come out negative.
   *
   * @param dtype one without {@link DType#isFloat}
   */
  static Longs longs(DType dtype, ByteBuffer bytes) {
    return switch (dtype) {
      case I64, U64 -> i -> bytes.getLong(8 * i);
      case I32 -> i -> bytes.getInt(4 * i);
      case U32 -> i -> bytes.getInt(4 * i) & 0xFFFFFFFFL;
      case I16 -> i -> bytes.getShort(2 * i);
      case U16 -> i -> bytes.getShort(2 * i) & 0xFFFF;
      case I8 -> i -> bytes.get(i);
      case U8, BOOL -> i -> bytes.get(i) & 0xFF;
      default -> throw new IllegalArgumentException(dtype + " holds no integers; read floats");
    };
  }
}
