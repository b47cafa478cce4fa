package io.otherwise.network;

import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Script.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Patches of an image as the words of a sentence; a class token gathers what they say.
 *
 * <p>Dosovitskiy et al. (2021), <a href="https://arxiv.org/abs/2010.11929">An Image is Worth 16x16
 * Words</a>. Keys are torchvision's: {@code class_token}, {@code conv_proj}, {@code
 * encoder.pos_embedding}, {@code encoder.layers.encoder_layer_N}, {@code encoder.ln}, {@code
 * heads.head}.
 *
 * @param side of the image in pixels; no other size will do
 * @param patch side of a patch
 * @param width of a token
 * @param layers transformer blocks
 * @param heads attention heads, which share the width
 * @param hidden width inside a block's two dense layers
 * @param classes scores of an image; 0 for none at all: the class token stands in their place
 */
public record VisionTransformer(
    int side, int patch, int width, int layers, int heads, int hidden, int classes)
    implements ImageNetwork {
  private static final double NORM_EPS = 1e-6;

  public VisionTransformer {
    TokenLayers.requirePatches(side, patch);
    TokenLayers.requireHeads(width, heads);
    if (layers < 1 || hidden < 1 || classes < 0) {
      throw new IllegalArgumentException(
          "a vision transformer has at least 1 layer and hidden channel and no fewer than 0"
              + " classes, but had "
              + layers
              + ", "
              + hidden
              + " and "
              + classes
              + "; ViT-B has 12, 3072 and 1000");
    }
  }

  /** ViT-B/16 for images of 224 x 224, 86.6 million weights with 1,000 classes. */
  public static VisionTransformer vitB16(int classes) {
    return new VisionTransformer(224, 16, 768, 12, 12, 3072, classes);
  }

  /** The same layers without the classifier: what it gives is the class token. */
  public VisionTransformer headless() {
    return new VisionTransformer(side, patch, width, layers, heads, hidden, 0);
  }

  /** Tokens of an image: its patches and the class token. */
  public int tokens() {
    return 1 + (side / patch) * (side / patch);
  }

  /** Tokens are N x {@link #tokens} x width in the layers, which end with {@code encoder.ln}. */
  @Override
  public Activations forward(Layers place, Value image) {
    Map<String, Value> taps = new LinkedHashMap<>();
    Layers net = place.tapping(taps);
    Value grid = net.at("conv_proj").conv(image, 3, width, patch, patch, 0);
    Value patches = TokenLayers.patches(net.at("conv_proj").tap(grid));
    Value x = TokenLayers.withClass(net.weight("class_token", 1, 1, width), patches);
    Value token = TokenLayers.first(encoded(net.at("encoder"), x));
    if (classes == 0) {
      return new Activations(token, taps);
    }
    Layers head = net.at("heads.head");
    return new Activations(head.tap(head.linear(token, width, classes)), taps);
  }

  private Value encoded(Layers net, Value x) {
    x = x.plus(net.weight("pos_embedding", 1, tokens(), width));
    for (int i = 0; i < layers; i++) {
      Layers at = net.at("layers.encoder_layer_" + i);
      x = at.tap(block(at, x));
    }
    return net.at("ln").tap(net.at("ln").layerNorm(x, width, NORM_EPS));
  }

  private Value block(Layers net, Value x) {
    Value h = net.at("ln_1").layerNorm(x, width, NORM_EPS);
    x = x.plus(TokenLayers.attention(net.at("self_attention"), h, width, heads, false));
    return x.plus(dense(net.at("mlp"), net.at("ln_2").layerNorm(x, width, NORM_EPS)));
  }

  /** Numbers 1, 2 and 4 of the checkpoint are the activation and dropout. */
  private Value dense(Layers net, Value x) {
    return net.at(3).linear(net.at(0).linear(x, width, hidden).gelu(), hidden, width);
  }
}
