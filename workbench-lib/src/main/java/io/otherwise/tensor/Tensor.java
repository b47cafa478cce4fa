package io.otherwise.tensor;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * An array of the engine, owned by a {@link Scope}. Every operation makes a new tensor in the
 * innermost open scope and broadcasts as the engine does. Unlike the engine's own Java class it is
 * safe under automatic differentiation.
 */
public final class Tensor extends Operations {
  private final PtNDArray array;

  private Tensor(PtNDArray array) {
    this.array = array;
  }

  static Tensor wrap(Scope scope, PtNDArray array) {
    Tensor tensor = new Tensor(array);
    scope.own(tensor);
    return tensor;
  }

  /** The engine's array, while it lives. */
  PtNDArray array() {
    if (array.isReleased()) {
      throw new IllegalStateException(
          "a tensor lives as long as its scope, but this one's has closed; hand on what is needed"
              + " later with scope.keep or keepInstead");
    }
    return array;
  }

  // ---- making

  /** A float tensor with a copy of the values, row-major. */
  public static Tensor of(float[] values, long... shape) {
    return of(Scope.innermost(), values, shape);
  }

  static Tensor of(Scope scope, float[] values, long... shape) {
    return copied(scope, FloatBuffer.wrap(values), values.length, DataType.FLOAT32, shape);
  }

  /** A 64-bit integer tensor, as indices and timesteps are. */
  public static Tensor of(long[] values, long... shape) {
    return copied(Scope.innermost(), LongBuffer.wrap(values), values.length, DataType.INT64, shape);
  }

  /** A float tensor of one repeated value. */
  public static Tensor full(double value, long... shape) {
    Scope scope = Scope.innermost();
    PtNDManager m = scope.manager();
    return wrap(scope, (PtNDArray) m.full(new Shape(shape), (float) value, DataType.FLOAT32));
  }

  /** A 64-bit integer tensor of one repeated value, such as a timestep for each of a batch. */
  public static Tensor filled(long value, long... shape) {
    long[] values = new long[(int) new Shape(shape).size()];
    Arrays.fill(values, value);
    return of(values, shape);
  }

  /** One after the other along a dimension that is there. */
  public static Tensor cat(List<Tensor> parts, int dimension) {
    return Ops.call("cat", parts, (long) dimension);
  }

  /** Side by side along a new dimension. */
  public static Tensor stack(List<Tensor> parts, int dimension) {
    return Ops.call("stack", parts, (long) dimension);
  }

  /** The engine must own the bytes: what DJL creates from a buffer dies with the Java object. */
  private static Tensor copied(
      Scope scope, java.nio.Buffer values, int count, DataType type, long... shape) {
    if (new Shape(shape).size() != count) {
      throw new IllegalArgumentException(
          "a tensor of shape "
              + Arrays.toString(shape)
              + " holds "
              + new Shape(shape).size()
              + " values, but "
              + count
              + " were given; pass as many as the shape asks for");
    }
    PtNDManager m = scope.manager();
    try (PtNDArray borrowed = m.create(values, new Shape(shape), type)) {
      return wrap(scope, (PtNDArray) borrowed.duplicate());
    }
  }

  // ---- reading

  /** The sizes of the dimensions. */
  public long[] shape() {
    return array.getShape().getShape();
  }

  /** The size of one dimension; -1 is the last. */
  public long size(int dimension) {
    long[] shape = shape();
    return shape[dimension < 0 ? shape.length + dimension : dimension];
  }

  /** The values on the heap, row-major, as floats. */
  public float[] floats() {
    try (Scope s = Scope.open()) {
      Tensor plain = toFloat().contiguous();
      ByteBuffer bytes = plain.array.toByteBuffer();
      float[] values = new float[bytes.remaining() / Float.BYTES];
      bytes.order(java.nio.ByteOrder.nativeOrder()).asFloatBuffer().get(values);
      return values;
    }
  }

  /** The values of an integer or boolean tensor on the heap. */
  public long[] longs() {
    try (Scope s = Scope.open()) {
      Tensor plain = toLong().contiguous();
      ByteBuffer bytes = plain.array.toByteBuffer();
      long[] values = new long[bytes.remaining() / Long.BYTES];
      bytes.order(java.nio.ByteOrder.nativeOrder()).asLongBuffer().get(values);
      return values;
    }
  }

  /** The only value. */
  public double item() {
    float[] values = floats();
    if (values.length != 1) {
      throw new IllegalArgumentException(
          "item() reads a tensor of one value, but this one has shape "
              + Arrays.toString(shape())
              + "; use floats()");
    }
    return values[0];
  }

  @Override
  public String toString() {
    return "Tensor" + Arrays.toString(shape());
  }
}
