package io.otherwise.model;

import io.otherwise.tensor.Gradients;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A decoder with weights of its own, for one image: what ECED fits to the background it is to keep.
 * The weights lie in the scope in which they were copied; the network they come from must stay
 * open.
 */
public final class FittedDecoder {
  private static final List<String> FITTED = List.of("decoder.", "post_quant_conv.");

  private final Network network;
  private final double scale;
  private final List<Tensor> all;
  private final List<Integer> fitted;

  private FittedDecoder(Network network, double scale, List<Tensor> all, List<Integer> fitted) {
    this.network = network;
    this.scale = scale;
    this.all = all;
    this.fitted = fitted;
  }

  /**
   * Copies the weights below {@code decoder.} and {@code post_quant_conv.}; others, such as a code
   * book, are shared.
   *
   * @param network takes a latent, unscaled
   * @param scale factor from the autoencoder's latent to the diffusion model's
   */
  public static FittedDecoder copyOf(Network network, double scale) {
    List<Script.Parameter> parameters = network.weights().parameters();
    List<Tensor> all = new ArrayList<>(network.weights().tensors());
    List<Integer> fitted = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (FITTED.stream().anyMatch(parameters.get(i).key()::startsWith)) {
        all.set(i, all.get(i).copy());
        fitted.add(i);
      }
    }
    return new FittedDecoder(network, scale, List.copyOf(all), List.copyOf(fitted));
  }

  /** The copies, for an optimiser that changes them in place. */
  public List<Tensor> weights() {
    return fitted.stream().map(all::get).toList();
  }

  /** The keys of {@link #weights}, in their order. */
  public List<String> keys() {
    return fitted.stream().map(i -> network.weights().parameters().get(i).key()).toList();
  }

  /** Leaves of a graph with the values of {@link #weights}, for {@link #decode(Tensor, List)}. */
  public List<Tensor> leaves(Gradients graph) {
    return weights().stream().map(graph::leaf).toList();
  }

  /** As {@link Autoencoder#decode}. */
  public Tensor decode(Tensor latent) {
    return network.runWith(all, latent.over(scale)).get(0);
  }

  /**
   * The same with other tensors in the place of {@link #weights}.
   *
   * @param leaves as many, in the same order
   */
  public Tensor decode(Tensor latent, List<Tensor> leaves) {
    List<Tensor> used = new ArrayList<>(all);
    for (int k = 0; k < leaves.size(); k++) {
      used.set(fitted.get(k), leaves.get(k));
    }
    return network.runWith(used, latent.over(scale)).get(0);
  }
}
