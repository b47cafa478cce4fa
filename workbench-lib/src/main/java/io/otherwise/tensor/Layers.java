package io.otherwise.tensor;

import io.otherwise.tensor.Script.Value;
import java.util.Map;

/**
 * The layer vocabulary of the published networks, at a place in the checkpoint: {@code
 * net.at("input_blocks.0.0").conv(...)} uses the weights {@code input_blocks.0.0.weight} and {@code
 * input_blocks.0.0.bias}. Channel counts are those of the layer; images are N x C x H x W.
 */
public final class Layers {
  private final Script script;
  private final String prefix;
  private final Map<String, Value> tapped;

  Layers(Script script, String prefix, Map<String, Value> tapped) {
    this.script = script;
    this.prefix = prefix;
    this.tapped = tapped;
  }

  /** A deeper place in the checkpoint; an empty name stays here. */
  public Layers at(Object name) {
    String step = name.toString();
    return step.isEmpty() ? this : new Layers(script, prefix + step + ".", tapped);
  }

  /**
   * Weights whose last names begin with the same letters: {@code prefixed("in_proj_").linear(...)}
   * uses {@code in_proj_weight} and {@code in_proj_bias}.
   */
  public Layers prefixed(String letters) {
    return new Layers(script, prefix + letters, tapped);
  }

  /** This place, from which on what is {@link #tap tapped} goes into a map. */
  public Layers tapping(Map<String, Value> layers) {
    return new Layers(script, prefix, layers);
  }

  /** Notes what this place gives by its key, for those who look inside; writes nothing. */
  public Value tap(Value value) {
    tapped.put(key(), value);
    return value;
  }

  /** A weight of this place, by its last name. */
  public Value weight(String name, long... shape) {
    return script.parameter(prefix + name, true, shape);
  }

  /** The key of this place, without the final dot. */
  public String key() {
    return prefix.isEmpty() ? "" : prefix.substring(0, prefix.length() - 1);
  }

  /** A square convolution with bias. */
  public Value conv(Value x, long in, long out, long kernel, long stride, long padding) {
    return conv(x, in, out, kernel, stride, padding, true);
  }

  /** A square convolution. */
  public Value conv(
      Value x, long in, long out, long kernel, long stride, long padding, boolean bias) {
    return conv(x, in, out, kernel, kernel, stride, padding, padding, bias);
  }

  /** A convolution whose result is as large as the image, without bias; both sides are odd. */
  public Value sameConv(Value x, long in, long out, long height, long width) {
    return conv(x, in, out, height, width, 1, height / 2, width / 2, false);
  }

  private Value conv(
      Value x,
      long in,
      long out,
      long height,
      long width,
      long stride,
      long above,
      long aside,
      boolean bias) {
    return script.product(
        "torch.conv2d",
        x,
        weight("weight", out, in, height, width),
        bias ? weight("bias", out) : null,
        new long[] {stride, stride},
        new long[] {above, aside},
        new long[] {1, 1},
        1);
  }

  /** A dense layer on the channels of N x C x places, with bias: a convolution of width 1. */
  public Value pointwise(Value x, long in, long out) {
    return script.product(
        "torch.conv1d",
        x,
        weight("weight", out, in, 1),
        weight("bias", out),
        new long[] {1},
        new long[] {0},
        new long[] {1},
        1);
  }

  /** A dense layer on the last dimension, with bias. */
  public Value linear(Value x, long in, long out) {
    return linear(x, in, out, true);
  }

  /** A dense layer on the last dimension. */
  public Value linear(Value x, long in, long out, boolean bias) {
    return script.product(
        "torch.linear", x, weight("weight", out, in), bias ? weight("bias", out) : null);
  }

  public Value groupNorm(Value x, int groups, long channels, double eps) {
    return script.call(
        "torch.group_norm", x, groups, weight("weight", channels), weight("bias", channels), eps);
  }

  public Value layerNorm(Value x, long channels, double eps) {
    return script.call(
        "torch.layer_norm",
        x,
        new long[] {channels},
        weight("weight", channels),
        weight("bias", channels),
        eps);
  }

  /** Batch normalisation on running statistics, or on the batch's when the script trains. */
  public Value batchNorm(Value x, long channels, double eps) {
    return batchNorm(x, weight("weight", channels), weight("bias", channels), channels, eps);
  }

  /** Batch normalisation without a scale and a shift of its own. */
  public Value plainBatchNorm(Value x, long channels, double eps) {
    return batchNorm(x, null, null, channels, eps);
  }

  private Value batchNorm(Value x, Value scale, Value shift, long channels, double eps) {
    return script.call(
        "torch.batch_norm",
        x,
        scale,
        shift,
        script.parameter(prefix + "running_mean", false, channels),
        script.parameter(prefix + "running_var", false, channels),
        script.training(),
        0.1,
        eps,
        true);
  }

  /** Rows of a table, chosen by integer indices. */
  public Value embedding(Value indices, long rows, long width) {
    return script.call("torch.embedding", weight("weight", rows, width), indices);
  }

  /** softmax(q k^T / sqrt(width)) v over N x heads x tokens x width. */
  public Value attention(Value q, Value k, Value v) {
    return script.call("torch.scaled_dot_product_attention", q, k, v);
  }

  /** The same where a token sees itself and those before it, and none that follow. */
  public Value causalAttention(Value q, Value k, Value v) {
    return script.call("torch.scaled_dot_product_attention", q, k, v, null, 0.0, true);
  }

  /** The script this place belongs to. */
  public Script script() {
    return script;
  }
}
