package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Seed;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.junit.jupiter.api.Test;

/**
 * How often 95 % intervals of a mean hold the true mean: what decides which interval tables print.
 * 1,000 sets of 30 values each, the same sets and draws for both intervals.
 */
class CoverageTest {
  private static final int N = 30;
  private static final int SETS = 1000;
  private static final Resamples RESAMPLES = Resamples.of(N);

  // The same draws for every set; drawing them anew would take most of the time.
  private static final int[][] DRAWS =
      IntStream.range(0, RESAMPLES.count()).mapToObj(RESAMPLES::draw).toArray(int[][]::new);

  /** Sets whose interval held the mean, lay above it and lay below it. */
  private record Count(int held, int above, int below) {
    Count plus(Interval i, double mean) {
      return i.low() > mean
          ? new Count(held, above + 1, below)
          : i.high() < mean ? new Count(held, above, below + 1) : new Count(held + 1, above, below);
    }

    int lopsided() {
      return Math.abs(above - below);
    }
  }

  private record Both(Count percentile, Count bca) {
    /**
     * Counts over many sets.
     *
     * @param quantile of the distribution that values come from
     * @param mean of that distribution
     */
    static Both of(DoubleUnaryOperator quantile, double mean) {
      Count percentile = new Count(0, 0, 0);
      Count bca = new Count(0, 0, 0);
      for (int set = 0; set < SETS; set++) {
        long key = Seed.seed(30).key("coverage", "set", set);
        double[] data =
            IntStream.range(0, N)
                .mapToDouble(i -> quantile.applyAsDouble(Seed.uniform(key, i)))
                .toArray();
        Values sample = MadeAnswers.values(data);
        double[] draws = Arrays.stream(DRAWS).mapToDouble(d -> mean(data, d)).toArray();
        double[] without =
            sample.without(
                IntStream.range(0, N).mapToObj(i -> new int[] {i}).toArray(int[][]::new));
        percentile = percentile.plus(Bootstrap.percentiles(draws, .95), mean);
        bca = bca.plus(Bca.interval(sample.value(), draws, without, .95).orElseThrow(), mean);
      }
      return new Both(percentile, bca);
    }

    private static double mean(double[] data, int[] draw) {
      double sum = 0;
      for (int i : draw) {
        sum += data[i];
      }
      return sum / draw.length;
    }
  }

  @Test
  void for_exponential_values_bca_covers_more_and_misses_evenly() {
    Both found = Both.of(u -> -Math.log(1 - u), 1);
    assertTrue(found.bca().held() > found.percentile().held(), found.toString());
    assertTrue(found.bca().lopsided() < found.percentile().lopsided() / 2, found.toString());
  }

  @Test
  void for_log_normal_values_bca_covers_more() {
    NormalDistribution normal = new NormalDistribution();
    Both found =
        Both.of(
            u -> Math.exp(normal.inverseCumulativeProbability(Math.max(u, 1e-12))), Math.exp(.5));
    assertTrue(found.bca().held() > found.percentile().held() + 5, found.toString());
  }

  @Test
  void for_distances_that_are_mostly_zero_bca_covers_more() {
    // Seven answers of ten do nothing.
    Both found = Both.of(u -> u < .7 ? 0 : -Math.log((1 - u) / .3), .3);
    assertTrue(found.bca().held() > found.percentile().held() + 5, found.toString());
  }

  @Test
  void for_even_values_nothing_is_lost() {
    Both found = Both.of(u -> u, .5);
    assertTrue(found.bca().held() >= found.percentile().held() - 5, found.toString());
    assertEquals(950, found.bca().held(), 20, found.toString());
  }
}
