package io.otherwise.artifact;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;

/** The bytes of a pickle, read from front to back, little-endian. */
final class PickleInput {
  /** Longer text is left undecoded: names are short, only tensors are long. */
  private static final int LONGEST_WORD = 4096;

  private static final int LONGEST_LINE = 1 << 16;
  private static final int LONGEST_INTEGER = 255;

  private final ByteBuffer bytes;

  PickleInput(ByteBuffer bytes) {
    this.bytes = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Where the next byte lies. */
  int position() {
    return bytes.position();
  }

  int remaining() {
    return bytes.remaining();
  }

  int u8() throws Refusal {
    return need(1).get() & 0xFF;
  }

  int u16() throws Refusal {
    return need(2).getShort() & 0xFFFF;
  }

  int i32() throws Refusal {
    return need(4).getInt();
  }

  long u32() throws Refusal {
    return need(4).getInt() & 0xFFFFFFFFL;
  }

  long i64() throws Refusal {
    return need(8).getLong();
  }

  /** The one number that pickles write with its highest byte first. */
  double f64() throws Refusal {
    return Double.longBitsToDouble(Long.reverseBytes(i64()));
  }

  /** The next bytes, not copied. */
  ByteBuffer take(long length) throws Refusal {
    ByteBuffer taken = need(length).slice(bytes.position(), (int) length);
    bytes.position(bytes.position() + (int) length);
    return taken;
  }

  /** UTF-8: a string, or a {@link Blob} if it is long. */
  Object text(long length) throws Refusal {
    ByteBuffer taken = take(length);
    if (length > LONGEST_WORD) {
      return Blob.ofText(taken);
    }
    try {
      return UTF_8.newDecoder().decode(taken).toString();
    } catch (CharacterCodingException e) {
      throw Refusal.damaged("has text that is no UTF-8 before byte %s", position());
    }
  }

  /** A string of Python 2, which is text or bytes: Latin-1 keeps both. */
  Object latin(long length) throws Refusal {
    ByteBuffer taken = take(length);
    return length > LONGEST_WORD ? Blob.ofBytes(taken) : ISO_8859_1.decode(taken).toString();
  }

  /** Two's complement; a Long where it fits. */
  Number integer(long length) throws Refusal {
    Refusal.require(length >= 0 && length <= LONGEST_INTEGER, "has an integer of %s bytes", length);
    byte[] highestFirst = new byte[(int) length];
    ByteBuffer taken = take(length);
    for (int i = 0; i < highestFirst.length; i++) {
      highestFirst[i] = taken.get(highestFirst.length - 1 - i);
    }
    return length == 0 ? (Number) 0L : shortest(new BigInteger(highestFirst));
  }

  static Number shortest(BigInteger value) {
    return value.bitLength() < Long.SIZE ? (Number) value.longValue() : value;
  }

  /** Up to the line feed, which is dropped; Latin-1. */
  String line() throws Refusal {
    int begin = bytes.position();
    int length = 0;
    while (need(1).get() != '\n') {
      Refusal.require(++length <= LONGEST_LINE, "has a line of over %s", LONGEST_LINE);
    }
    return ISO_8859_1.decode(bytes.slice(begin, length)).toString();
  }

  private ByteBuffer need(long length) throws Refusal {
    Refusal.require(
        length >= 0 && length <= bytes.remaining(),
        "ends inside its pickle: at byte %s it needs %s more and has %s",
        position(),
        length,
        bytes.remaining());
    return bytes;
  }
}
