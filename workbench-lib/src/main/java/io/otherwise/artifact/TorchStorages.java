package io.otherwise.artifact;

import io.otherwise.artifact.Pickled.Global;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The storages that a checkpoint's pickle speaks of, each by its key; also the pickle's whole
 * vocabulary, since storages are all that its persistent ids may name.
 */
final class TorchStorages implements PickleNames {
  /** Where a storage lies, if its place is known while the pickle is read. */
  @FunctionalInterface
  interface Place {
    Bytes of(String key) throws Refusal;
  }

  private final boolean bearUnknown;
  private final ByteOrder order;
  private final Place place;
  private final Map<String, Storage> byKey = new LinkedHashMap<>();

  /**
   * @param bearUnknown see {@link TorchGlobals#find}
   * @param place null if the numbers follow the pickle
   */
  TorchStorages(boolean bearUnknown, ByteOrder order, Place place) {
    this.bearUnknown = bearUnknown;
    this.order = order;
    this.place = place;
  }

  Map<String, Storage> byKey() {
    return Collections.unmodifiableMap(byKey);
  }

  @Override
  public Object find(String module, String name) throws Refusal {
    return TorchGlobals.find(module, name, bearUnknown);
  }

  /** The id: the word storage, type, key, device, count, and in old files a view of another. */
  @Override
  public Object persistent(Object id) throws Refusal {
    PickleArguments parts = PickleArguments.of("a storage", id);
    Refusal.require("storage".equals(parts.at(0)), "names something else than a storage");
    if (parts.placeholder().isPresent()) {
      return parts.placeholder().get(); // quantised or complex numbers
    }
    Global type = parts.global(1);
    Refusal.require(type.dtype() != null, "has a storage of %s", type);
    Refusal.require(
        parts.size() < 6 || parts.at(5) == null, "has a storage that is a view of another");
    return storage(parts.word(2), type.dtype(), parts.count(4));
  }

  private Storage storage(String key, DType dtype, long count) throws Refusal {
    Storage known = byKey.get(key);
    if (known == null) {
      known = new Storage(dtype, key, count, order);
      byKey.put(key, place == null ? known : known.at(place.of(key)));
    }
    Refusal.require(
        known.dtype() == dtype && known.count() == count,
        "speaks of %s with two types or lengths",
        known);
    return known;
  }
}
