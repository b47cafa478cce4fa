package io.otherwise.model;

import io.otherwise.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * One token, the class, from a table with one row more than there are classes: the last one asks
 * for nothing, as token 1000 of the published ImageNet model does.
 */
public final class ClassConditioning implements Conditioning, AutoCloseable {
  private final List<String> classes;
  private final TokenTable table;

  /**
   * Binds a table of tokens.
   *
   * @param table for each class {@code width} values, and as many for none
   */
  public ClassConditioning(List<String> classes, float[] table, int width) {
    this.classes = List.copyOf(classes);
    this.table = new TokenTable(classes.size() + 1L, width, table);
  }

  /** Every class name it can be asked for. */
  public List<String> targets() {
    return classes;
  }

  @Override
  public Tensor towards(List<String> targets) {
    return table.tokens(targets.size(), 1, targets.stream().mapToLong(this::row).toArray());
  }

  @Override
  public Tensor none(int batch) {
    long[] rows = new long[batch];
    Arrays.fill(rows, classes.size());
    return table.tokens(batch, 1, rows);
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

  @Override
  public void close() {
    table.close();
  }
}
