package io.otherwise.golden;

/** A golden file that no code here can read: it fails, by name, and is never passed over. */
final class NotUnderstood extends RuntimeException {
  private static final long serialVersionUID = 1;

  NotUnderstood(String sentence) {
    super(sentence);
  }
}
