package io.otherwise.network;

import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Script.Value;
import java.util.List;

/**
 * The autoencoder with a Gaussian latent (Stable Diffusion's first stage).
 *
 * <p>Rombach et al. (2022), <a href="https://arxiv.org/abs/2112.10752">High-Resolution Image
 * Synthesis with Latent Diffusion Models</a>. Keys are those under {@code first_stage_model.}.
 *
 * @param embedChannels channels of the latent that the diffusion model sees
 */
public record KlAutoencoder(
    int channels,
    List<Integer> multipliers,
    int residualBlocks,
    int latentChannels,
    int embedChannels,
    int patch) {

  public KlAutoencoder {
    multipliers = List.copyOf(multipliers);
  }

  /** Stable Diffusion 1: 8 pixels a latent pixel, 4 channels, scale factor 0.18215. */
  public static KlAutoencoder stableDiffusion1() {
    return new KlAutoencoder(128, List.of(1, 2, 4, 4), 2, 4, 4, 1);
  }

  private AutoencoderLayers layers() {
    return new AutoencoderLayers(channels, multipliers, residualBlocks, latentChannels, patch);
  }

  /** Image pixels a latent pixel, along a side. */
  public int factor() {
    return layers().factor();
  }

  /**
   * Writes the encoder.
   *
   * @param image N x 3 x H x W in [-1, 1]
   * @return mean and log-variance, N x 2 embedChannels x H/f x W/f
   */
  public Value moments(Layers net, Value image) {
    Value h = layers().encode(net.at("encoder"), image, 2 * latentChannels);
    return net.at("quant_conv").conv(h, 2L * latentChannels, 2L * embedChannels, 1, 1, 0);
  }

  /**
   * Writes the decoder.
   *
   * @param latent N x embedChannels x h x w, unscaled
   * @return N x 3 x H x W, nominally in [-1, 1]
   */
  public Value decode(Layers net, Value latent) {
    Value h = net.at("post_quant_conv").conv(latent, embedChannels, latentChannels, 1, 1, 0);
    return layers().decode(net.at("decoder"), h);
  }
}
