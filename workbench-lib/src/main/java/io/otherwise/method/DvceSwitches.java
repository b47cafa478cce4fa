package io.otherwise.method;

import io.otherwise.guidance.Norms;
import io.otherwise.tensor.Tensor;

/**
 * Where DVCE's command lines differ.
 *
 * @param distanceThroughModel whether the distance's gradient passes the U-Net, or is taken at the
 *     clean estimate; the published setting passes it
 * @param distancePower of the absolute differences that the distance averages; 1 is l1
 * @param renormalise whether both gradients get the norm of the predicted noise; without it the
 *     published scales mean nothing
 * @param meanOverBatch whether losses are means over the batch, as in the code; it matters only
 *     without renormalisation
 */
public record DvceSwitches(
    boolean distanceThroughModel,
    double distancePower,
    boolean renormalise,
    boolean meanOverBatch) {

  public DvceSwitches {
    if (!(distancePower >= 1 && distancePower < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "distancePower is that of the absolute differences and must be 1 or more, but was "
              + distancePower
              + "; choose 1 for the paper's setting");
    }
  }

  /** As the published command runs the code. */
  public static DvceSwitches published() {
    return new DvceSwitches(true, 1, true, false);
  }

  public DvceSwitches distanceThroughModel(boolean value) {
    return new DvceSwitches(value, distancePower, renormalise, meanOverBatch);
  }

  public DvceSwitches distancePower(double value) {
    return new DvceSwitches(distanceThroughModel, value, renormalise, meanOverBatch);
  }

  public DvceSwitches renormalise(boolean value) {
    return new DvceSwitches(distanceThroughModel, distancePower, value, meanOverBatch);
  }

  public DvceSwitches meanOverBatch(boolean value) {
    return new DvceSwitches(distanceThroughModel, distancePower, renormalise, value);
  }

  /** A gradient as the code's mean over the batch, where it is asked for; none stays none. */
  Tensor averaged(Tensor gradient, int batch) {
    return gradient == null || !meanOverBatch ? gradient : gradient.over(batch);
  }

  /** A gradient at the norm of the predicted noise. */
  Tensor renormalised(Tensor gradient, Tensor eps) {
    return renormalise ? Norms.rescaled(gradient, Norms.of(eps)) : gradient;
  }
}
