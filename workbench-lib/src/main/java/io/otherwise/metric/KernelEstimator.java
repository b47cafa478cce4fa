package io.otherwise.metric;

import java.util.Arrays;

/**
 * Squared maximum mean discrepancy of two sets of features under the cubic kernel k(x, y) = (x . y
 * / d + 1)^3.
 *
 * <p>Bińkowski et al. (2018), <a href="https://arxiv.org/abs/1801.01401">Demystifying MMD GANs</a>,
 * Eq. 4 and Section 4; the estimators are torch-fidelity's.
 */
public enum KernelEstimator {
  /** Pairs within a set leave out the image itself; its mean over all draws is the true value. */
  UNBIASED {
    @Override
    double of(Sums a, Sums b, Sums cross) {
      return a.meanOfOthers() + b.meanOfOthers() - 2 * cross.mean();
    }
  },
  /** Pairs of an image with itself count: never below 0, and too large for few images. */
  BIASED {
    @Override
    double of(Sums a, Sums b, Sums cross) {
      return a.mean() + b.mean() - 2 * cross.mean();
    }
  },
  /** Leaves out the pairs of equal place across the sets too; they must be of one size. */
  U_STATISTIC {
    @Override
    double of(Sums a, Sums b, Sums cross) {
      if (cross.rows != cross.columns) {
        throw new IllegalArgumentException(
            "the u-statistic pairs two sets of one size, but they have "
                + cross.rows
                + " and "
                + cross.columns
                + " images; draw subsets or take UNBIASED");
      }
      return a.meanOfOthers() + b.meanOfOthers() - 2 * cross.meanOfOthers();
    }
  };

  abstract double of(Sums a, Sums b, Sums cross);

  /**
   * Estimates it.
   *
   * @return in the kernel's units; may be below 0 unless {@link #BIASED}
   * @throws IllegalArgumentException if a set has fewer than 2 images or the widths differ
   */
  public double between(Features a, Features b) {
    if (a.size() < 2 || b.size() < 2) {
      throw new IllegalArgumentException(
          "the kernel distance compares two sets of at least 2 images, but they have "
              + a.size()
              + " and "
              + b.size()
              + "; pass more images");
    }
    return of(Sums.of(a, a), Sums.of(b, b), Sums.of(a, b));
  }

  /** Kernel values of all pairs, and of the pairs of equal place. */
  record Sums(double all, double diagonal, int rows, int columns) {
    static Sums of(Features a, Features b) {
      double[] sums = new double[a.size()];
      double[] diagonal = new double[a.size()];
      RowBlock.meet(
          a,
          b,
          (i, row, block) -> {
            double[] dots = block.dots(row);
            for (int r = 0; r < dots.length; r++) {
              double base = dots[r] / row.length + 1;
              double kernel = base * base * base;
              sums[i] += kernel;
              if (block.from() + r == i) {
                diagonal[i] = kernel;
              }
            }
          });
      double all = Arrays.stream(sums).sum();
      return new Sums(all, Arrays.stream(diagonal).sum(), a.size(), b.size());
    }

    double mean() {
      return all / ((double) rows * columns);
    }

    /** Without the pairs of equal place; of a square alone. */
    double meanOfOthers() {
      return (all - diagonal) / (rows * (rows - 1.0));
    }
  }
}
