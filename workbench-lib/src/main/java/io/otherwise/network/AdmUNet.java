package io.otherwise.network;

import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Script.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The denoising U-Net of pixel diffusion, known as ADM or guided diffusion: residual blocks that
 * see the timestep, and self-attention at the coarse levels.
 *
 * <p>Dhariwal and Nichol (2021), <a href="https://arxiv.org/abs/2105.05233">Diffusion Models Beat
 * GANs on Image Synthesis</a>. Keys are those of the published checkpoints, which have no prefix. A
 * network that learns its variance has twice as many channels out as in: the noise, then where the
 * variance lies in its range (Nichol and Dhariwal 2021, Eq. 15).
 *
 * @param inChannels channels of the image
 * @param outChannels channels of the prediction
 * @param modelChannels width of the first level, a multiple of 32 (group normalisation)
 * @param residualBlocks residual blocks a level on the way down; one more on the way up
 * @param channelMultipliers width of each level in units of modelChannels
 * @param attentionFactors downsampling factors at which there is self-attention; the published flag
 *     "attention_resolutions" over the image's side is the inverse of it
 * @param heads attention heads, or -1 to use headChannels
 * @param headChannels channels a head, or -1 to use heads
 * @param classes labels the network is conditioned on; 0 for none
 * @param style where published configurations differ in kind
 * @param patch side of the pixel blocks moved into channels first and back last: 1 in the published
 *     models, 2 to keep a small model cheap
 */
