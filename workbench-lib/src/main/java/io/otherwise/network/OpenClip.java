package io.otherwise.network;

import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Script.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Images and texts in one space: a picture lies near the words that describe it.
 *
 * <p>Radford et al. (2021), <a href="https://arxiv.org/abs/2103.00020">Learning Transferable Visual
 * Models From Natural Language Supervision</a>; Cherti et al. (2023), <a
 * href="https://arxiv.org/abs/2212.07143">Reproducible Scaling Laws for Contrastive Language-Image
 * Learning</a>. Keys are OpenCLIP's: the image half under {@code visual.}, the text half under no
 * name of its own; blocks are {@code transformer.resblocks.N} in both.
 *
 * @param embedding width of the common space
 * @param quickGelu whether blocks use the approximate GELU, as OpenAI's own weights do
 */
public record OpenClip(int embedding, Vision vision, Text text, boolean quickGelu) {
  private static final double NORM_EPS = 1e-5;

  /** Width of the dense layers inside a block, in units of the token's. */
  private static final int EXPANSION = 4;

  /** Against division by 0, as PyTorch's {@code normalize} does it. */
  private static final double LEAST_NORM = 1e-12;

  /**
   * The image half.
   *
   * @param side of the image in pixels; no other size will do
   * @param patch side of a patch
   * @param width of a token
   * @param layers transformer blocks
   * @param heads attention heads, which share the width
   */
  public record Vision(int side, int patch, int width, int layers, int heads) {
    public Vision {
      TokenLayers.requirePatches(side, patch);
      TokenLayers.requireHeads(width, heads);
      requireLayers(layers);
    }

    /** Tokens of an image: its patches and the class token. */
    public int tokens() {
      return 1 + (side / patch) * (side / patch);
    }
  }

  /**
   * The text half.
   *
   * @param tokens of every text, padded
   * @param vocabulary token ids run from 0 to below it; the largest id of a text is its end
   * @param width of a token
   * @param layers transformer blocks
   * @param heads attention heads, which share the width
   */
  public record Text(int tokens, int vocabulary, int width, int layers, int heads) {
    public Text {
      TokenLayers.requireHeads(width, heads);
      requireLayers(layers);
      if (tokens < 1 || vocabulary < 1) {
        throw new IllegalArgumentException(
            "a text has at least 1 token of a vocabulary of at least 1, but they were "
                + tokens
                + " and "
                + vocabulary
                + "; the published network has 77 and 49408");
      }
    }
  }

  /**
   * What one half makes of its input.
   *
   * @param vector N x embedding, of any length: cosines divide by it
   * @param layers outputs of its layers by their paths, N x tokens x width
   */
  public record Embedded(Value vector, Map<String, Value> layers) {}

  public OpenClip {
    if (embedding < 1) {
      throw new IllegalArgumentException(
          "the common space has at least 1 dimension, but had " + embedding + "; ViT-B/32 has 512");
    }
  }

  private static void requireLayers(int layers) {
    if (layers < 1) {
      throw new IllegalArgumentException(
          "a transformer has at least 1 layer, but had " + layers + "; ViT-B/32 has 12");
    }
  }

  /** ViT-B/32 with the exact GELU, as trained on LAION-2B: 151 million weights. */
  public static OpenClip vitB32() {
    Vision vision = new Vision(224, 32, 768, 12, 12);
    return new OpenClip(512, vision, new Text(77, 49_408, 512, 12, 8), false);
  }

  /**
   * Writes the image half.
   *
   * @param image N x 3 x side x side, normalised
   */
  public Embedded image(Layers net, Value image) {
    Map<String, Value> taps = new LinkedHashMap<>();
    Layers at = net.at("visual").tapping(taps);
    int width = vision.width;
    Value grid = at.at("conv1").conv(image, 3, width, vision.patch, vision.patch, 0, false);
    Value patches = TokenLayers.patches(at.at("conv1").tap(grid));
    Value x = TokenLayers.withClass(at.weight("class_embedding", width), patches);
    x = x.plus(at.weight("positional_embedding", vision.tokens(), width));
    x = at.at("ln_pre").tap(at.at("ln_pre").layerNorm(x, width, NORM_EPS));
    x = new Blocks(width, vision.layers, vision.heads, false, quickGelu).of(at, x);
    x = at.at("ln_post").tap(at.at("ln_post").layerNorm(x, width, NORM_EPS));
    Value projection = at.weight("proj", width, embedding);
    return new Embedded(TokenLayers.first(x).matmul(projection), taps);
  }

  /**
   * Writes the text half.
   *
   * @param ids N x tokens integers
   */
  public Embedded text(Layers place, Value ids) {
    Map<String, Value> taps = new LinkedHashMap<>();
    Layers net = place.tapping(taps);
    Layers table = net.at("token_embedding");
    int width = text.width;
    Value x = table.tap(table.embedding(ids, text.vocabulary, width));
    x = TokenLayers.placed(x, net.weight("positional_embedding", text.tokens, width));
    x = new Blocks(width, text.layers, text.heads, true, quickGelu).of(net, x);
    x = net.at("ln_final").tap(net.at("ln_final").layerNorm(x, width, NORM_EPS));
    Value projection = net.weight("text_projection", width, embedding);
    return new Embedded(TokenLayers.atEnd(x, ids).matmul(projection), taps);
  }

  /**
   * Writes both halves and compares them: a classifier whose classes are texts.
   *
   * @param image N x 3 x side x side
   * @param ids M x tokens integers, a text a class
   * @return cosines times the learned factor, N x M
   */
  public Value logits(Layers net, Value image, Value ids) {
    return compared(net, image(net, image).vector(), normalised(text(net, ids).vector()));
  }

  /** Compares images of any length with texts of length 1: cosines times the learned factor. */
  Value compared(Layers net, Value images, Value texts) {
    return normalised(images).matmul(texts.transposed()).times(net.weight("logit_scale").exp());
  }

  /** The same directions with length 1. */
  public static Value normalised(Value x) {
    Value length = x.script().call("torch.linalg_vector_norm", x, 2, new long[] {-1}, true);
    Value divisor = x.script().call("torch.clamp_min", length, LEAST_NORM);
    return x.script().call("torch.div", x, divisor);
  }

  /** The transformer of either half. */
  private record Blocks(int width, int count, int heads, boolean causal, boolean quickGelu) {
    Value of(Layers net, Value x) {
      for (int i = 0; i < count; i++) {
        Layers at = net.at("transformer.resblocks").at(i);
        x = at.tap(block(at, x));
      }
      return x;
    }

    private Value block(Layers net, Value x) {
      Value h = net.at("ln_1").layerNorm(x, width, NORM_EPS);
      x = x.plus(TokenLayers.attention(net.at("attn"), h, width, heads, causal));
      return x.plus(dense(net.at("mlp"), net.at("ln_2").layerNorm(x, width, NORM_EPS)));
    }

    private Value dense(Layers net, Value x) {
      long hidden = (long) EXPANSION * width;
      Value h = net.at("c_fc").linear(x, width, hidden);
      return net.at("c_proj").linear(quickGelu ? h.quickGelu() : h.gelu(), hidden, width);
    }
  }
}
