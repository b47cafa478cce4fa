package io.otherwise.experiment;

/** Which batches of a sweep a process computes: those whose number leaves {@code index}. */
record Share(int index, int of) {
  static final Share ALL = new Share(0, 1);

  Share {
    if (of < 1 || index < 0 || index >= of) {
      throw new IllegalArgumentException(
          "shards are numbered from 0 to one less than their count, but this was shard %s of %s; the first of 4 is shard(0, 4)"
              .formatted(index, of));
    }
  }

  boolean has(int batch) {
    return batch % of == index;
  }
}
