package io.otherwise.model;

import io.otherwise.network.AdmUNet;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import java.util.function.Function;

/** The U-Net of pixel diffusion with its weights, without labels. */
public final class AdmPredictor implements PixelPredictor, AutoCloseable {
  private final Network network;

  /**
   * Binds weights.
   *
   * @param values row-major values of a weight by its key
   */
  public AdmPredictor(AdmUNet architecture, Function<Script.Parameter, float[]> values) {
    Script s = new Script();
    s.returns(architecture.forward(s.layers(), s.input("xt"), s.input("timesteps")));
    this.network = new Network(s, Weights.from(s.parameters(), values));
  }

  @Override
  public Tensor predict(Tensor xt, Tensor timesteps) {
    return network.run(xt, timesteps);
  }

  @Override
  public void close() {
    network.close();
  }
}
