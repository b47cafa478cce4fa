package io.otherwise.model;

import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One token, the class, from a table with one row more than there are classes: the last one asks
 * for nothing, as token 1000 of the published ImageNet model does.
 */
public final class ClassConditioning implements Conditioning, AutoCloseable {
  private final List<String> classes;
  private final Weights table;

  /**
   * Binds a table of tokens.
   *
   * @param table for each class {@code width} values, and as many for none
   */
  public ClassConditioning(List<String> classes, float[] table, int width) {
    this.classes = List.copyOf(classes);
    Script.Parameter rows =
        new Script.Parameter(
            "cond_stage_model.embedding.weight", List.of(classes.size() + 1L, (long) width), true);
    this.table = Weights.from(List.of(rows), p -> table);
  }

  /** Every class name it can be asked for. */
  public List<String> targets() {
    return classes;
  }

  @Override
  public Tensor towards(List<String> targets) {
    List<Long> rows = new ArrayList<>();
    for (String target : targets) {
      rows.add((long) row(target));
    }
    return tokens(rows);
  }

  @Override
  public Tensor none(int batch) {
    return tokens(Collections.nCopies(batch, (long) classes.size()));
  }

  private int row(String target) {
    int row = classes.indexOf(target);
    if (row < 0) {
      throw new IllegalArgumentException(
          "this diffusion model can be asked for its classes, but the target was "
              + target
              + "; choose one of "
              + (classes.size() > 20 ? classes.subList(0, 20) + " ..." : classes));
    }
    return row;
  }

  private Tensor tokens(List<Long> rows) {
    long[] indices = rows.stream().mapToLong(Long::longValue).toArray();
    Tensor weight = table.tensors().get(0);
    try (Scope inner = Scope.open()) {
      Tensor chosen = weight.select(0, Tensor.of(indices, indices.length));
      return inner.keep(chosen.reshape(indices.length, 1, weight.size(1)));
    }
  }

  @Override
  public void close() {
    table.close();
  }
}
