package io.otherwise.experiment;

/**
 * What a store holds for one query of a run.
 *
 * @param hash of the answer's record; empty where there is none
 * @param failure null where there is none
 */
record Slot(String hash, Failure failure) {
  static final Slot EMPTY = new Slot("", null);

  boolean finished() {
    return !hash.isEmpty();
  }

  boolean failed() {
    return failure != null;
  }

  boolean empty() {
    return !finished() && !failed();
  }
}
