package io.otherwise.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Network calls on many images, a batch at a time, so that memory stays flat. */
final class Chunks {
  /** Images of one batch. */
  static final int SIZE = 64;

  private Chunks() {}

  /** Puts every item through {@code batch}, which answers one result an item. */
  static <T, R> List<R> map(List<T> items, Function<List<T>, List<R>> batch) {
    List<R> all = new ArrayList<>(items.size());
    for (int from = 0; from < items.size(); from += SIZE) {
      all.addAll(batch.apply(items.subList(from, Math.min(items.size(), from + SIZE))));
    }
    return all;
  }
}
