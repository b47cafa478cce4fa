package io.otherwise.artifact;

import java.nio.ByteOrder;

/**
 * A row of numbers that tensors are views of. In the older file format its place is known only
 * after the pickle that speaks of it, so the bytes may come later.
 */
final class Storage {
  private final DType dtype;
  private final String name;
  private final long count;
  private final ByteOrder order;
  private Bytes bytes;

  /**
   * @param name for messages
   * @param count of numbers, as the file claims
   * @param order of the bytes in a number
   */
  Storage(DType dtype, String name, long count, ByteOrder order) throws Refusal {
    Refusal.require(
        count >= 0 && count <= Long.MAX_VALUE / dtype.bytes(),
        "claims %s numbers in the storage %s",
        count,
        name);
    this.dtype = dtype;
    this.name = Refusal.name(name);
    this.count = count;
    this.order = order;
  }

  DType dtype() {
    return dtype;
  }

  ByteOrder order() {
    return order;
  }

  long count() {
    return count;
  }

  /** The claimed length in bytes. */
  long length() {
    return count * dtype.bytes();
  }

  Bytes bytes() throws Refusal {
    Refusal.require(bytes != null, "has no numbers for the storage %s", name);
    return bytes;
  }

  /** Gives the storage its place, which must hold what was claimed. */
  Storage at(Bytes place) throws Refusal {
    Refusal.require(
        place.length() >= length(),
        "has %s bytes for the storage %s, which needs %s",
        place.length(),
        name,
        length());
    bytes = place;
    return this;
  }

  @Override
  public String toString() {
    return "the storage " + name;
  }
}
