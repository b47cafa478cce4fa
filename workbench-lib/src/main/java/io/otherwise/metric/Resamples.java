package io.otherwise.metric;

import io.otherwise.explain.Seed;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * Draws of queries with replacement, each as large as the whole. Draw r is the same for every
 * metric and every method, so what is computed from it is paired.
 *
 * @param count how many draws, at least 1,000
 * @param queries how many queries were asked
 */
public record Resamples(Seed seed, int count, int queries) {
  private static final int FEWEST = 1_000;

  public Resamples {
    if (count < FEWEST) {
      throw new IllegalArgumentException(
          "percentiles need at least 1000 resamples, but were asked from "
              + count
              + "; 1000 takes little time once a sample is measured");
    }
    if (queries < 1) {
      throw new IllegalArgumentException(
          "at least 1 query is resampled, but there were " + queries + "; run some first");
    }
  }

  /** 1,000 draws at seed 0. */
  public static Resamples of(int queries) {
    return new Resamples(Seed.seed(0), FEWEST, queries);
  }

  /**
   * The positions of the queries of one draw, repeats included.
   *
   * @param r from 0, below {@link #count}
   */
  public int[] draw(int r) {
    long key = seed.key("", "bootstrap", r);
    return indices(queries, i -> Seed.uniform(key, i));
  }

  /**
   * The members of a sample that a draw of queries holds, as often as it holds them.
   *
   * @return indices into {@link Sample#positions}
   * @throws IllegalArgumentException if the sample was made from more queries
   */
  public int[] members(Sample sample, int r) {
    int[] at = new int[queries];
    Arrays.fill(at, -1);
    int[] positions = sample.positions();
    for (int m = 0; m < positions.length; m++) {
      if (positions[m] >= queries) {
        throw new IllegalArgumentException(
            "a sample is resampled over the queries it was measured on, but it has query "
                + positions[m]
                + " of "
                + queries
                + "; count the queries of the run");
      }
      at[positions[m]] = m;
    }
    return Arrays.stream(draw(r)).map(q -> at[q]).filter(m -> m >= 0).toArray();
  }

  /**
   * n indices below n, index i at floor(u(i) n).
   *
   * @param uniform numbers in [0, 1)
   */
  static int[] indices(int n, IntToDoubleFunction uniform) {
    int[] indices = new int[n];
    for (int i = 0; i < n; i++) {
      indices[i] = (int) Math.floor(uniform.applyAsDouble(i) * n);
    }
    return indices;
  }
}
