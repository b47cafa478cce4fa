package io.otherwise.tensor;

import io.otherwise.tensor.Script.Value;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.LongStream;

/** The shape of what a call of a {@link Script} gives, from those of its arguments. */
final class Shapes {
  private final Function<Value, long[]> known;

  /** Starts with a way to the shapes of the values before. */
  Shapes(Function<Value, long[]> known) {
    this.known = known;
  }

  /**
   * The shape of a call's result; a number has none.
   *
   * @throws IllegalArgumentException for a function that nobody has described here
   */
  long[] of(String function, Object... a) {
    return switch (function.substring(function.lastIndexOf('.') + 1)) {
      case "silu",
          "relu",
          "gelu",
          "sigmoid",
          "softmax",
          "clamp",
          "clamp_min",
          "exp",
          "cos",
          "sin" ->
          shape(a[0]);
      case "square", "sqrt", "to", "detach", "flip", "cumsum" -> shape(a[0]);
      case "group_norm", "layer_norm", "batch_norm" -> shape(a[0]);
      case "add", "sub", "mul", "div" -> broadcast(shape(a[0]), shape(a[1]));
      case "conv1d", "conv2d" -> convolved(shape(a[0]), shape(a[1]), longs(a[3]), longs(a[4]));
      case "linear" -> with(shape(a[0]), -1, shape(a[1])[0]);
      case "matmul" -> with(shape(a[0]), -1, last(shape(a[1])));
      case "scaled_dot_product_attention" -> with(shape(a[0]), -1, last(shape(a[2])));
      case "mean", "sum" -> reduced(shape(a[0]), a.length > 2, longs(a[1]));
      case "argmin", "argmax" -> reduced(shape(a[0]), false, number(a[1]));
      case "reshape" -> reshaped(size(shape(a[0])), longs(a[1]));
      case "reshape_as" -> shape(a[1]);
      case "unflatten" -> unflattened(shape(a[0]), (int) number(a[1]), longs(a[2]));
      case "flatten" -> flattened(shape(a[0]), (int) number(a[1]));
      case "permute" -> permuted(shape(a[0]), longs(a[1]));
      case "t" -> permuted(shape(a[0]), 1, 0);
      case "unsqueeze" -> inserted(shape(a[0]), (int) number(a[1]));
      case "squeeze" -> reduced(shape(a[0]), false, number(a[1]));
      case "narrow" -> with(shape(a[0]), (int) number(a[1]), number(a[3]));
      case "cat" -> joined((Object[]) a[0], (int) number(a[1]));
      case "upsample_nearest2d" -> enlarged(shape(a[0]), Double.parseDouble(factor(a[2])));
      case "upsample_bilinear2d", "upsample_bicubic2d", "adaptive_avg_pool2d" ->
          sides(shape(a[0]), longs(a[1])[0], longs(a[1])[1]);
      case "pixel_unshuffle" -> shuffled(shape(a[0]), number(a[1]), false);
      case "pixel_shuffle" -> shuffled(shape(a[0]), number(a[1]), true);
      case "constant_pad_nd" -> padded(shape(a[0]), longs(a[1]));
      case "max_pool2d", "avg_pool2d" -> pooled(shape(a[0]), a);
      case "new_ones", "new_full" -> longs(a[1]);
      case "embedding" -> inserted(shape(a[1]), -1, last(shape(a[0])));
      default ->
          throw new IllegalArgumentException(
              "work is counted from the shapes of what a network computes, but nobody has said"
                  + " which shape "
                  + function
                  + " gives; add it to Shapes");
    };
  }

  private long[] shape(Object argument) {
    return argument instanceof Value value ? known.apply(value) : new long[0];
  }

  private static long[] longs(Object argument) {
    return ((long[]) argument).clone();
  }

  private static long number(Object argument) {
    if (!(argument instanceof Number number)) {
      throw new IllegalArgumentException(
          "work is counted where every size is known beforehand, but one is computed from the"
              + " input; count this network by a run");
    }
    return number.longValue();
  }

  /** "[2.0, 2.0]" without its frame. */
  private static String factor(Object literal) {
    return literal.toString().replaceAll("[\\[\\]]", "").split(",", -1)[0];
  }

  static long size(long... shape) {
    return LongStream.of(shape).reduce(1, Math::multiplyExact);
  }

