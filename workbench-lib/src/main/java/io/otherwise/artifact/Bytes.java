package io.otherwise.artifact;

import java.nio.ByteBuffer;

/** Bytes that stay where they are until somebody asks for some of them. */
interface Bytes {
  /** How many there are; may be more than one buffer holds. */
  long length();

  /**
   * Some of them, little-endian.
   *
   * @throws Refusal if they lie outside, or are more than one buffer holds
   */
  ByteBuffer slice(long from, long length) throws Refusal;

  /** Refuses a part that does not lie inside. */
  default void requireInside(long from, long length) throws Refusal {
    // Subtractions of numbers already known to be natural cannot overflow, sums could.
    Refusal.require(
        from >= 0 && length >= 0 && length <= length() && from <= length() - length,
        "has %s bytes, not the %s from %s on that it speaks of",
        length(),
        length,
        from);
  }
}
