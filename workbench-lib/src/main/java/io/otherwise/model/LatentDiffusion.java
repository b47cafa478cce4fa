package io.otherwise.model;

import io.otherwise.diffusion.NoiseSchedule;
import io.otherwise.tensor.MemoryPlan;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Torch;
import io.otherwise.tensor.Work;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything of a latent diffusion model that was trained together.
 *
 * @param name the name it goes by, such as {@code faces-ldm}
 * @param schedule the noise schedule of its training
 */
public record LatentDiffusion(
    String name,
    NoisePredictor predictor,
    Autoencoder autoencoder,
    Conditioning conditioning,
    NoiseSchedule schedule)
    implements AutoCloseable {

  /**
   * Refuses an image size the autoencoder cannot halve evenly.
   *
   * @throws IllegalArgumentException naming a size that fits
   */
  public void checkSize(int height, int width) {
    // The U-Net halves the latent again; three times in the deepest published model.
    int unit = autoencoder.factor() * 2;
    if (height % unit != 0 || width % unit != 0) {
      throw new IllegalArgumentException(
          name
              + " works on images whose sides are multiples of "
              + unit
              + ", but this one is "
              + width
              + " x "
              + height
              + "; resize or crop it, for example to "
              + Math.max(unit, width / unit * unit)
              + " x "
              + Math.max(unit, height / unit * unit));
    }
  }

  /**
   * How many images of a size to explain together, and how, in the memory that is free now: for
   * methods whose gradient passes the classifier, the decoder and the U-Net. Networks that cannot
   * tell what they take are left out.
   *
   * @param wanted images together, at least 1
   * @throws IllegalArgumentException if not even one fits
   */
  public MemoryPlan plan(Classifier classifier, int height, int width, int wanted) {
    checkSize(height, width);
    int f = autoencoder.factor();
    long[] latent = {1, autoencoder.channels(), height / f, width / f};
    try (Scope scope = Scope.open()) {
      List<Work> works =
          Stream.of(
                  predictor.work(latent, conditioning.none(1).shape()),
                  autoencoder.work(latent),
                  classifier.work(height, width))
              .flatMap(Optional::stream)
              .toList();
      return MemoryPlan.choose(works, wanted, Torch.memoryAtHand());
    }
  }

  @Override
  public void close() {
    try {
      if (predictor instanceof AutoCloseable closeable) {
        closeable.close();
      }
      if (conditioning instanceof AutoCloseable closeable) {
        closeable.close();
      }
    } catch (Exception e) {
      throw new IllegalStateException("closing " + name + " failed: " + e.getMessage(), e);
    } finally {
      autoencoder.close();
    }
  }
}
