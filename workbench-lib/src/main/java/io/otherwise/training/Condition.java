package io.otherwise.training;

import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Script.Value;
import io.otherwise.tensor.Tensor;

/** What a denoiser is told about the pictures it learns, and what is withheld from it. */
public interface Condition {
  /** Where its weights stand in a checkpoint. */
  String PLACE = "cond_stage_model";

  /**
   * Writes the tokens that the denoiser attends to.
   *
   * @param net the place {@link #PLACE}
   * @param ids as {@link #ids} gives them
   * @return N x tokens x width
   */
  Value context(Layers net, Value ids, int width);

  /** What the images of a batch are told as, integers N x any; drawn from the step alone. */
  Tensor ids(int step, int... images);
}
