package io.otherwise.artifact;

/**
 * The two 16-bit float formats of weight files. Rounding is to nearest, ties to even, as hardware
 * does it; subnormal numbers, infinities, signed zeros and NaN are kept.
 */
public final class Half {
  /** The largest finite binary16 number. */
  public static final float F16_MAX = 65504f;

  private static final int ABS = 0x7FFFFFFF;
  private static final int INFINITY = 0x7F800000;
  private static final int F16_OVERFLOW = 0x477FF000; // 65520: halfway to the next power of two
  private static final int F16_NORMAL = 0x38800000; // 2^-14
  private static final int F16_REBIAS = 112 << 23; // the exponents' biases are 127 and 15

  private Half() {}

  /** IEEE binary16 (sign, 5 bits of exponent, 10 of fraction) to float; exact. */
  public static float fromF16(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = (half >>> 10) & 0x1F;
    int fraction = half & 0x3FF;
    if (exponent == 0) { // zero or subnormal: a multiple of 2^-24
      float magnitude = fraction * 0x1p-24f;
      return sign == 0 ? magnitude : -magnitude;
    }
    int wide = exponent == 31 ? INFINITY : (exponent + 112) << 23;
    return Float.intBitsToFloat(sign | wide | fraction << 13);
  }

  /** Float to IEEE binary16; magnitudes from 65520 on become infinite. */
  public static short toF16(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = bits >>> 16 & 0x8000;
    int abs = bits & ABS;
    if (abs > INFINITY) {
      return (short) (sign | 0x7E00 | (abs >>> 13 & 0x3FF)); // quiet NaN
    }
    if (abs >= F16_OVERFLOW) {
      return (short) (sign | 0x7C00);
    }
    if (abs < F16_NORMAL) { // a product with a power of two is exact; rint rounds ties to even
      return (short) (sign | (int) Math.rint(Float.intBitsToFloat(abs) * 0x1p24f));
    }
    int rebiased = abs - F16_REBIAS;
    return (short) (sign | (rebiased + 0xFFF + (rebiased >>> 13 & 1)) >>> 13);
  }

  /** bfloat16 (the upper half of a float) to float; exact. */
  public static float fromBf16(short half) {
    return Float.intBitsToFloat(half << 16);
  }

  /** Float to bfloat16. */
  public static short toBf16(float value) {
    int bits = Float.floatToRawIntBits(value);
    if ((bits & ABS) > INFINITY) {
      return (short) (bits >>> 16 | 0x40);
    }
    return (short) ((bits + 0x7FFF + (bits >>> 16 & 1)) >>> 16);
  }
}
