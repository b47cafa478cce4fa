package io.otherwise.target;

import io.otherwise.explain.Seed;
import java.util.List;

/**
 * Which of the nearest classes is taken.
 *
 * @param among how many of them have a chance; 1 takes the nearest
 * @param seed of the draw; each image has its own
 */
public record Pick(int among, long seed) {
  public Pick {
    if (among < 1) {
      throw new IllegalArgumentException(
          "a class is picked among 1 or more, but among was %s; LDCE has 4 by WordNet and 5 by SimSiam"
              .formatted(among));
    }
  }

  /** The nearest. */
  public static Pick nearest() {
    return new Pick(1, 0);
  }

  /** One of the nearest, at random. */
  public static Pick oneOf(int nearest, long seed) {
    return new Pick(nearest, seed);
  }

  /**
   * Picks.
   *
   * @param ordered the nearest first, at least one; where there are fewer than {@code among}, all
   *     have a chance
   */
  String of(List<String> ordered, String imageId) {
    int n = Math.min(among, ordered.size());
    long key = Seed.seed(seed).key(imageId, "target", 0);
    return ordered.get((int) (Seed.uniform(key, 0) * n));
  }
}
