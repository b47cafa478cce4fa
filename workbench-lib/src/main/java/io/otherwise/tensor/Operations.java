package io.otherwise.tensor;

/** What the engine computes with a {@link Tensor}: each operation makes a new one. */
abstract sealed class Operations permits Tensor {
  private static final long LONG_TYPE = 4;
  private static final long FLOAT_TYPE = 6;
  private static final long DOUBLE_TYPE = 7;
  private static final long ZEROS = 0;
  private static final long BORDER = 1;

  // ---- arithmetic

  public Tensor plus(Tensor b) {
    return Ops.call("add", this, b);
  }

  public Tensor plus(double b) {
    return Ops.call("add_scalar", this, b);
  }

  public Tensor minus(Tensor b) {
    return Ops.call("sub", this, b);
  }

  public Tensor minus(double b) {
    return Ops.call("sub_scalar", this, b);
  }

  public Tensor times(Tensor b) {
    return Ops.call("mul", this, b);
  }

  public Tensor times(double b) {
    return Ops.call("mul_scalar", this, b);
  }

  public Tensor over(Tensor b) {
    return Ops.call("div", this, b);
  }

  public Tensor over(double b) {
    return Ops.call("div_scalar", this, b);
  }

  /** Parts of a whole of at least 0; divided by 1 where it is 0, as nothing stays nothing. */
  public Tensor shareOf(Tensor whole) {
    return over(whole.greater(0).choose(whole, whole.plus(1)));
  }

  public Tensor pow(double exponent) {
    return Ops.call("pow_scalar", this, exponent);
  }

  public Tensor matmul(Tensor b) {
    return Ops.call("matmul", this, b);
  }

  public Tensor maximum(Tensor b) {
    return Ops.call("maximum", this, b);
  }

  public Tensor minimum(Tensor b) {
    return Ops.call("minimum", this, b);
  }

  public Tensor negated() {
    return Ops.call("neg", this);
  }

  public Tensor abs() {
    return Ops.call("abs", this);
  }

  public Tensor sqrt() {
    return Ops.call("sqrt", this);
  }

  public Tensor square() {
    return Ops.call("square", this);
  }

  public Tensor exp() {
    return Ops.call("exp", this);
  }

  public Tensor log() {
    return Ops.call("log", this);
  }

  public Tensor sign() {
    return Ops.call("sign", this);
  }

  /** In radians; NaN outside [-1, 1]. */
  public Tensor acos() {
    return Ops.call("acos", this);
  }

  public Tensor sigmoid() {
    return Ops.call("sigmoid", this);
  }

  public Tensor relu() {
    return Ops.call("relu", this);
  }

  public Tensor clamp(double low, double high) {
    return Ops.call("clamp", this, low, high);
  }

  public Tensor softmax(int dimension) {
    return Ops.call("softmax", this, (long) dimension);
  }

  public Tensor logSoftmax(int dimension) {
    return Ops.call("log_softmax", this, (long) dimension);
  }

  // ---- comparing; the answers are boolean tensors

  public Tensor greater(double b) {
    return Ops.call("gt_scalar", this, b);
  }

  public Tensor greater(Tensor b) {
    return Ops.call("gt", this, b);
  }

  public Tensor atLeast(double b) {
    return Ops.call("ge_scalar", this, b);
  }

  public Tensor less(double b) {
    return Ops.call("lt_scalar", this, b);
  }

  public Tensor sameAs(Tensor b) {
    return Ops.call("eq", this, b);
  }

  public Tensor isNaN() {
    return Ops.call("isnan", this);
  }

  public Tensor not() {
    return Ops.call("logical_not", this);
  }

  /** Where this boolean tensor is true the first, elsewhere the second. */
  public Tensor choose(Tensor yes, Tensor no) {
    return Ops.call("where", this, yes, no);
  }

  // ---- reducing

  public Tensor sum() {
    return Ops.call("sum_all", this);
  }

