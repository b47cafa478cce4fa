package io.otherwise.network;

import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Script.Value;
import java.util.List;

/**
 * Encoder and decoder that the KL- and the VQ-regularised autoencoders of latent diffusion share.
 *
 * @param channels width of the first level, a multiple of 32
 * @param multipliers width of each level in units of channels; the image shrinks by two between
 *     levels
 * @param residualBlocks residual blocks a level in the encoder; one more in the decoder
 * @param latentChannels channels of the encoder's output (before doubling for mean and variance)
 * @param patch side of the pixel blocks moved into channels first: 1 in the published models, 2 to
 *     keep a small model cheap
 */
record AutoencoderLayers(
    int channels, List<Integer> multipliers, int residualBlocks, int latentChannels, int patch) {
  private static final int GROUPS = 32;
  private static final double NORM_EPS = 1e-6;

  AutoencoderLayers {
    multipliers = List.copyOf(multipliers);
    if (channels % GROUPS != 0 || patch < 1) {
      throw new IllegalArgumentException(
          "an autoencoder needs channels in multiples of 32 and a patch of at least 1, but had "
              + channels
              + " and "
              + patch
              + "; the published models use 128 and 1");
    }
  }

  /** How many image pixels one latent pixel stands for, along a side. */
  int factor() {
    return patch << (multipliers.size() - 1);
  }

  private int width(int level) {
    return channels * multipliers.get(level);
  }

  private int deepest() {
    return width(multipliers.size() - 1);
  }

  /** N x 3 x H x W in [-1, 1] to N x outChannels x H/f x W/f. */
  Value encode(Layers net, Value image, int outChannels) {
    long in = 3L * patch * patch;
    Value h = patch == 1 ? image : image.spaceToDepth(patch);
    h = net.at("conv_in").conv(h, in, channels, 3, 1, 1);
    int now = channels;
    for (int level = 0; level < multipliers.size(); level++) {
      Layers at = net.at("down").at(level);
      for (int i = 0; i < residualBlocks; i++) {
        h = residual(at.at("block").at(i), h, now, width(level));
        now = width(level);
      }
      if (level < multipliers.size() - 1) {
        // The reference pads on the right and at the bottom only.
        h = at.at("downsample.conv").conv(h.padded(0, 1, 0, 1), now, now, 3, 2, 0);
      }
    }
    h = middle(net.at("mid"), h, now);
    h = net.at("norm_out").groupNorm(h, GROUPS, now, NORM_EPS).silu();
    return net.at("conv_out").conv(h, now, outChannels, 3, 1, 1);
  }

  /** N x latentChannels x h x w to N x 3 x H x W, nominally in [-1, 1]. */
  Value decode(Layers net, Value latent) {
    int now = deepest();
    Value h = net.at("conv_in").conv(latent, latentChannels, now, 3, 1, 1);
    h = middle(net.at("mid"), h, now);
    for (int level = multipliers.size() - 1; level >= 0; level--) {
      Layers at = net.at("up").at(level);
      for (int i = 0; i <= residualBlocks; i++) {
        h = residual(at.at("block").at(i), h, now, width(level));
        now = width(level);
      }
      if (level > 0) {
        h = at.at("upsample.conv").conv(h.enlarged(2), now, now, 3, 1, 1);
      }
    }
    h = net.at("norm_out").groupNorm(h, GROUPS, now, NORM_EPS).silu();
    h = net.at("conv_out").conv(h, now, 3L * patch * patch, 3, 1, 1);
    return patch == 1 ? h : h.depthToSpace(patch);
  }

  private static Value middle(Layers net, Value h, int width) {
    h = residual(net.at("block_1"), h, width, width);
    h = attention(net.at("attn_1"), h, width);
    return residual(net.at("block_2"), h, width, width);
  }

  private static Value residual(Layers net, Value x, int in, int out) {
    Value h = net.at("norm1").groupNorm(x, GROUPS, in, NORM_EPS).silu();
    h = net.at("conv1").conv(h, in, out, 3, 1, 1);
    h = net.at("norm2").groupNorm(h, GROUPS, out, NORM_EPS).silu();
    h = net.at("conv2").conv(h, out, out, 3, 1, 1);
    return in == out ? x.plus(h) : net.at("nin_shortcut").conv(x, in, out, 1, 1, 0).plus(h);
  }

  /** Single-head self-attention over the pixels. */
  private static Value attention(Layers net, Value x, int width) {
    Value h = net.at("norm").groupNorm(x, GROUPS, width, NORM_EPS);
    Value q = tokens(net.at("q").conv(h, width, width, 1, 1, 0));
    Value k = tokens(net.at("k").conv(h, width, width, 1, 1, 0));
    Value v = tokens(net.at("v").conv(h, width, width, 1, 1, 0));
    Value mixed = net.attention(q, k, v).mergedHeads().permute(0, 2, 1).reshapedLike(h);
    return net.at("proj_out").conv(mixed, width, width, 1, 1, 0).plus(x);
  }

  private static Value tokens(Value map) {
    return map.flatten(2).permute(0, 2, 1).unsqueeze(1);
  }
}
