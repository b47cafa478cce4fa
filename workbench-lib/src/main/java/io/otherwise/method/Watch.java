package io.otherwise.method;

import io.otherwise.tensor.Tensor;

/**
 * Hears the named quantities of every step while a method runs, for teaching and for tests. A
 * tensor is valid during the call only; copy what should last.
 */
@FunctionalInterface
public interface Watch {
  /** Hears nothing. */
  Watch NONE = (step, name, value) -> {};

  /**
   * One quantity.
   *
   * @param step steps are counted from 1; 0 is the preparation
   * @param name as in the method's list of notation
   */
  void at(int step, String name, Tensor value);
}
