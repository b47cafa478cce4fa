package io.otherwise.network;

import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Script.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Vision transformers that learned without labels; images of any size, as their positions are
 * resized.
 *
 * <p>Caron et al. (2021), <a href="https://arxiv.org/abs/2104.14294">Emerging Properties in
 * Self-Supervised Vision Transformers</a>, and Oquab et al. (2024), <a
 * href="https://arxiv.org/abs/2304.07193">DINOv2: Learning Robust Visual Features without
 * Supervision</a>. Keys are those of both repositories: {@code cls_token}, {@code pos_embed},
 * {@code patch_embed.proj}, {@code blocks.N}, {@code norm}. The second has a {@code mask_token},
 * which only training uses, and scales each correction by {@code ls1.gamma} and {@code ls2.gamma}.
 *
 * @param side of the image, in pixels, for which there are positions
 * @param patch side of a patch
 * @param width of a token and so of the embedding
 * @param layers transformer blocks
 * @param heads attention heads, which share the width
 * @param second whether it is DINOv2
 * @param resize how positions are resized for other images
 */
public record Dino(
    int side, int patch, int width, int layers, int heads, boolean second, Resize resize)
    implements ImageNetwork {
  /** Layer with the patches after the final normalisation: N x patches x width, row by row. */
  public static final String PATCHES = "x_norm_patchtokens";

  private static final double NORM_EPS = 1e-6;

  /** Width of the dense layers inside a block, in units of the token's. */
  private static final int EXPANSION = 4;

  /**
   * How the table of positions is resized, bicubically.
   *
   * @param offset added to the number of patches before the factor is taken: sampling follows the
   *     factor and not the sides, so positions shift a little; 0 resizes to the sides themselves
   * @param antialias whether a smaller table averages over a larger one
   */
  public record Resize(double offset, boolean antialias) {
    /** A tenth of a patch, against rounding errors: what both published codes do. */
    public static final Resize PUBLISHED = new Resize(0.1, false);

    public Resize {
      if (!(offset >= 0 && offset < 1)) {
        throw new IllegalArgumentException(
            "a position's offset is at least 0 and less than 1 patch, but was "
                + offset
                + "; the published networks have 0.1");
      }
    }
  }

  public Dino {
    TokenLayers.requirePatches(side, patch);
    TokenLayers.requireHeads(width, heads);
    if (layers < 1) {
      throw new IllegalArgumentException(
          "a vision transformer has at least 1 layer, but had " + layers + "; ViT-S has 12");
    }
  }

  /** DINO ViT-S/8, positions for 224 x 224, 21.7 million weights. */
  public static Dino vitS8() {
    return new Dino(224, 8, 384, 12, 6, false, Resize.PUBLISHED);
  }

  /** DINOv2 ViT-S/14, positions for 518 x 518, 22.1 million weights. */
  public static Dino secondVitS14() {
    return new Dino(518, 14, 384, 12, 6, true, Resize.PUBLISHED);
  }

  /** The width of the embedding, which stands in the place of scores. */
  @Override
  public int classes() {
    return width;
  }

  /**
   * The class token after the final normalisation as logits; its patches among the layers.
   *
   * @param image N x 3 x H x W, sides of any number of patches; DINO cuts off what is left over
   */
  @Override
  public Activations forward(Layers place, Value image) {
    Map<String, Value> taps = new LinkedHashMap<>();
    Layers net = place.tapping(taps);
    Value grid = net.at("patch_embed.proj").conv(image, 3, width, patch, patch, 0);
    Value patches = net.at("patch_embed").tap(TokenLayers.patches(grid));
    Value x = TokenLayers.withClass(net.weight("cls_token", 1, 1, width), patches);
    x = x.plus(positions(net, image));
    if (second) {
      net.weight("mask_token", 1, width);
    }
    for (int i = 0; i < layers; i++) {
      Layers at = net.at("blocks").at(i);
      x = at.tap(block(at, x));
    }
    x = net.at("norm").tap(net.at("norm").layerNorm(x, width, NORM_EPS));
    taps.put(PATCHES, x.script().call("torch.slice", x, 1, 1));
    return new Activations(TokenLayers.first(x), taps);
  }

  /** The table for this image: 1 x (1 + patches) x width. */
  private Value positions(Layers net, Value image) {
    int n = side / patch;
    long places = (long) n * n;
    Value table = net.weight("pos_embed", 1, 1 + places, width);
    Value grid = table.narrow(1, 1, places).reshape(1, n, n, width).permute(0, 3, 1, 2);
    return table.narrow(1, 0, 1).concat(TokenLayers.patches(resized(grid, image, n)), 1);
  }

  private Value resized(Value grid, Value image, int n) {
    String function =
        resize.antialias ? "torch._upsample_bicubic2d_aa" : "torch.upsample_bicubic2d";
    Value rows = patches(image.size(2));
    Value columns = patches(image.size(3));
    if (resize.offset == 0) {
      return grid.script().call(function, grid, new Object[] {rows, columns}, false, null, null);
    }
    Value offset = offset(image, rows, n);
    Value[] factors = {factor(rows, offset, n), factor(columns, offset, n)};
    return grid.script().call(function, grid, null, false, factors);
  }

  private Value patches(Value pixels) {
    return pixels.script().call("torch.floordiv", pixels, patch);
  }

  /**
   * The offset, or 0 where the table fits as it is: then the factor is 1 and resizing changes
   * nothing. The published codes ask for a square of pixels with as many patches as the table.
   */
  private Value offset(Value image, Value rows, int n) {
    Value oblong = image.script().call("torch.ne", image.size(2), image.size(3));
    Value other = image.script().call("torch.ne", rows, n);
    Value resizes = image.script().call("torch.__or__", oblong, other);
    return image.script().call("int", resizes).times(resize.offset);
  }

  private static Value factor(Value patches, Value offset, int n) {
    return patches.plus(offset).over(n);
  }

  private Value block(Layers net, Value x) {
    Value h = net.at("norm1").layerNorm(x, width, NORM_EPS);
    h = net.at("attn.qkv").linear(h, width, 3L * width);
    h = TokenLayers.attended(net, h, width, heads, false);
    h = net.at("attn.proj").linear(h, width, width);
    x = x.plus(scaled(net.at("ls1"), h));
    h = net.at("norm2").layerNorm(x, width, NORM_EPS);
    return x.plus(scaled(net.at("ls2"), dense(net.at("mlp"), h)));
  }

  private Value dense(Layers net, Value x) {
    long hidden = (long) EXPANSION * width;
    return net.at("fc2").linear(net.at("fc1").linear(x, width, hidden).gelu(), hidden, width);
  }

  private Value scaled(Layers net, Value h) {
    return second ? h.times(net.weight("gamma", width)) : h;
  }
}
