package io.otherwise.explain;

/** Hears how far a long computation is; called from the thread that computes. */
@FunctionalInterface
public interface Progress {
  /** Hears nothing. */
  Progress NONE = (done, total, note) -> {};

  /**
   * @param done finished units of work, from 0 to {@code total}
   * @param note what was just done, in a few words
   */
  void at(long done, long total, String note);
}
