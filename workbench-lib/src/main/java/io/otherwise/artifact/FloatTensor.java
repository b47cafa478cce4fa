package io.otherwise.artifact;

import java.util.Arrays;
import java.util.List;

/**
 * Float values with a shape, on their way into a file.
 *
 * @param shape dimensions, outermost first; empty for a scalar
 * @param values row-major; not copied, so do not change them before they are written
 */
public record FloatTensor(List<Long> shape, float[] values) {
  public FloatTensor {
    shape = List.copyOf(shape);
    long size = 1;
    for (long side : shape) {
      size = Math.multiplyExact(size, side);
    }
    if (size != values.length) {
      throw new IllegalArgumentException(
          ("a shape's product is the number of its values, but %s has %s values; pass the "
                  + "tensor's own shape")
              .formatted(shape, values.length));
    }
  }

  public static FloatTensor of(float[] values, long... shape) {
    return new FloatTensor(Arrays.stream(shape).boxed().toList(), values);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof FloatTensor other
        && shape.equals(other.shape)
        && Arrays.equals(values, other.values);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "FloatTensor" + shape;
  }
}
