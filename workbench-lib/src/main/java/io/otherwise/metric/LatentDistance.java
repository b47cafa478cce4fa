package io.otherwise.metric;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.model.Autoencoder;
import io.otherwise.model.Images;
import io.otherwise.model.LatentDiffusion;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * How far the edited image is from the factual one in the latents of an autoencoder: the Euclidean
 * norm of their difference over all channels, rows and columns. Details that the autoencoder drops
 * do not count.
 *
 * <p>Farid et al. (2023), <a href="https://arxiv.org/abs/2310.06668">Latent Diffusion
 * Counterfactual Explanations</a>, Section 4, call it VQ-L2 and say neither which autoencoder nor
 * which latent. Here: the latent before any quantisation, with the published scale factor; the mean
 * where it is a distribution, so nothing is drawn.
 *
 * @param autoencoder encodes both images
 * @param autoencoderName the name it goes by in tables
 * @param population all answers by default
 */
public record LatentDistance(Autoencoder autoencoder, String autoencoderName, Population population)
    implements PairMetric {
  /** In the latents of one part of a diffusion model, over all answers. */
  public static LatentDistance of(LatentDiffusion model) {
    return new LatentDistance(model.autoencoder(), model.name());
  }

  /** All answers. */
  public LatentDistance(Autoencoder autoencoder, String autoencoderName) {
    this(autoencoder, autoencoderName, Population.ALL);
  }

  public LatentDistance population(Population value) {
    return new LatentDistance(autoencoder, autoencoderName, value);
  }

  @Override
  public String name() {
    return "latent L2 (" + autoencoderName + ")";
  }

  @Override
  public Direction direction() {
    return Direction.LOWER;
  }

  @Override
  public String citation() {
    return "Farid et al. (2023), Latent Diffusion Counterfactual Explanations";
  }

  /**
   * Encodes both images of every answer.
   *
   * @throws IllegalArgumentException if a side is no multiple of the autoencoder's factor
   */
  @Override
  public Values sample(Counterfactuals answers) {
    Counterfactuals members = population.of(answers);
    members.forEach(c -> checkSize(c.factual()));
    List<double[]> before = latents(members, Counterfactual::factual);
    List<double[]> after = latents(members, Counterfactual::edited);
    LpDistance l2 = LpDistance.l2();
    double[] values = new double[members.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = l2.between(before.get(i), after.get(i), before.get(i).length);
    }
    return new Values(population.positions(answers), values);
  }

  private void checkSize(Image image) {
    int factor = autoencoder.factor();
    if (image.height() % factor != 0 || image.width() % factor != 0) {
      throw new IllegalArgumentException(
          autoencoderName
              + " encodes images whose sides are multiples of "
              + factor
              + ", but "
              + image
              + " is not; resize or crop it");
    }
  }

  private List<double[]> latents(Counterfactuals members, Function<Counterfactual, Image> side) {
    return InChunks.map(members.stream().map(side).toList(), this::encoded);
  }

  private List<double[]> encoded(List<Image> images) {
    Noise none = (stream, step, shape) -> Tensor.full(0, shape);
    try (Scope scope = Scope.open()) {
      Tensor signed = Images.tensor(images).times(2).minus(1);
      float[] all = autoencoder.encode(signed, none).floats();
      int each = all.length / images.size();
      List<double[]> latents = new ArrayList<>();
      for (int i = 0; i < images.size(); i++) {
        double[] latent = new double[each];
        for (int k = 0; k < each; k++) {
          latent[k] = all[i * each + k];
        }
        latents.add(latent);
      }
      return latents;
    }
  }
}