public record AdmUNet(
    int inChannels,
    int outChannels,
    int modelChannels,
    int residualBlocks,
    List<Integer> channelMultipliers,
    List<Integer> attentionFactors,
    int heads,
    int headChannels,
    int classes,
    Style style,
    int patch) {

  /**
   * Where published configurations differ in kind.
   *
   * @param scaleShift the timestep scales and shifts the second normalisation, instead of being
   *     added before it
   * @param residualResampling residual blocks halve and double the sides, instead of a convolution
   * @param qkvFirst channels of the attention's projection are ordered by query, key, value and
   *     then by head ("new attention order"), instead of by head and then by query, key, value
   */
  public record Style(boolean scaleShift, boolean residualResampling, boolean qkvFirst) {
    /** As DiME, ACE and DVCE use it. */
    public static final Style PUBLISHED = new Style(true, true, false);
  }

  private static final int GROUPS = 32;
  private static final double NORM_EPS = 1e-5;

  public AdmUNet {
    channelMultipliers = List.copyOf(channelMultipliers);
    attentionFactors = List.copyOf(attentionFactors);
    if (modelChannels < 1 || modelChannels % GROUPS != 0) {
      throw new IllegalArgumentException(
          "group normalisation needs modelChannels to be a multiple of 32, but it was "
              + modelChannels
              + "; choose 32, 64, ...");
    }
    if ((heads < 1) == (headChannels < 1)) {
      throw new IllegalArgumentException(
          "exactly one of heads and headChannels is set and the other -1, but they were "
              + heads
              + " and "
              + headChannels
              + "; the 128-pixel model has 4 heads, the larger ones 64 channels a head");
    }
    if (patch < 1 || residualBlocks < 1 || classes < 0 || channelMultipliers.isEmpty()) {
      throw new IllegalArgumentException(
          "a U-Net has a level, a residual block, a patch of 1 or more and no negative count of"
              + " classes, but had levels "
              + channelMultipliers
              + ", "
              + residualBlocks
              + " blocks, patch "
              + patch
              + " and "
              + classes
              + " classes; the published models have 2 blocks, patch 1 and 0 classes");
    }
  }

  private static AdmUNet published(int width, List<Integer> levels, List<Integer> factors, int h) {
    return new AdmUNet(3, 6, width, 2, levels, factors, h, h > 0 ? -1 : 64, 0, Style.PUBLISHED, 1);
  }

  /** The 128-pixel faces of DiME, ACE and FastDiME: 105 million weights. */
  public static AdmUNet celeba128() {
    return published(128, List.of(1, 1, 2, 3, 4), List.of(4, 8, 16), 4);
  }

  /** The 256-pixel faces of ACE. */
  public static AdmUNet celebaHq256() {
    return published(128, List.of(1, 1, 2, 2, 4, 4), List.of(8, 16, 32), -1);
  }

  /** The unconditional 256-pixel ImageNet model of ACE and DVCE: 553 million weights. */
  public static AdmUNet imagenet256() {
    return published(256, List.of(1, 1, 2, 2, 4, 4), List.of(8, 16, 32), -1);
  }

  /** By how much the sides shrink until the middle: those of an image are multiples of it. */
  public int factor() {
    return patch << (channelMultipliers.size() - 1);
  }

  /** Whether the second half of the channels out tells the variance. */
  public boolean learnsVariance() {
    return outChannels == 2 * inChannels;
  }

  /** Writes a network without labels; see the other method. */
  public Value forward(Layers net, Value x, Value timesteps) {
    return forward(net, x, timesteps, null);
  }

  /**
   * Writes the network.
   *
   * @param x N x inChannels x H x W, nominally in [-1, 1] where it is clean
   * @param timesteps N timesteps, whole or not
   * @param labels N class indices; null for a network without classes
   * @return N x outChannels x H x W
   */
  public Value forward(Layers net, Value x, Value timesteps, Value labels) {
    if ((labels == null) != (classes == 0)) {
      throw new IllegalArgumentException(
          "labels go to a network with classes and to no other, but labels were "
              + (labels == null ? "left out" : "given")
              + " for "
              + classes
              + " classes; pass null to a network without classes");
    }
    return new Pass(net, embedding(net, timesteps, labels)).run(x);
  }

  private long embeddingWidth() {
    return 4L * modelChannels;
  }

  private Value embedding(Layers net, Value timesteps, Value labels) {
    Value t = TimestepEmbedding.of(timesteps, modelChannels);
    Layers at = net.at("time_embed");
    Value h = at.at(0).linear(t, modelChannels, embeddingWidth()).silu();
    h = at.at(2).linear(h, embeddingWidth(), embeddingWidth());
    return labels == null
        ? h
        : h.plus(net.at("label_emb").embedding(labels, classes, embeddingWidth()));
  }

  /** How a block changes the sides. */
  private enum Resampling {
    NONE,
    HALVE,
    DOUBLE;

    Value of(Value x) {
      return switch (this) {
        case NONE -> x;
        case HALVE -> x.averagePool(2, 2);
        case DOUBLE -> x.enlarged(2);
      };
    }
  }

  /** One forward pass being written: the skip connections and the embedding it carries. */
  private final class Pass {
    private final Layers net;
    private final Value embedding;
    private final Deque<Skip> skips = new ArrayDeque<>();
    private int channels = width(0);
    private int factor = 1;

    private record Skip(Value value, int channels) {}

    Pass(Layers net, Value embedding) {
      this.net = net;
      this.embedding = embedding;
    }

    Value run(Value x) {
      Value blocks = patch == 1 ? x : x.spaceToDepth(patch);
      Value h = up(middle(down(blocks)));
      h = net.at("out.0").groupNorm(h, GROUPS, channels, NORM_EPS).silu();
      h = net.at("out.2").conv(h, channels, (long) outChannels * patch * patch, 3, 1, 1);
      return patch == 1 ? h : h.depthToSpace(patch);
    }

    private Value down(Value x) {
      int block = 0;
      Layers first = net.at("input_blocks." + block++ + ".0");
      Value h = first.conv(x, (long) inChannels * patch * patch, channels, 3, 1, 1);
      skips.push(new Skip(h, channels));
      for (int level = 0; level < channelMultipliers.size(); level++) {
        for (int i = 0; i < residualBlocks; i++) {
          h = residualThenAttention(net.at("input_blocks." + block++), h, channels, width(level));
          skips.push(new Skip(h, channels));
        }
        if (level < channelMultipliers.size() - 1) {
          h = halved(net.at("input_blocks." + block++ + ".0"), h);
          factor *= 2;
          skips.push(new Skip(h, channels));
        }
      }
      return h;
    }

    private Value middle(Value h) {
      Layers at = net.at("middle_block");
      h = residual(at.at(0), h, channels, channels, Resampling.NONE);
      h = attention(at.at(1), h);
      return residual(at.at(2), h, channels, channels, Resampling.NONE);
    }

    private Value up(Value h) {
      int block = 0;
      for (int level = channelMultipliers.size() - 1; level >= 0; level--) {
        for (int i = 0; i <= residualBlocks; i++) {
          Layers at = net.at("output_blocks." + block++);
          Skip skip = skips.pop();
          Value joined = h.concat(skip.value(), 1);
          h = residualThenAttention(at, joined, channels + skip.channels(), width(level));
          if (level > 0 && i == residualBlocks) {
            h = doubled(at.at(attends() ? 2 : 1), h);
            factor /= 2;
          }
        }
      }
      return h;
    }

    private boolean attends() {
      return attentionFactors.contains(factor);
    }

    private Value halved(Layers at, Value h) {
      return style.residualResampling()
          ? residual(at, h, channels, channels, Resampling.HALVE)
          : at.at("op").conv(h, channels, channels, 3, 2, 1);
    }

    private Value doubled(Layers at, Value h) {
      return style.residualResampling()
          ? residual(at, h, channels, channels, Resampling.DOUBLE)
          : at.at("conv").conv(h.enlarged(2), channels, channels, 3, 1, 1);
    }

    private Value residualThenAttention(Layers at, Value h, int in, int out) {
      h = residual(at.at(0), h, in, out, Resampling.NONE);
      channels = out;
      return attends() ? attention(at.at(1), h) : h;
    }

    private Value residual(Layers at, Value x, int in, int out, Resampling resampling) {
      Value h = resampling.of(at.at("in_layers.0").groupNorm(x, GROUPS, in, NORM_EPS).silu());
      h = at.at("in_layers.2").conv(h, in, out, 3, 1, 1);
      h = conditioned(at, h, out).silu();
      h = at.at("out_layers.3").conv(h, out, out, 3, 1, 1);
      Value skip = resampling.of(x);
      return in == out
          ? skip.plus(h)
          : at.at("skip_connection").conv(skip, in, out, 1, 1, 0).plus(h);
    }

    /** The second normalisation, and what the embedding does to it. */
    private Value conditioned(Layers at, Value h, int out) {
      int parts = style.scaleShift() ? 2 : 1;
      Value e =
          at.at("emb_layers.1").linear(embedding.silu(), embeddingWidth(), (long) parts * out);
      e = e.unsqueeze(2).unsqueeze(3);
      Layers norm = at.at("out_layers.0");
      if (!style.scaleShift()) {
        return norm.groupNorm(h.plus(e), GROUPS, out, NORM_EPS);
      }
      Value scale = e.narrow(1, 0, out).plus(1.0);
      return norm.groupNorm(h, GROUPS, out, NORM_EPS).times(scale).plus(e.narrow(1, out, out));
    }

    private Value attention(Layers at, Value x) {
      Value h = at.at("norm").groupNorm(x, GROUPS, channels, NORM_EPS).flatten(2);
      Value qkv = at.at("qkv").pointwise(h, channels, 3L * channels);
      Value mixed = at.attention(part(qkv, 0), part(qkv, 1), part(qkv, 2));
      Value back = mixed.permute(0, 1, 3, 2).reshapedLike(h);
      return at.at("proj_out").pointwise(back, channels, channels).reshapedLike(x).plus(x);
    }

    /** Queries, keys or values as N x heads x places x channels a head. */
    private Value part(Value qkv, int which) {
      int n = heads > 0 ? heads : channels / headChannels;
      int each = channels / n;
      Value split =
          style.qkvFirst()
              ? qkv.narrow(1, (long) which * channels, channels).split(1, n)
              : qkv.split(1, n).narrow(2, (long) which * each, each);
      return split.permute(0, 1, 3, 2);
    }
  }

  private int width(int level) {
    return modelChannels * channelMultipliers.get(level);
  }
}
