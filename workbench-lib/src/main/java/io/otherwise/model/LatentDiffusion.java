package io.otherwise.model;

import io.otherwise.diffusion.NoiseSchedule;

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
