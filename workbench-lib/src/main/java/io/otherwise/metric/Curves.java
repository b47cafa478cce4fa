package io.otherwise.metric;

import java.util.Arrays;

/**
 * What a classifier says on the way of an {@link Insertion}.
 *
 * @param label probability of the factual class after 0 to T steps
 * @param target probability of the counterfactual class
 * @param step pixels a step
 * @param pixels pixels of the image
 */
public record Curves(double[] label, double[] target, int step, int pixels) {
  public Curves {
    label = label.clone();
    target = target.clone();
    if (label.length != target.length || label.length < 2) {
      throw new IllegalArgumentException(
          "two curves of one insertion have a value before it and one after each step, but hold "
              + label.length
              + " and "
              + target.length
              + " values; record both classes at every step");
    }
  }

  /** A copy. */
  @Override
  public double[] label() {
    return label.clone();
  }

  /** A copy. */
  @Override
  public double[] target() {
    return target.clone();
  }

  /** T: how many steps there were. */
  public int steps() {
    return label.length - 1;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Curves other
        && Arrays.equals(label, other.label)
        && Arrays.equals(target, other.target)
        && step == other.step
        && pixels == other.pixels;
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(label) + Arrays.hashCode(target);
  }

  @Override
  public String toString() {
    return "Curves[" + steps() + " steps of " + step + " of " + pixels + " pixels]";
  }
}
