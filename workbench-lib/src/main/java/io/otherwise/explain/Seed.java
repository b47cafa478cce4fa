package io.otherwise.explain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The root of every random draw. A draw is a function of (seed, query id, stream, step, index) and
 * of nothing else, so batches, order, threads and shards cannot change it.
 */
public record Seed(long value) {
  // Constants of SplitMix64 (Steele, Lea and Flood 2014, Fast splittable pseudorandom generators).
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final long MIX_1 = 0xBF58476D1CE4E5B9L;
  private static final long MIX_2 = 0x94D049BB133111EBL;

  public static Seed seed(long value) {
    return new Seed(value);
  }

  /**
   * The 64-bit key of one draw: the first eight bytes of SHA-256 over all four parts, big-endian.
   *
   * @param queryId {@link Query#id}
   * @param stream what the draw is for, such as {@code "abduction"}
   * @param step the position in a loop, 0 outside of one
   */
  public long key(String queryId, String stream, long step) {
    byte[] query = queryId.getBytes(UTF_8);
    byte[] name = stream.getBytes(UTF_8);
    // Lengths go in too: ("ab", "c") and ("a", "bc") are different draws.
    ByteBuffer parts = ByteBuffer.allocate(24 + query.length + name.length);
    parts.putLong(value).putInt(query.length).put(query).putInt(name.length).put(name);
    parts.putLong(step);
    return ByteBuffer.wrap(sha256(parts.array())).getLong();
  }

  /**
   * 64 random bits: element {@code index} of the SplitMix64 sequence that starts at {@code key}.
   */
  public static long bits(long key, long index) {
    long z = key + (index + 1) * GOLDEN;
    z = (z ^ (z >>> 30)) * MIX_1;
    z = (z ^ (z >>> 27)) * MIX_2;
    return z ^ (z >>> 31);
  }

  /** A uniform number in [0, 1), a multiple of 2^-53. */
  public static double uniform(long key, long index) {
    return (bits(key, index) >>> 11) * 0x1p-53;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java runtime has SHA-256", e);
    }
  }
}
