package io.otherwise.network;

import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Script.Value;

/** What transformers of images and of texts share; tokens are N x T x width. */
final class TokenLayers {
  private TokenLayers() {}

  /** Patches as tokens, row by row: N x width x h x w to N x (h w) x width. */
  static Value patches(Value grid) {
    return grid.flatten(2).permute(0, 2, 1);
  }

  /** The same class token before every image's tokens: N x (1 + T) x width. */
  static Value withClass(Value token, Value tokens) {
    Object[] shape = {tokens.size(0), 1, -1};
    return tokens.script().call("torch.expand", token, shape).concat(tokens, 1);
  }

  /** The class token's value: N x width. */
  static Value first(Value tokens) {
    return tokens.narrow(1, 0, 1).squeeze(1);
  }

  /** The value at each text's first largest id, which is its end: N x width. */
  static Value atEnd(Value tokens, Value ids) {
    Value end = ids.argmax(1).unsqueeze(1).unsqueeze(2);
    return tokens.script().call("torch.take_along_dim", tokens, end, 1).squeeze(1);
  }

  /** Adds as many rows of a table of positions as there are tokens. */
  static Value placed(Value tokens, Value table) {
    return tokens.plus(tokens.script().call("torch.narrow", table, 0, 0, tokens.size(1)));
  }

  /** Self-attention in the layout of PyTorch's {@code MultiheadAttention}. */
  static Value attention(Layers net, Value x, int width, int heads, boolean causal) {
    Value qkv = net.prefixed("in_proj_").linear(x, width, 3L * width);
    return net.at("out_proj").linear(attended(net, qkv, width, heads, causal), width, width);
  }

  /**
   * Attention among tokens that one dense layer projected.
   *
   * @param qkv queries, keys and values side by side, N x T x 3 width
   */
  static Value attended(Layers net, Value qkv, int width, int heads, boolean causal) {
    Value q = qkv.narrow(-1, 0, width).splitHeads(heads);
    Value k = qkv.narrow(-1, width, width).splitHeads(heads);
    Value v = qkv.narrow(-1, 2L * width, width).splitHeads(heads);
    return (causal ? net.causalAttention(q, k, v) : net.attention(q, k, v)).mergedHeads();
  }

  /** Refuses a width that the heads cannot share evenly. */
  static void requireHeads(int width, int heads) {
    if (width < 1 || heads < 1 || width % heads != 0) {
      throw new IllegalArgumentException(
          "attention heads share the width evenly, but the width is "
              + width
              + " and there are "
              + heads
              + " heads; the published networks have 64 channels a head");
    }
  }

  /** Refuses an image that patches do not cover exactly. */
  static void requirePatches(int side, int patch) {
    if (side < 1 || patch < 1 || side % patch != 0) {
      throw new IllegalArgumentException(
          "square patches cover the image exactly, but its side is "
              + side
              + " and a patch's "
              + patch
              + "; choose a side that is a multiple of the patch");
    }
  }
}
