package io.otherwise.experiment;

import io.otherwise.metric.Wilson;
import java.util.Arrays;

/**
 * Are two photos of one person? Yes above a similarity.
 *
 * @param same similarities of pairs of one person
 * @param different similarities of pairs of two people, as many
 */
record Verification(double[] same, double[] different) {
  Verification {
    if (same.length == 0 || same.length != different.length) {
      throw new IllegalArgumentException(
          "verification compares as many pairs of one person as of two, but had "
              + same.length
              + " and "
              + different.length
              + "; draw one of each for every person");
    }
    same = same.clone();
    different = different.clone();
  }

  /**
   * The threshold with most pairs right: halfway between two neighbouring similarities, the first
   * of several equally good ones.
   */
  double threshold() {
    double[] all = new double[same.length + different.length];
    System.arraycopy(same, 0, all, 0, same.length);
    System.arraycopy(different, 0, all, same.length, different.length);
    Arrays.sort(all);
    double best = all[0] - 1;
    int most = right(best);
    for (int i = 1; i < all.length; i++) {
      double between = all[i - 1] + (all[i] - all[i - 1]) / 2;
      int right = right(between);
      if (right > most) {
        most = right;
        best = between;
      }
    }
    return best;
  }

  /** The share of pairs decided right at a threshold. */
  Wilson accuracy(double threshold) {
    return Wilson.of(right(threshold), same.length + different.length);
  }

  private int right(double threshold) {
    int count = 0;
    for (int i = 0; i < same.length; i++) {
      count += same[i] > threshold ? 1 : 0;
      count += different[i] > threshold ? 0 : 1;
    }
    return count;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Verification other
        && Arrays.equals(same, other.same)
        && Arrays.equals(different, other.different);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(same) + Arrays.hashCode(different);
  }

  @Override
  public String toString() {
    return "Verification[" + same.length + " pairs of each kind]";
  }
}
