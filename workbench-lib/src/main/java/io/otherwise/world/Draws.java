package io.otherwise.world;

/**
 * A counter-based generator: every draw is a hash of a key and the name of its stream, so no draw
 * depends on the order, the number or the thread of the others.
 */
public record Draws(long key) {

  /** The generator of one numbered thing, such as the image 7 of a split. */
  public Draws child(String stream, long index) {
    return new Draws(mix(word(stream) + mix(index)));
  }

  /** A double in [0, 1) with 53 random bits. */
  public double uniform(String stream) {
    return (word(stream) >>> 11) * 0x1.0p-53;
  }

  /** A double in [low, high). */
  public double between(String stream, double low, double high) {
    return low + (high - low) * uniform(stream);
  }

  /** Bell-shaped in (-1, 1), standard deviation one third: the mean of three uniforms. */
  public double bell(String stream) {
    double sum = uniform(stream + "/a") + uniform(stream + "/b") + uniform(stream + "/c");
    return sum * (2.0 / 3.0) - 1.0;
  }

  /** True with a probability in [0, 1]. */
  public boolean chance(String stream, double probability) {
    return uniform(stream) < probability;
  }

  private long word(String stream) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < stream.length(); i++) {
      hash = (hash ^ stream.charAt(i)) * 0x100000001b3L;
    }
    return mix(key ^ mix(hash));
  }

  /**
   * The finaliser of SplitMix64 (Steele, Lea, Flood 2014): every input bit reaches every output
   * bit.
   */
  public static long mix(long z) {
    z += 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
