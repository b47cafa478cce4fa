package io.otherwise.tensor;

import io.otherwise.tensor.Script.Literal;
import io.otherwise.tensor.Script.Value;

/** What a {@link Script} can do with its values: each operation writes one line of it. */
abstract sealed class ScriptOperations permits ScriptImages {
  /** The script this value belongs to. */
  public abstract Script script();

  private Value call(String function, Object... arguments) {
    return script().call(function, arguments);
  }

  public Value plus(Value other) {
    return call("torch.add", this, other);
  }

  public Value plus(double other) {
    return call("torch.add", this, other);
  }

  public Value minus(Value other) {
    return call("torch.sub", this, other);
  }

  public Value times(Value other) {
    return call("torch.mul", this, other);
  }

  public Value times(double other) {
    return call("torch.mul", this, other);
  }

  public Value over(double other) {
    return call("torch.div", this, other);
  }

  public Value over(Value other) {
    return call("torch.div", this, other);
  }

  public Value matmul(Value other) {
    return call("torch.matmul", this, other);
  }

  public Value relu() {
    return call("torch.relu", this);
  }

  public Value silu() {
    return call("torch.silu", this);
  }

  /** The exact Gaussian error linear unit. */
  public Value gelu() {
    return call("torch.gelu", this);
  }

  /** x sigmoid(1.702 x): the approximation of {@link #gelu} that CLIP was trained with. */
  public Value quickGelu() {
    return times(times(1.702).sigmoid());
  }

  public Value sigmoid() {
    return call("torch.sigmoid", this);
  }

  public Value softmax(int dimension) {
    return call("torch.softmax", this, dimension);
  }

  public Value clamp(double low, double high) {
    return call("torch.clamp", this, low, high);
  }

  /** Means over dimensions, which disappear. */
  public Value mean(long... dimensions) {
    return call("torch.mean", this, dimensions);
  }

  public Value reshape(long... shape) {
    return call("torch.reshape", this, shape);
  }

  /** The same values in the shape of another value. */
  public Value reshapedLike(Value other) {
    return call("torch.reshape_as", this, other);
  }

  /** A dimension cut into {@code parts} and the rest: one dimension more. */
  public Value split(int dimension, int parts) {
    return call("torch.unflatten", this, dimension, new long[] {parts, -1});
  }

  /** N x tokens x (heads d) to N x heads x tokens x d. */
  public Value splitHeads(int heads) {
    return split(-1, heads).permute(0, 2, 1, 3);
  }

  /** The inverse of {@link #splitHeads}. */
  public Value mergedHeads() {
    return permute(0, 2, 1, 3).flatten(2);
  }

  /** 0, 1, ..., n-1 as floats on the device of this value. */
  public Value counting(int n) {
    Value ones = call("torch.new_ones", this, new long[] {n}, new Literal("dtype=6"));
    return call("torch.cumsum", ones, 0).plus(-1.0);
  }

  public Value asFloat() {
    return call("torch.to", this, 6);
  }

  public Value exp() {
    return call("torch.exp", this);
  }

  public Value cos() {
    return call("torch.cos", this);
  }

  public Value sin() {
    return call("torch.sin", this);
  }

  public Value square() {
    return call("torch.square", this);
  }

  public Value sqrt() {
    return call("torch.sqrt", this);
  }

  public Value sum(long... dimensions) {
    return call("torch.sum", this, dimensions);
  }

  /** Sums over dimensions, which stay with size 1. */
  public Value sumKeep(long... dimensions) {
    return call("torch.sum", this, dimensions, true);
  }

  /**
   * Divided by its norm along a dimension.
   *
   * @param eps added to the squared norm, so that nothing is divided by zero
   */
  public Value unit(int dimension, double eps) {
    return over(square().sumKeep(dimension).plus(eps).sqrt());
  }

  /** The transpose of a matrix. */
  public Value transposed() {
    return call("torch.t", this);
  }

  /** Index of the smallest entry along a dimension. */
  public Value argmin(int dimension) {
    return call("torch.argmin", this, dimension);
  }

  /** Index of the largest entry along a dimension, the first of equals. */
  public Value argmax(int dimension) {
    return call("torch.argmax", this, dimension);
  }

  public Value squeeze(int dimension) {
    return call("torch.squeeze", this, dimension);
  }

  /** The same values, constant for gradients. */
  public Value detached() {
    return call("torch.detach", this);
  }

  /** Flattens dimensions from the given one on. */
  public Value flatten(int from) {
    return call("torch.flatten", this, from);
  }

  public Value permute(long... order) {
    return call("torch.permute", this, order);
  }

  public Value unsqueeze(int dimension) {
    return call("torch.unsqueeze", this, dimension);
  }

  /** The size of a dimension, for reshapes that depend on the input. */
  public Value size(int dimension) {
    return call("torch.size", this, dimension);
  }

  /** {@code count} entries of a dimension from {@code from} on. */
  public Value narrow(int dimension, long from, long count) {
    return call("torch.narrow", this, dimension, from, count);
  }

  public Value concat(Value other, int dimension) {
    return call("torch.cat", new ScriptOperations[] {this, other}, dimension);
  }

  /** Nearest-neighbour enlargement of both sides. */
  public Value enlarged(int factor) {
    return call(
        "torch.upsample_nearest2d",
        this,
        null,
        new Literal("[" + factor + ".0, " + factor + ".0]"));
  }

  /** Moves k x k blocks of pixels into channels. */
  public Value spaceToDepth(int k) {
    return call("torch.pixel_unshuffle", this, k);
  }

  /** The inverse of {@link #spaceToDepth}. */
  public Value depthToSpace(int k) {
    return call("torch.pixel_shuffle", this, k);
  }

  /** Zeros on the left, right, top and bottom side. */
  public Value padded(long left, long right, long top, long bottom) {
    return call("torch.constant_pad_nd", this, new long[] {left, right, top, bottom}, 0.0);
  }

  public Value maxPool(long kernel, long stride, long padding) {
    return call(
        "torch.max_pool2d",
        this,
        new long[] {kernel, kernel},
        new long[] {stride, stride},
        new long[] {padding, padding});
  }

  public Value averagePool(long kernel, long stride) {
    return call("torch.avg_pool2d", this, new long[] {kernel, kernel}, new long[] {stride, stride});
  }
}
