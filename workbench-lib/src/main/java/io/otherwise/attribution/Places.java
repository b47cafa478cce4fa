package io.otherwise.attribution;

import io.otherwise.tensor.Tensor;
import java.util.Arrays;

/**
 * What a layer gives as planes over the image. Tokens of a transformer are laid out row by row; one
 * that is left over stands first and is the class token, which has no place.
 *
 * @param layer named in refusals
 */
record Places(String layer) {
  /**
   * As planes.
   *
   * @param activations N x K x h x w, or N x tokens x K
   * @param height of the image that was looked at
   * @return N x K x h x w
   */
  Tensor of(Tensor activations, long height, long width) {
    long[] shape = activations.shape();
    if (shape.length == 4) {
      return activations;
    }
    if (shape.length == 3) {
      for (long extra = 0; extra <= 1; extra++) {
        long tokens = shape[1] - extra;
        long rows = Math.round(Math.sqrt((double) tokens * height / width));
        // The grid has the image's proportions.
        if (rows > 0 && tokens % rows == 0 && rows * width == tokens / rows * height) {
          Tensor grid = activations.narrow(1, extra, tokens).permute(0, 2, 1);
          return grid.reshape(shape[0], shape[2], rows, tokens / rows);
        }
      }
    }
    throw new IllegalArgumentException(
        "a map over the image needs a layer with places, N x channels x h x w or N x tokens x"
            + " channels, but "
            + layer
            + " gives "
            + Arrays.toString(shape)
            + "; choose an earlier layer");
  }
}
