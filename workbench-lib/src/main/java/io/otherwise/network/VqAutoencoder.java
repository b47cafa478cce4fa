package io.otherwise.network;

import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Script.Value;
import java.util.List;

/**
 * The autoencoder with a codebook (first stage of the class-conditional ImageNet model). Encoding
 * gives the latent before quantisation; decoding quantises first.
 *
 * <p>Esser et al. (2021), <a href="https://arxiv.org/abs/2012.09841">Taming Transformers</a>;
 * Rombach et al. (2022). Keys are those under {@code first_stage_model.}.
 *
 * @param embedChannels channels of the latent and of a code
 * @param codes size of the codebook
 */
public record VqAutoencoder(
    int channels,
    List<Integer> multipliers,
    int residualBlocks,
    int latentChannels,
    int embedChannels,
    int codes,
    int patch) {

  public VqAutoencoder {
    multipliers = List.copyOf(multipliers);
  }

  /** The first stage of cin256-v2: 4 pixels a latent pixel, 3 channels, 8,192 codes. */
  public static VqAutoencoder f4() {
    return new VqAutoencoder(128, List.of(1, 2, 4), 2, 3, 3, 8192, 1);
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
   * @return the latent before quantisation, N x embedChannels x H/f x W/f
   */
  public Value encode(Layers net, Value image) {
    Value h = layers().encode(net.at("encoder"), image, latentChannels);
    return net.at("quant_conv").conv(h, latentChannels, embedChannels, 1, 1, 0);
  }

  /** A latent moved to its nearest codes, and the indices of those: N x C x h x w and N x h x w. */
  public record Quantised(Value latent, Value codes) {}

  /**
   * Writes the quantiser. Its gradient is the identity (straight-through estimator): the value is z
   * + (code - z) with the bracket constant.
   */
  public Quantised quantise(Layers net, Value z) {
    Value book = net.at("quantize.embedding").weight("weight", codes, embedChannels);
    Value rows = z.permute(0, 2, 3, 1);
    Value flat = rows.reshape(-1, embedChannels);
    // |z|^2 + |e|^2 - 2 z e, in the reference's order of operations.
    Value squares = flat.square().sumKeep(1).plus(book.square().sum(1));
    Value nearest = squares.minus(flat.matmul(book.transposed()).times(2.0)).argmin(1);
    Value chosen = net.script().call("torch.embedding", book, nearest).reshapedLike(rows);
    Value through = rows.plus(chosen.minus(rows).detached());
    return new Quantised(
        through.permute(0, 3, 1, 2), nearest.reshapedLike(rows.narrow(-1, 0, 1)).squeeze(-1));
  }

  /**
   * Writes the codes of indices, with a gradient for the codebook.
   *
   * @param indices N x h x w
   * @return N x embedChannels x h x w
   */
  public Value codes(Layers net, Value indices) {
    Value book = net.at("quantize.embedding").weight("weight", codes, embedChannels);
    return net.script().call("torch.embedding", book, indices).permute(0, 3, 1, 2);
  }

  /**
   * Writes the decoder, without quantisation.
   *
   * @param latent N x embedChannels x h x w
   * @return N x 3 x H x W, nominally in [-1, 1]
   */
  public Value decode(Layers net, Value latent) {
    Value h = net.at("post_quant_conv").conv(latent, embedChannels, latentChannels, 1, 1, 0);
    return layers().decode(net.at("decoder"), h);
  }
}
