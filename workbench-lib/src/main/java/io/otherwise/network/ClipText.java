package io.otherwise.network;

import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Script.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * The text half of CLIP: a transformer whose tokens see only those before them. Stable Diffusion
 * conditions on all its tokens.
 *
 * <p>Radford et al. (2021), <a href="https://arxiv.org/abs/2103.00020">Learning Transferable Visual
 * Models From Natural Language Supervision</a>. Keys are Hugging Face's, {@code text_model.}; the
 * checkpoints of Stable Diffusion 1 hold them under {@code cond_stage_model.transformer.}, with a
 * table {@code position_ids} of 0, 1, 2 and so on, which is no weight.
 *
 * @param vocabulary token ids run from 0 to below it; the largest id of a text is its end
 * @param tokens of the longest text
 * @param width of a token
 * @param layers transformer blocks
 * @param heads attention heads, which share the width
 * @param hidden width inside a block's two dense layers
 */
public record ClipText(int vocabulary, int tokens, int width, int layers, int heads, int hidden) {
  private static final double NORM_EPS = 1e-5;

  public ClipText {
    TokenLayers.requireHeads(width, heads);
    if (vocabulary < 1 || tokens < 1 || layers < 1 || hidden < 1) {
      throw new IllegalArgumentException(
          "a text network has no size below 1, but had a vocabulary of "
              + vocabulary
              + ", "
              + tokens
              + " tokens, "
              + layers
              + " layers and hidden width "
              + hidden
              + "; the published one has 49408, 77, 12 and 3072");
    }
  }

  /** The text half of clip-vit-large-patch14, 123 million weights. */
  public static ClipText vitL14() {
    return new ClipText(49_408, 77, 768, 12, 12, 3072);
  }

  /**
   * What a text becomes.
   *
   * @param last all tokens after the final normalisation, N x T x width
   * @param pooled the end token of {@code last}, N x width; no projection follows
   * @param residual the tokens after no block, after one, and so on, before the final normalisation
   */
  public record Encoded(Value last, Value pooled, List<Value> residual) {
    public Encoded {
      residual = List.copyOf(residual);
    }
  }

  /**
   * Writes the network.
   *
   * @param ids N x T integers, T at most {@code tokens}
   */
  public Encoded forward(Layers net, Value ids) {
    Layers text = net.at("text_model");
    Value x = embedded(text.at("embeddings"), ids);
    List<Value> residual = new ArrayList<>(List.of(x));
    for (int i = 0; i < layers; i++) {
      x = block(text.at("encoder.layers").at(i), x);
      residual.add(x);
    }
    Value last = text.at("final_layer_norm").layerNorm(x, width, NORM_EPS);
    return new Encoded(last, TokenLayers.atEnd(last, ids), residual);
  }

  private Value embedded(Layers net, Value ids) {
    Value words = net.at("token_embedding").embedding(ids, vocabulary, width);
    return TokenLayers.placed(words, net.at("position_embedding").weight("weight", tokens, width));
  }

  private Value block(Layers net, Value x) {
    x = x.plus(attention(net.at("self_attn"), net.at("layer_norm1").layerNorm(x, width, NORM_EPS)));
    return x.plus(dense(net.at("mlp"), net.at("layer_norm2").layerNorm(x, width, NORM_EPS)));
  }

  private Value attention(Layers net, Value x) {
    Value q = net.at("q_proj").linear(x, width, width).splitHeads(heads);
    Value k = net.at("k_proj").linear(x, width, width).splitHeads(heads);
    Value v = net.at("v_proj").linear(x, width, width).splitHeads(heads);
    return net.at("out_proj").linear(net.causalAttention(q, k, v).mergedHeads(), width, width);
  }

  private Value dense(Layers net, Value x) {
    Value h = net.at("fc1").linear(x, width, hidden).quickGelu();
    return net.at("fc2").linear(h, hidden, width);
  }
}
