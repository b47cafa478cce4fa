package io.otherwise.model;

import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One token for each attribute of an image: absent, no, or yes. A target names one side of one
 * attribute, or several joined by " and ", such as {@code old and smiling}; what it does not name
 * stays open.
 */
public final class AttributeConditioning implements Conditioning, AutoCloseable {
  static final int ROWS = 3;

  /** The two sides of an attribute by their class names. */
  public record Sides(String no, String yes) {}

  private final List<Sides> attributes;
  private final Weights table;

  /**
   * Binds a table of tokens.
   *
   * @param table for each attribute three rows (absent, no, yes) of {@code width} values
   */
  public AttributeConditioning(List<Sides> attributes, float[] table, int width) {
    this.attributes = List.copyOf(attributes);
    Script.Parameter rows =
        new Script.Parameter(
            "cond_stage_model.embedding.weight",
            List.of((long) ROWS * attributes.size(), (long) width),
            true);
    this.table = Weights.from(List.of(rows), p -> table);
  }

  /** Every class name it can be asked for. */
  public List<String> targets() {
    return attributes.stream().flatMap(s -> List.of(s.no(), s.yes()).stream()).toList();
  }

  @Override
  public Tensor towards(List<String> targets) {
    List<long[]> rows = new ArrayList<>();
    for (String target : targets) {
      rows.add(rows(target));
    }
    return tokens(rows);
  }

  @Override
  public Tensor none(int batch) {
    List<long[]> rows = new ArrayList<>();
    for (int i = 0; i < batch; i++) {
      rows.add(absent());
    }
    return tokens(rows);
  }

  private long[] absent() {
    long[] rows = new long[attributes.size()];
    Arrays.setAll(rows, a -> (long) ROWS * a);
    return rows;
  }

  private long[] rows(String target) {
    long[] rows = absent();
    for (String part : target.split(" and ")) {
      int index = targets().indexOf(part.strip());
      if (index < 0) {
        throw new IllegalArgumentException(
            "this diffusion model can be asked for "
                + String.join(", ", targets())
                + ", but the target was "
                + target
                + "; choose one of these or join some with \" and \"");
      }
      rows[index / 2] = (long) ROWS * (index / 2) + 1 + index % 2;
    }
    return rows;
  }

  private Tensor tokens(List<long[]> rows) {
    int n = attributes.size();
    long[] flat = new long[rows.size() * n];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, flat, i * n, n);
    }
    Tensor weight = table.tensors().get(0);
    try (Scope inner = Scope.open()) {
      Tensor chosen = weight.select(0, Tensor.of(flat, flat.length));
      return inner.keep(chosen.reshape(rows.size(), n, weight.size(1)));
    }
  }

  @Override
  public void close() {
    table.close();
  }
}
