package io.otherwise.model;

import io.otherwise.network.KlAutoencoder;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import io.otherwise.tensor.Work;
import java.util.Optional;
import java.util.function.Function;

/** A KL autoencoder with its weights: encoding samples the posterior, as LDCE does. */
public final class KlFirstStage implements Autoencoder {
  private final KlAutoencoder architecture;
  private final double scale;
  private final Network encoder;
  private final Network decoder;

  /**
   * Binds weights.
   *
   * @param scale factor from the encoder's latent to the diffusion model's; 0.18215 in Stable
   *     Diffusion
   * @param values row-major values of a weight by its key below {@code first_stage_model.}
   */
  public KlFirstStage(
      KlAutoencoder architecture, double scale, Function<Script.Parameter, float[]> values) {
    this.architecture = architecture;
    this.scale = scale;
    Script encode = new Script();
    encode.returns(architecture.moments(encode.layers(), encode.input("image")));
    this.encoder = new Network(encode, Weights.from(encode.parameters(), values));
    Script decode = new Script();
    decode.returns(architecture.decode(decode.layers(), decode.input("latent")));
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

  /** The scaled mean of the posterior: encoding without the draw. */
  public Tensor mean(Tensor image) {
    return moments(image).narrow(1, 0, channels()).times(scale);
  }

  private Tensor moments(Tensor image) {
    return encoder.run(image);
  }

  @Override
  public Tensor encode(Tensor image, Noise noise) {
    Tensor moments = moments(image);
    Tensor mean = moments.narrow(1, 0, channels());
    // The reference keeps the log-variance in [-30, 20].
    Tensor deviation = moments.narrow(1, channels(), channels()).clamp(-30, 20).times(0.5).exp();
    Tensor draw = noise.draw("posterior", 0, mean.shape());
    return mean.plus(deviation.times(draw)).times(scale);
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
