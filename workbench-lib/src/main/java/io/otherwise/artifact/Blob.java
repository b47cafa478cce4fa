package io.otherwise.artifact;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Bytes inside a pickle, left where they are. Python 3 writes bytes for Python 2 as text whose
 * letters are the bytes' values (Latin-1), in UTF-8; such text is turned back when it is asked for.
 */
final class Blob implements Bytes {
  private static final int UNKNOWN = -1;

  private final ByteBuffer raw;
  private final boolean text;
  private int length;

  private Blob(ByteBuffer raw, boolean text) {
    this.raw = raw;
    this.text = text;
    this.length = text ? UNKNOWN : raw.remaining();
  }

  static Blob ofBytes(ByteBuffer raw) {
    return new Blob(raw, false);
  }

  /** Text in UTF-8, too long for a name. */
  static Blob ofText(ByteBuffer utf8) {
    return new Blob(utf8, true);
  }

  /** Bytes that were given as bytes or as Latin-1 text. */
  static Blob of(Object value) throws Refusal {
    if (value instanceof Blob blob) {
      blob.length = blob.text && blob.length == UNKNOWN ? blob.countText() : blob.length;
      return blob;
    }
    if (value instanceof String latin && latin.chars().allMatch(c -> c <= 0xFF)) {
      return ofBytes(ByteBuffer.wrap(latin.getBytes(ISO_8859_1)));
    }
    throw Refusal.damaged("has %s where bytes belong", value);
  }

  private int countText() throws Refusal {
    int letters = 0;
    for (int i = 0; i < raw.limit(); letters++) {
      int lead = raw.get(i) & 0xFF;
      boolean two = (lead == 0xC2 || lead == 0xC3) && i + 1 < raw.limit();
      boolean fits = two ? (raw.get(i + 1) & 0xC0) == 0x80 : lead < 0x80;
      Refusal.require(fits, "has text that is no Latin-1 where bytes belong");
      i += two ? 2 : 1;
    }
    return letters;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public ByteBuffer slice(long from, long count) throws Refusal {
    requireInside(from, count);
    ByteBuffer whole = text ? decoded() : raw;
    return whole.slice((int) from, (int) count).order(ByteOrder.LITTLE_ENDIAN);
  }

  private ByteBuffer decoded() {
    byte[] out = new byte[length];
    for (int i = 0, at = 0; i < length; i++) {
      int lead = raw.get(at++);
      out[i] = (byte) (lead >= 0 ? lead : ((lead & 3) << 6) | (raw.get(at++) & 0x3F));
    }
    return ByteBuffer.wrap(out);
  }

  @Override
  public String toString() {
    return text ? "a long text" : length + " bytes";
  }
}
