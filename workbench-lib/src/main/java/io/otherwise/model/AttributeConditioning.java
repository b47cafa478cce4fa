package io.otherwise.model;

import io.otherwise.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;
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
  private final TokenTable table;

  /**
   * Binds a table of tokens.
   *
   * @param table for each attribute three rows (absent, no, yes) of {@code width} values
   */
  public AttributeConditioning(List<Sides> attributes, float[] table, int width) {
    this.attributes = List.copyOf(attributes);
    this.table = new TokenTable((long) ROWS * attributes.size(), width, table);
  }

  /** Every class name it can be asked for. */
  public List<String> targets() {
    return attributes.stream().flatMap(s -> List.of(s.no(), s.yes()).stream()).toList();
  }

  @Override
  public Tensor towards(List<String> targets) {
    return tokens(targets.stream().map(this::rows).toList());
  }

  @Override
  public Tensor none(int batch) {
    return tokens(Collections.nCopies(batch, absent()));
  }

  private Tensor tokens(List<long[]> rows) {
    long[] flat = rows.stream().flatMapToLong(Arrays::stream).toArray();
    return table.tokens(rows.size(), attributes.size(), flat);
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

  @Override
  public void close() {
    table.close();
  }
}
