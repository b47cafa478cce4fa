package io.otherwise.metric;

import io.otherwise.explain.Seed;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Random choices without replacement: everything is given a number, the smallest are taken. */
final class Subset {
  private Subset() {}

  /**
   * Draws.
   *
   * @param stream what the draw is for
   * @param draw which of several draws
   * @param size how many there are to choose from
   * @param n how many to take, at most {@code size}
   * @return places from 0 to size - 1, in random order
   */
  static int[] of(Seed seed, String stream, int draw, int size, int n) {
    long key = seed.key("", stream, draw);
    double[] numbers = IntStream.range(0, size).mapToDouble(i -> Seed.uniform(key, i)).toArray();
    return smallest(numbers, n);
  }

  /** Places of the n smallest numbers, ascending; of equal ones the first comes first. */
  static int[] smallest(double[] numbers, int n) {
    return IntStream.range(0, numbers.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> numbers[i]))
        .limit(n)
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
