package io.otherwise.attribution;

import io.otherwise.tensor.Tensor;
import java.util.Arrays;

/** Where a layer's output has its channels. */
enum LayerShape {
  /** N x channels x H x W. */
  SPATIAL,
  /** N x tokens x channels, the class token first. */
  TOKENS,
  /** N x channels. */
  FLAT;

  /**
   * The layout of a layer's output or of its gradient.
   *
   * @throws IllegalArgumentException if it has another number of dimensions than 2, 3 or 4
   */
  static LayerShape of(Tensor layer) {
    return switch (layer.shape().length) {
      case 4 -> SPATIAL;
      case 3 -> TOKENS;
      case 2 -> FLAT;
      default ->
          throw new IllegalArgumentException(
              "a layer has channels as N x channels x H x W, N x tokens x channels or N x channels,"
                  + " but its shape was "
                  + Arrays.toString(layer.shape())
                  + "; choose another layer");
    };
  }

  /** N x channels x places; a class token is the only place of its channels. */
  Tensor places(Tensor layer) {
    Tensor flat = this == TOKENS ? layer.narrow(1, 0, 1).reshape(layer.size(0), -1, 1) : layer;
    return flat.reshape(layer.size(0), channels(layer), -1);
  }

  /** How many channels there are. */
  int channels(Tensor layer) {
    return Math.toIntExact(layer.size(this == TOKENS ? 2 : 1));
  }

  /** The shape of one value a channel that fits the layer by broadcasting. */
  long[] perChannel(Tensor layer) {
    long n = layer.size(0);
    long c = channels(layer);
    return switch (this) {
      case SPATIAL -> new long[] {n, c, 1, 1};
      case TOKENS -> new long[] {n, 1, c};
      case FLAT -> new long[] {n, c};
    };
  }
}
