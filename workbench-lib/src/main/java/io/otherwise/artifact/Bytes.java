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
}
