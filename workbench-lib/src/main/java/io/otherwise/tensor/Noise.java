package io.otherwise.tensor;

import io.otherwise.explain.Seed;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Where a method's Gaussian draws come from. The default counts: a draw depends on seed, query,
 * stream and step alone, never on batch, order, threads or shards. A test may play back recorded
 * draws instead.
 */
@FunctionalInterface
public interface Noise {
  /**
   * Standard normal values for a batch.
   *
   * @param stream what the draw is for, such as {@code abduction}
   * @param step the denoising step, or 0
   * @param shape batch first
   */
  Tensor draw(String stream, int step, long... shape);

  /**
   * The draws of some queries of the batch, which have the values they have in the whole batch.
   * Recorded draws know no queries and just go on.
   *
   * @param rows places in the batch
   */
  default Noise of(int... rows) {
    return this;
  }

  /** Each query of the batch has draws of its own. */
  static Noise counted(Seed seed, List<String> queryIds) {
    return new Counted(seed, queryIds);
  }

  /** Draws by seed, query, stream and step. */
  record Counted(Seed seed, List<String> ids) implements Noise {
    public Counted {
      ids = List.copyOf(ids);
    }

    @Override
    public Noise of(int... rows) {
      return new Counted(seed, Arrays.stream(rows).mapToObj(ids::get).toList());
    }

    @Override
    public Tensor draw(String stream, int step, long... shape) {
      if (shape[0] != ids.size()) {
        throw new IllegalArgumentException(
            "noise is drawn for the queries of the batch, which are "
                + ids.size()
                + ", but a batch of "
                + shape[0]
                + " was asked for; draw before splitting the batch");
      }
      int size = 1;
      for (int d = 1; d < shape.length; d++) {
        size = Math.multiplyExact(size, Math.toIntExact(shape[d]));
      }
      float[] values = new float[size * ids.size()];
      for (int i = 0; i < ids.size(); i++) {
        fill(seed.key(ids.get(i), stream, step), values, i * size, size);
      }
      return Tensor.of(values, shape);
    }
  }

  /** All queries share one draw, as some of the authors' configurations do. */
  static Noise shared(Seed seed, int batch) {
    return counted(seed, Collections.nCopies(batch, "shared"));
  }

  /**
   * Writes standard normal values that depend on the key and their place alone: Box and Muller
   * (1958), with StrictMath so that every machine agrees to the bit.
   */
  static void fill(long key, float[] values, int from, int count) {
    for (int i = 0; i < count; i += 2) {
      // 1 - u lies in (0, 1], so the logarithm is finite.
      double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - Seed.uniform(key, i)));
      double angle = 2 * Math.PI * Seed.uniform(key, i + 1);
      values[from + i] = (float) (radius * StrictMath.cos(angle));
      if (i + 1 < count) {
        values[from + i + 1] = (float) (radius * StrictMath.sin(angle));
      }
    }
  }
}
