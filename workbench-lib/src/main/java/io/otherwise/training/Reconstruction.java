package io.otherwise.training;

import io.otherwise.tensor.Script;
import io.otherwise.tensor.Script.Value;

/**
 * How far a decoded picture is from its original: absolute and squared error of pixels, and
 * absolute error of neighbour differences (without it, thin frames and lips blur).
 *
 * @param edgeWeight of the neighbour differences
 * @param squareWeight of the squared error
 * @param detailWeight how much more an error weighs where the picture has detail than where it is
 *     flat: eyes, wrinkles and lips are few pixels, and most of a face's error is skin grain that
 *     nothing predicts
 */
public record Reconstruction(double edgeWeight, double squareWeight, double detailWeight) {
  /** What the shipped autoencoders learnt by. */
  public static final Reconstruction SHIPPED = new Reconstruction(0.5, 10, 4);

  /** Side of the window in which detail is measured, in pixels. */
  private static final long DETAIL = 5;

  /**
   * A loss and the part of it that is easy to read.
   *
   * @param absolute mean weighted absolute error, in [-1, 1] units
   */
  record Error(Value loss, Value absolute) {}

  /** Writes the loss of N x 3 x H x W in [-1, 1]. */
  Error of(Value image, Value decoded) {
    Script s = image.script();
    Value error = decoded.minus(image);
    Value weighted = error.times(weight(image));
    Value absolute = meanAbsolute(s, weighted);
    Value edges = meanAbsolute(s, step(weighted, 2)).plus(meanAbsolute(s, step(weighted, 3)));
    Value squares = s.call("torch.mean", weighted.times(error));
    Value loss = absolute.plus(edges.times(edgeWeight)).plus(squares.times(squareWeight));
    return new Error(loss, absolute);
  }

  /** One weight a pixel, with mean 1 in every image: 1 + detail over its mean, made to sum up. */
  private Value weight(Value image) {
    Script s = image.script();
    Value down = s.call("torch.abs", step(image, 2)).padded(0, 0, 0, 1);
    Value right = s.call("torch.abs", step(image, 3)).padded(0, 1, 0, 0);
    Value contrast = s.call("torch.mean", down.plus(right), new long[] {1}, true);
    long[] window = {DETAIL, DETAIL};
    long[] border = {DETAIL / 2, DETAIL / 2};
    Value detail = s.call("torch.avg_pool2d", contrast, window, new long[] {1, 1}, border);
    Value relative =
        s.call("torch.div", detail, s.call("torch.mean", detail, new long[] {1, 2, 3}, true));
    return relative.times(detailWeight).plus(1).over(1 + detailWeight);
  }

  private static Value meanAbsolute(Script s, Value x) {
    return s.call("torch.mean", s.call("torch.abs", x));
  }

  /** Differences of neighbours along a dimension. */
  private static Value step(Value x, int dimension) {
    return x.script().call("torch.diff", x, 1, dimension);
  }
}
