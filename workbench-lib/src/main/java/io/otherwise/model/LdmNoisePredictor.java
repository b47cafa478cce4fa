package io.otherwise.model;

import io.otherwise.network.LdmUNet;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import io.otherwise.tensor.Work;
import java.util.Optional;
import java.util.function.Function;

/** The U-Net of a latent diffusion model with its weights. */
public final class LdmNoisePredictor implements NoisePredictor, AutoCloseable {
  private final Network network;

  /**
   * Binds weights.
   *
   * @param values row-major values of a weight by its key below {@code model.diffusion_model.}
   */
  public LdmNoisePredictor(LdmUNet architecture, Function<Script.Parameter, float[]> values) {
    Script s = new Script();
    s.returns(
        architecture.forward(s.layers(), s.input("zt"), s.input("timesteps"), s.input("context")));
    this.network = new Network(s, Weights.from(s.parameters(), values));
  }

  @Override
  public Tensor predict(Tensor zt, Tensor timesteps, Tensor context) {
    return network.run(zt, timesteps, context);
  }

  @Override
  public Optional<Work> work(long[] zt, long... context) {
    return Optional.of(network.work(zt, new long[] {zt[0]}, context));
  }

  @Override
  public void close() {
    network.close();
  }
}
