package io.otherwise.artifact;

import io.otherwise.artifact.Pickled.Dict;
import io.otherwise.artifact.Pickled.Items;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Set;

/**
 * Files without an archive around them: the format of torch before 1.6 (a magic number, the
 * protocol, the writer's machine, the value and the storages' keys as five pickles, then each
 * storage with its length before it), or a single pickle, such as one of numpy arrays.
 */
final class TorchLegacy {
  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final long PROTOCOL = 1001;
  private static final long LONGEST_PICKLE = 1 << 30;

  private final MappedFile file;
  private final PickleInput in;
  private final TorchStorages storages;

  private TorchLegacy(MappedFile file, boolean bearUnknown) throws Refusal {
    this.file = file;
    this.in = new PickleInput(file.slice(0, Math.min(file.length(), LONGEST_PICKLE)));
    this.storages = new TorchStorages(bearUnknown, ByteOrder.LITTLE_ENDIAN, null);
  }

  static Object read(MappedFile file, boolean bearUnknown) throws IOException {
    return new TorchLegacy(file, bearUnknown).read();
  }

  private Object read() throws IOException {
    Object first = next();
    if (!MAGIC.equals(first)) {
      Refusal.require(
          in.position() == file.length(),
          "goes on after its pickle, for %s bytes",
          file.length() - in.position());
      Refusal.require(storages.byKey().isEmpty(), "has a pickle of storages without numbers");
      return first;
    }
    Refusal.require(Long.valueOf(PROTOCOL).equals(next()), "has an unknown protocol");
    Refusal.require(
        next() instanceof Dict machine
            && Boolean.TRUE.equals(machine.entries().get("little_endian")),
        "was written by a machine with the highest byte first");
    Object root = next();
    place(next());
    return root;
  }

  private Object next() throws IOException {
    return PickleReader.read(in, storages);
  }

  /** The storages lie one after the other in the order of the list of their keys. */
  private void place(Object keys) throws Refusal {
    Refusal.require(keys instanceof Items, "has no list of its storages");
    Set<Object> placed = new HashSet<>();
    long at = in.position();
    for (Object key : ((Items) keys).values) {
      Storage storage = key instanceof String name ? storages.byKey().get(name) : null;
      Refusal.require(
          storage != null && placed.add(key),
          "lists a storage %s that it never speaks of, or twice",
          key);
      long count = file.slice(at, Long.BYTES).getLong();
      Refusal.require(
          count == storage.count(),
          "has %s numbers for %s, which needs %s",
          count,
          storage,
          storage.count());
      storage.at(file.region(at + Long.BYTES, storage.length()));
      at += Long.BYTES + storage.length();
    }
    Refusal.require(
        placed.size() == storages.byKey().size(), "lists fewer storages than it speaks of");
    Refusal.require(at == file.length(), "goes on after its last storage");
  }
}
