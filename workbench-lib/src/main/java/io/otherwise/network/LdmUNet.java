package io.otherwise.network;

import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Script.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The denoising U-Net of latent diffusion models: residual blocks that see the timestep, and
 * spatial transformers whose cross-attention sees the conditioning tokens.
 *
 * <p>Rombach et al. (2022), <a href="https://arxiv.org/abs/2112.10752">High-Resolution Image
 * Synthesis with Latent Diffusion Models</a>. Keys are those under {@code model.diffusion_model.}
 * of the published checkpoints. Class-conditional models pass one token, the class embedding.
 *
 * @param inChannels channels of the latent
 * @param outChannels channels of the predicted noise
 * @param modelChannels width of the first level, a multiple of 32 (group normalisation)
 * @param residualBlocks residual blocks a level on the way down; one more on the way up
 * @param channelMultipliers width of each level in units of modelChannels
 * @param attentionFactors downsampling factors at which there are spatial transformers
 * @param heads attention heads, or -1 to use headChannels
 * @param headChannels channels a head, or -1 to use heads
 * @param transformerDepth transformer blocks in each spatial transformer
 * @param contextWidth width of a conditioning token
 */
public record LdmUNet(
    int inChannels,
    int outChannels,
    int modelChannels,
    int residualBlocks,
    List<Integer> channelMultipliers,
    List<Integer> attentionFactors,
    int heads,
    int headChannels,
    int transformerDepth,
    int contextWidth) {

  private static final int GROUPS = 32;
  private static final double NORM_EPS = 1e-5;

  /**
   * The spatial transformer's group normalisation has another epsilon than the residual block's.
   */
  private static final double TRANSFORMER_NORM_EPS = 1e-6;

  public LdmUNet {
    channelMultipliers = List.copyOf(channelMultipliers);
    attentionFactors = List.copyOf(attentionFactors);
    if (modelChannels % GROUPS != 0) {
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
              + "; the published models set heads");
    }
  }

  /** The class-conditional ImageNet model cin256-v2: latents 3 x 64 x 64, context 1 x 512. */
  public static LdmUNet cin256() {
    return new LdmUNet(3, 3, 192, 2, List.of(1, 2, 3, 5), List.of(8, 4, 2), 1, -1, 1, 512);
  }

  /** Stable Diffusion 1: latents 4 x 64 x 64 (or 32 x 32 at 256 pixels), context 77 x 768. */
  public static LdmUNet stableDiffusion1() {
    return new LdmUNet(4, 4, 320, 2, List.of(1, 2, 4, 4), List.of(4, 2, 1), 8, -1, 1, 768);
  }

  /**
   * Writes the network.
   *
   * @param x N x inChannels x H x W
   * @param timesteps N integers
   * @param context N x tokens x contextWidth
   * @return the predicted noise, N x outChannels x H x W
   */
  public Value forward(Layers net, Value x, Value timesteps, Value context) {
    return new Pass(net, context, embedTime(net.at("time_embed"), timesteps)).run(x);
  }

  private Value embedTime(Layers net, Value timesteps) {
    Value t = TimestepEmbedding.of(timesteps, modelChannels);
    Value h = net.at(0).linear(t, modelChannels, 4L * modelChannels).silu();
    return net.at(2).linear(h, 4L * modelChannels, 4L * modelChannels);
  }

  /** One forward pass being written: the skip connections and the conditioning it carries. */
  private final class Pass {
    private final Layers net;
    private final Value context;
    private final Value time;
    private final Deque<Skip> skips = new ArrayDeque<>();
    private int channels = modelChannels;
    private int factor = 1;

    private record Skip(Value value, int channels) {}

    Pass(Layers net, Value context, Value time) {
      this.net = net;
      this.context = context;
      this.time = time;
    }

    Value run(Value x) {
      Value h = middle(down(x));
      h = up(h);
      h = net.at("out.0").groupNorm(h, GROUPS, channels, NORM_EPS).silu();
      return net.at("out.2").conv(h, channels, outChannels, 3, 1, 1);
    }

    private Value down(Value x) {
      int block = 0;
      Value h = net.at("input_blocks." + block++ + ".0").conv(x, inChannels, channels, 3, 1, 1);
      skips.push(new Skip(h, channels));
      for (int level = 0; level < channelMultipliers.size(); level++) {
        for (int i = 0; i < residualBlocks; i++) {
          Layers at = net.at("input_blocks." + block++);
          h = residualThenAttention(at, h, channels, width(level));
          skips.push(new Skip(h, channels));
        }
        if (level < channelMultipliers.size() - 1) {
          Layers at = net.at("input_blocks." + block++ + ".0.op");
          h = at.conv(h, channels, channels, 3, 2, 1);
          factor *= 2;
          skips.push(new Skip(h, channels));
        }
      }
      return h;
    }

    private Value middle(Value h) {
      Layers at = net.at("middle_block");
      h = residual(at.at(0), h, channels, channels);
      h = transformer(at.at(1), h);
      return residual(at.at(2), h, channels, channels);
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
            Layers enlarge = at.at(attends() ? 2 : 1).at("conv");
            h = enlarge.conv(h.enlarged(2), channels, channels, 3, 1, 1);
            factor /= 2;
          }
        }
      }
      return h;
    }

    private int width(int level) {
      return modelChannels * channelMultipliers.get(level);
    }

    private boolean attends() {
      return attentionFactors.contains(factor);
    }

    private Value residualThenAttention(Layers at, Value h, int in, int out) {
      h = residual(at.at(0), h, in, out);
      channels = out;
      return attends() ? transformer(at.at(1), h) : h;
    }

    private Value residual(Layers at, Value x, int in, int out) {
      Value h = at.at("in_layers.0").groupNorm(x, GROUPS, in, NORM_EPS).silu();
      h = at.at("in_layers.2").conv(h, in, out, 3, 1, 1);
      Value shift = at.at("emb_layers.1").linear(time.silu(), 4L * modelChannels, out);
      h = h.plus(shift.unsqueeze(2).unsqueeze(3));
      h = at.at("out_layers.0").groupNorm(h, GROUPS, out, NORM_EPS).silu();
      h = at.at("out_layers.3").conv(h, out, out, 3, 1, 1);
      return in == out ? x.plus(h) : at.at("skip_connection").conv(x, in, out, 1, 1, 0).plus(h);
    }

    private Value transformer(Layers at, Value x) {
      int n = heads > 0 ? heads : channels / headChannels;
      Value h = at.at("norm").groupNorm(x, GROUPS, channels, TRANSFORMER_NORM_EPS);
      h = at.at("proj_in").conv(h, channels, channels, 1, 1, 0);
      Value tokens = h.flatten(2).permute(0, 2, 1);
      for (int i = 0; i < transformerDepth; i++) {
        tokens = transformerBlock(at.at("transformer_blocks").at(i), tokens, n);
      }
      Value back = tokens.permute(0, 2, 1).reshapedLike(h);
      return at.at("proj_out").conv(back, channels, channels, 1, 1, 0).plus(x);
    }

    private Value transformerBlock(Layers at, Value x, int n) {
      Value self = at.at("norm1").layerNorm(x, channels, NORM_EPS);
      x = attention(at.at("attn1"), self, self, channels, n).plus(x);
      Value query = at.at("norm2").layerNorm(x, channels, NORM_EPS);
      x = attention(at.at("attn2"), query, context, contextWidth, n).plus(x);
      return feedForward(at.at("ff.net"), at.at("norm3").layerNorm(x, channels, NORM_EPS)).plus(x);
    }

    private Value attention(Layers at, Value from, Value to, int toWidth, int n) {
      Value q = at.at("to_q").linear(from, channels, channels, false).splitHeads(n);
      Value k = at.at("to_k").linear(to, toWidth, channels, false).splitHeads(n);
      Value v = at.at("to_v").linear(to, toWidth, channels, false).splitHeads(n);
      return at.at("to_out.0").linear(at.attention(q, k, v).mergedHeads(), channels, channels);
    }

    /** Gated GELU: the second half of the projection gates the first. */
    private Value feedForward(Layers at, Value x) {
      long inner = 4L * channels;
      Value both = at.at("0.proj").linear(x, channels, 2 * inner);
      Value gated = both.narrow(-1, 0, inner).times(both.narrow(-1, inner, inner).gelu());
      return at.at(2).linear(gated, inner, channels);
    }
  }
}
