package io.otherwise.model;

import io.otherwise.network.VqAutoencoder;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Script.Value;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import io.otherwise.tensor.Work;
import java.util.Optional;
import java.util.function.Function;

/**
 * A VQ autoencoder with its weights: encoding gives the latent before quantisation, decoding
 * quantises with a straight-through gradient.
 */
public final class VqFirstStage implements Autoencoder {
  private final VqAutoencoder architecture;
  private final double scale;
  private final Network encoder;
  private final Network decoder;

  /**
   * Binds weights.
   *
   * @param quantiseInDecode whether decoding moves the latent to its nearest codes first, as the
   *     published model does
   * @param values row-major values of a weight by its key below {@code first_stage_model.}
   */
  public VqFirstStage(
      VqAutoencoder architecture,
      boolean quantiseInDecode,
      Function<Script.Parameter, float[]> values) {
    this(architecture, quantiseInDecode, 1, values);
  }

  /**
   * Binds weights.
   *
   * @param scale factor from the encoder's latent to the diffusion model's; 1 in the published
   *     model
   */
  public VqFirstStage(
      VqAutoencoder architecture,
      boolean quantiseInDecode,
      double scale,
      Function<Script.Parameter, float[]> values) {
    this.architecture = architecture;
    this.scale = scale;
    Script encode = new Script();
    encode.returns(architecture.encode(encode.layers(), encode.input("image")));
    this.encoder = new Network(encode, Weights.from(encode.parameters(), values));
    Script decode = new Script();
    Value latent = decode.input("latent");
    if (quantiseInDecode) {
      latent = architecture.quantise(decode.layers(), latent).latent();
    }
    decode.returns(architecture.decode(decode.layers(), latent));
    this.decoder = new Network(decode, Weights.from(decode.parameters(), values));
  }

  @Override
  public int channels() {
    return architecture.embedChannels();
  }

  @Override
  public int factor() {
    return architecture.factor();
  }

  @Override
  public Tensor encode(Tensor image, Noise noise) {
    return encoder.run(image).times(scale);
  }

  @Override
  public Tensor decode(Tensor latent) {
    return decoder.run(latent.over(scale));
  }

  @Override
  public Optional<Work> work(long... latent) {
    return Optional.of(decoder.work(latent));
  }

  @Override
  public FittedDecoder fitted() {
    return FittedDecoder.copyOf(decoder, scale);
  }

  @Override
  public void close() {
    encoder.close();
    decoder.close();
  }
}
