package io.otherwise.model;

import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import java.util.List;

/** Tokens that a diffusion model is asked with, one a row of a learned table. */
final class TokenTable implements AutoCloseable {
  /** The table's name in the checkpoints. */
  static final String KEY = "cond_stage_model.embedding.weight";

  private final Weights table;

  /** From {@code rows} times {@code width} values. */
  TokenTable(long rows, long width, float[] values) {
    Script.Parameter shape = new Script.Parameter(KEY, List.of(rows, width), true);
    this.table = Weights.from(List.of(shape), p -> values);
  }

  /**
   * Looks tokens up.
   *
   * @param each how many tokens a text has
   * @param rows those of one text after the other
   * @return texts x each x width
   */
  Tensor tokens(int texts, int each, long... rows) {
    Tensor weight = table.tensors().get(0);
    try (Scope inner = Scope.open()) {
      Tensor chosen = weight.select(0, Tensor.of(rows, rows.length));
      return inner.keep(chosen.reshape(texts, each, weight.size(1)));
    }
  }

  @Override
  public void close() {
    table.close();
  }
}
