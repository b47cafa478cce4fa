package io.otherwise.metric;

import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;

/**
 * How each attribute goes along with one of them, the query attribute. NaN where an attribute is
 * constant. The bars of DiME's Figure 3 are {@link #ofLabels} beside {@link #ofChanges}.
 */
public final class AttributeCorrelations {
  private AttributeCorrelations() {}

  /**
   * In the labels of a data set.
   *
   * @param labels [image][attribute]
   * @param query column of the query attribute
   * @return one correlation an attribute
   */
  public static double[] ofLabels(boolean[][] labels, int query) {
    double[][] rows = new double[labels.length][];
    for (int i = 0; i < rows.length; i++) {
      boolean[] row = labels[i];
      rows[i] = IntStream.range(0, row.length).mapToDouble(a -> row[a] ? 1 : 0).toArray();
    }
    return ofProbabilities(rows, query);
  }

  /**
   * In what counterfactuals change: an attribute's change is -1, 0 or 1, whether the oracle sees it
   * after minus whether it saw it before.
   *
   * <p>Jeanneret et al. (2022), <a href="https://arxiv.org/abs/2203.15636">Diffusion Models for
   * Counterfactual Explanations</a>, Sec. 4.3.
   *
   * @param before probabilities on the factual images, [image][attribute]
   * @param after the same on the counterfactuals
   */
  public static double[] ofChanges(double[][] before, double[][] after, int query) {
    double[][] changes = new double[before.length][];
    for (int i = 0; i < changes.length; i++) {
      double[] b = before[i];
      double[] c = after[i];
      changes[i] =
          IntStream.range(0, b.length).mapToDouble(a -> shown(c[a]) - shown(b[a])).toArray();
    }
    return ofProbabilities(changes, query);
  }

  private static int shown(double probability) {
    return Mnac.shown(probability) ? 1 : 0;
  }

  /**
   * In probabilities over images. It is also the correlation of the differences over all ordered
   * pairs of images, so LDCE's Eq. 19 needs no pairs.
   *
   * @param rows [image][attribute]
   */
  public static double[] ofProbabilities(double[][] rows, int query) {
    return each(rows, query, Pearson::of);
  }

  /**
   * In the differences to image i, one correlation for every i: the correlation over the other
   * images.
   *
   * @return [image][attribute]
   */
  public static double[][] leavingOneOut(double[][] rows, int query) {
    double[][] all = new double[rows.length][];
    for (int left = 0; left < rows.length; left++) {
      int out = left;
      all[left] = each(rows, query, (x, y) -> Pearson.of(without(x, out), without(y, out)));
    }
    return all;
  }

  /** In the differences over pairs i < j; it depends on the order of the images. */
  public static double[] ofUnorderedPairs(double[][] rows, int query) {
    return each(rows, query, (x, y) -> Pearson.of(differences(x), differences(y)));
  }

  private static double[] each(
      double[][] rows, int query, ToDoubleBiFunction<double[], double[]> correlation) {
    double[] x = column(rows, query);
    double[] all = new double[width(rows)];
    for (int a = 0; a < all.length; a++) {
      all[a] = correlation.applyAsDouble(x, column(rows, a));
    }
    return all;
  }

  private static int width(double[][] rows) {
    if (rows.length == 0) {
      throw new IllegalArgumentException(
          "a correlation needs at least 2 images, but there was none; pass more");
    }
    return rows[0].length;
  }

  private static double[] column(double[][] rows, int a) {
    double[] column = new double[rows.length];
    for (int i = 0; i < column.length; i++) {
      column[i] = rows[i][a];
    }
    return column;
  }

  private static double[] without(double[] values, int left) {
    double[] rest = new double[values.length - 1];
    System.arraycopy(values, 0, rest, 0, left);
    System.arraycopy(values, left + 1, rest, left, rest.length - left);
    return rest;
  }

  private static double[] differences(double... values) {
    double[] all = new double[values.length * (values.length - 1) / 2];
    int at = 0;
    for (int i = 0; i < values.length; i++) {
      for (int j = i + 1; j < values.length; j++) {
        all[at++] = values[i] - values[j];
      }
    }
    return all;
  }
}
