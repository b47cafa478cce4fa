package io.otherwise.model;

import io.otherwise.tensor.Tensor;
import java.util.List;

/** Turns what an image should show into the tokens a noise predictor attends to. */
public interface Conditioning {
  /**
   * Tokens for targets.
   *
   * @param targets one class name or prompt an image
   * @return N x tokens x width
   * @throws IllegalArgumentException if the model knows no such target
   */
  Tensor towards(List<String> targets);

  /** Tokens that ask for nothing: the unconditional half. */
  Tensor none(int batch);
}