  public Tensor mean() {
    return Ops.call("mean_all", this);
  }

  /** Sums over dimensions and keeps them with size 1. */
  public Tensor sum(long... dimensions) {
    return Ops.call("sum", this, dimensions, true);
  }

  /** Means over dimensions and keeps them with size 1. */
  public Tensor mean(long... dimensions) {
    return Ops.call("mean", this, dimensions, true);
  }

  /** Maxima over dimensions, kept with size 1. */
  public Tensor max(long... dimensions) {
    return Ops.call("amax", this, dimensions, true);
  }

  /** Minima over dimensions, kept with size 1. */
  public Tensor min(long... dimensions) {
    return Ops.call("amin", this, dimensions, true);
  }

  public Tensor argmax(int dimension) {
    return Ops.call("argmax", this, (long) dimension);
  }

  // ---- shape

  public Tensor reshape(long... shape) {
    return Ops.call("reshape", this, shape);
  }

  public Tensor expand(long... shape) {
    return Ops.call("expand", this, shape);
  }

  public Tensor permute(long... order) {
    return Ops.call("permute", this, order);
  }

  /** {@code count} entries of a dimension from {@code from} on. */
  public Tensor narrow(int dimension, long from, long count) {
    return Ops.call("narrow", this, (long) dimension, from, count);
  }

  /** Chosen entries of a dimension. */
  public Tensor select(int dimension, Tensor indices) {
    return Ops.call("index_select", this, (long) dimension, indices);
  }

  /** One entry of a dimension for every position of {@code indices}. */
  public Tensor gather(int dimension, Tensor indices) {
    return Ops.call("gather", this, (long) dimension, indices);
  }

  /** Non-overlapping k x k patches as columns: N x C k k x patches. */
  public Tensor patches(long k) {
    return Ops.call("unfold", this, k);
  }

  /** The inverse of {@link #patches}. */
  public Tensor unpatched(long height, long width, long k) {
    return Ops.call("fold", this, height, width, k);
  }

  /** Maximum over odd k x k neighbourhoods, same size. */
  public Tensor dilated(long k) {
    return Ops.call("max_pool", this, k, k / 2);
  }

  /** Bilinear resampling without antialiasing, align_corners false. */
  public Tensor bilinear(long height, long width) {
    return Ops.call("bilinear", this, height, width);
  }

  /** Bicubic resampling without antialiasing, align_corners false. */
  public Tensor bicubic(long height, long width) {
    return Ops.call("bicubic", this, height, width);
  }

  /**
   * Bilinear values at positions. Outside the image lies 0, or its nearest border.
   *
   * @param at N x h x w x 2 positions, x before y, each from -1 to 1 from edge to edge
   * @return N x C x h x w
   */
  public Tensor sampled(Tensor at, boolean border) {
    return Ops.call("grid_sample", this, at, border ? BORDER : ZEROS);
  }

  public Tensor contiguous() {
    return Ops.call("contiguous", this);
  }

  public Tensor toFloat() {
    return Ops.call("to", this, FLOAT_TYPE);
  }

  public Tensor toDouble() {
    return Ops.call("to", this, DOUBLE_TYPE);
  }

  public Tensor toLong() {
    return Ops.call("to", this, LONG_TYPE);
  }

  /** The same values outside any graph. */
  public Tensor detached() {
    return Ops.call("detach", this);
  }

  /** A copy with memory of its own. */
  public Tensor copy() {
    return Ops.call("clone", this);
  }

  // ---- losses

  /** Binary cross-entropy of each logit against a target in [0, 1]: the shape of the logits. */
  public Tensor binaryCrossEntropy(Tensor targets) {
    return Ops.call("bce_with_logits", this, targets);
  }

  /** Cross-entropy of each row of logits against its class index: one value a row. */
  public Tensor crossEntropy(Tensor classes) {
    return Ops.call("cross_entropy", this, classes);
  }
}