  private static long last(long... shape) {
    return shape[shape.length - 1];
  }

  private static int place(int dimension, int dimensions) {
    return dimension < 0 ? dimensions + dimension : dimension;
  }

  private static long[] with(long[] shape, int dimension, long size) {
    shape[place(dimension, shape.length)] = size;
    return shape;
  }

  private static long[] broadcast(long[] a, long... b) {
    long[] longer = a.length >= b.length ? a : b;
    long[] shorter = a.length >= b.length ? b : a;
    int ahead = longer.length - shorter.length;
    for (int i = 0; i < shorter.length; i++) {
      longer[ahead + i] = Math.max(longer[ahead + i], shorter[i]);
    }
    return longer;
  }

  private static long[] convolved(long[] x, long[] weight, long[] stride, long... padding) {
    x[1] = weight[0];
    for (int i = 2; i < x.length; i++) {
      x[i] = (x[i] + 2 * padding[i - 2] - weight[i]) / stride[i - 2] + 1;
    }
    return x;
  }

  private static long[] pooled(long[] x, Object... a) {
    long[] kernel = longs(a[1]);
    long[] stride = longs(a[2]);
    long[] padding = a.length > 3 ? longs(a[3]) : new long[2];
    boolean toTheEdge = a.length > 5 && Boolean.TRUE.equals(a[5]);
    for (int i = 2; i < x.length; i++) {
      long rest = x[i] + 2 * padding[i - 2] - kernel[i - 2];
      x[i] = (toTheEdge ? -Math.floorDiv(-rest, stride[i - 2]) : rest / stride[i - 2]) + 1;
    }
    return x;
  }

  private static long[] reduced(long[] shape, boolean keep, long... dimensions) {
    for (long d : dimensions) {
      shape[place((int) d, shape.length)] = keep ? 1 : 0;
    }
    return LongStream.of(shape).filter(n -> n > 0).toArray();
  }

  private static long[] reshaped(long size, long... shape) {
    for (int i = 0; i < shape.length; i++) {
      if (shape[i] < 0) {
        shape[i] = size / -size(shape);
      }
    }
    return shape;
  }

  private static long[] unflattened(long[] shape, int dimension, long... parts) {
    int at = place(dimension, shape.length);
    long[] inner = reshaped(shape[at], parts);
    LongStream before = Arrays.stream(shape, 0, at);
    LongStream after = Arrays.stream(shape, at + 1, shape.length);
    return LongStream.concat(LongStream.concat(before, LongStream.of(inner)), after).toArray();
  }

  private static long[] flattened(long[] shape, int from) {
    long[] flat = Arrays.copyOf(shape, from + 1);
    flat[from] = size(Arrays.copyOfRange(shape, from, shape.length));
    return flat;
  }

  private static long[] permuted(long[] shape, long... order) {
    return LongStream.of(order).map(d -> shape[(int) d]).toArray();
  }

  private static long[] inserted(long[] shape, int dimension) {
    return inserted(shape, dimension, 1);
  }

  private static long[] inserted(long[] shape, int dimension, long size) {
    long[] longer = new long[shape.length + 1];
    int at = place(dimension, longer.length);
    System.arraycopy(shape, 0, longer, 0, at);
    longer[at] = size;
    System.arraycopy(shape, at, longer, at + 1, shape.length - at);
    return longer;
  }

  private long[] joined(Object[] parts, int dimension) {
    long[] shape = shape(parts[0]);
    int at = place(dimension, shape.length);
    return with(shape, at, Arrays.stream(parts).mapToLong(p -> shape(p)[at]).sum());
  }

  private static long[] enlarged(long[] x, double factor) {
    return sides(x, (long) (x[2] * factor), (long) (x[3] * factor));
  }

  private static long[] sides(long[] x, long height, long width) {
    x[2] = height;
    x[3] = width;
    return x;
  }

  private static long[] shuffled(long[] x, long k, boolean larger) {
    x[1] = larger ? x[1] / (k * k) : x[1] * k * k;
    return larger ? sides(x, x[2] * k, x[3] * k) : sides(x, x[2] / k, x[3] / k);
  }

  private static long[] padded(long[] x, long... sides) {
    return sides(x, x[2] + sides[2] + sides[3], x[3] + sides[0] + sides[1]);
  }
}
