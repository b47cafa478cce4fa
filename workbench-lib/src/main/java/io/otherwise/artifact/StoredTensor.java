package io.otherwise.artifact;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A view of a storage as a tensor: element (i, j, ...) is the number at offset + i strides[0] + j
 * strides[1] + .... Several may share a storage, and none needs to be contiguous. Nothing is read
 * until the values are asked for.
 *
 * @param shape dimensions, outermost first; empty for a scalar
 * @param strides in numbers; 0 where a side has at most one element
 * @param offset of the first element in the storage, in numbers
 * @param span numbers from the first element to the last, both counted; 0 if there is none
 */
record StoredTensor(
    DType dtype, List<Long> shape, List<Long> strides, long offset, long span, Storage storage) {
  /** A small tensor may repeat numbers, a large one would be a way to fill the memory. */
  private static final long REPEATABLE = 1 << 16;

  private static final int MOST_ELEMENTS = 1 << 30;

  /**
   * Checks that every element lies inside the storage.
   *
   * @param strides in numbers of the type
   */
  static StoredTensor of(
      DType dtype, List<Long> shape, List<Long> strides, long offset, Storage storage)
      throws Refusal {
    Refusal.require(
        shape.size() == strides.size() && offset >= 0,
        "has a tensor of shape %s with strides %s from %s on",
        shape,
        strides,
        offset);
    try {
      long size = size(shape);
      List<Long> steps = new ArrayList<>();
      long last = offset;
      for (int i = 0; i < shape.size(); i++) {
        long stride = shape.get(i) <= 1 ? 0 : strides.get(i);
        Refusal.require(stride >= 0, "has a tensor with the strides %s", strides);
        steps.add(stride);
        last = Math.addExact(last, Math.multiplyExact(Math.max(0, shape.get(i) - 1), stride));
      }
      long end = size == 0 ? offset : Math.addExact(last, 1);
      Refusal.require(
          Math.multiplyExact(end, (long) dtype.bytes()) <= storage.length(),
          "has a tensor of shape %s that ends at number %s of %s, outside its %s",
          shape,
          end,
          storage,
          storage.length() / dtype.bytes());
      checkSize(size, end, shape);
      return new StoredTensor(
          dtype, shape, List.copyOf(steps), offset, size == 0 ? 0 : end - offset, storage);
    } catch (ArithmeticException e) {
      throw Refusal.damaged("has a tensor of the impossible shape %s", shape);
    }
  }

  /** Row-major strides. */
  static List<Long> rowMajor(List<Long> shape) throws Refusal {
    Long[] strides = new Long[shape.size()];
    long step = 1;
    for (int i = strides.length - 1; i >= 0; i--) {
      strides[i] = step;
      step = step(step, shape, i);
    }
    return List.of(strides);
  }

  /** Column-major strides, as Fortran's. */
  static List<Long> columnMajor(List<Long> shape) throws Refusal {
    Long[] strides = new Long[shape.size()];
    long step = 1;
    for (int i = 0; i < strides.length; i++) {
      strides[i] = step;
      step = step(step, shape, i);
    }
    return List.of(strides);
  }

  private static long step(long step, List<Long> shape, int side) throws Refusal {
    try {
      return Math.multiplyExact(step, Math.max(1, shape.get(side)));
    } catch (ArithmeticException e) {
      throw Refusal.damaged("has a tensor of the impossible shape %s", shape);
    }
  }

  private static long size(List<Long> shape) throws Refusal {
    boolean empty = false;
    long size = 1;
    for (long side : shape) {
      Refusal.require(side >= 0, "has a tensor of the negative shape %s", shape);
      empty |= side == 0;
      size = Math.multiplyExact(size, Math.max(1, side));
    }
    return empty ? 0 : size;
  }

  private static void checkSize(long size, long end, List<Long> shape) throws Refusal {
    if (size > MOST_ELEMENTS || (size > REPEATABLE && size > end)) {
      throw Refusal.of(
          "a tensor has at most %s elements and stores each".formatted(MOST_ELEMENTS),
          "has one of shape %s over %s numbers".formatted(shape, end),
          "save its contiguous copy");
    }
  }

  /** Number of elements. */
  int size() {
    return (int) shape.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b);
  }

  /** The elements, row-major; the type must be one of floats. */
  float[] floats() throws Refusal {
    float[] out = new float[size()];
    ByteBuffer bytes = bytes();
    if (dtype == DType.F32 && strides.equals(compact())) {
      bytes.asFloatBuffer().get(out);
      return out;
    }
    Elements.Floats elements = Elements.floats(dtype, bytes);
    walk((i, position) -> out[i] = elements.at(position));
    return out;
  }

  /** The elements, row-major; the type must be one of integers. */
  long[] longs() throws Refusal {
    long[] out = new long[size()];
    Elements.Longs elements = Elements.longs(dtype, bytes());
    walk((i, position) -> out[i] = elements.at(position));
    return out;
  }

  private ByteBuffer bytes() throws Refusal {
    int width = dtype.bytes();
    return storage.bytes().slice(offset * width, span * width).order(storage.order());
  }

  /** The strides that reading from front to back would have. */
  private List<Long> compact() throws Refusal {
    List<Long> full = rowMajor(shape);
    List<Long> out = new ArrayList<>();
    for (int i = 0; i < shape.size(); i++) {
      out.add(shape.get(i) <= 1 ? 0L : full.get(i));
    }
    return out;
  }

  private interface Visit {
    void element(int index, int position);
  }

  /** Visits the elements in row-major order with their places in the span. */
  private void walk(Visit visit) {
    int rank = shape.size();
    long[] at = new long[rank];
    long[] steps = strides.stream().mapToLong(Long::longValue).toArray();
    long position = 0;
    for (int i = 0, size = size(); i < size; i++) {
      visit.element(i, (int) position);
      for (int side = rank - 1; side >= 0; side--) {
        position += steps[side];
        if (++at[side] < shape.get(side)) {
          break;
        }
        position -= at[side] * steps[side];
        at[side] = 0;
      }
    }
  }
}
