package io.otherwise.attribution;

import io.otherwise.tensor.Tensor;

/**
 * How much a channel of a layer matters, by the gradient there: {@code cond_option} of CoLa-DCE's
 * code. Its further option {@code sumequal} is defined nowhere and left out.
 */
public enum ChannelScore {
  /** |sum over space|: the paper's Section 4.2 and the code's default. */
  SUMABS,
  /** The sum with its sign: channels whose increase favours the target. */
  SUM,
  /** The sum of sizes, so that opposite places do not cancel. */
  ABSSUM,
  /** The mean of sizes: the same order as {@link #ABSSUM}. */
  ABSMEAN,
  /** The largest size. */
  ABSMAX;

  /**
   * The scores of a layer's channels.
   *
   * @param gradient N x channels x H x W; or N x tokens x channels, where the class token, which
   *     comes first, stands for all; or N x channels
   * @return N x channels
   */
  public Tensor of(Tensor gradient) {
    LayerShape shape = LayerShape.of(gradient);
    Tensor g = shape.places(gradient);
    Tensor perChannel =
        switch (this) {
          case SUMABS -> g.sum(2).abs();
          case SUM -> g.sum(2);
          case ABSSUM -> g.abs().sum(2);
          case ABSMEAN -> g.abs().mean(2);
          case ABSMAX -> g.abs().max(2);
        };
    return perChannel.reshape(gradient.size(0), -1);
  }
}
