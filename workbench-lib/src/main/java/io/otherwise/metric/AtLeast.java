package io.otherwise.metric;

/** One-sentence refusals of settings that count something. */
final class AtLeast {
  private AtLeast() {}

  /**
   * Refuses what is too small.
   *
   * @param rule what the setting is, such as {@code splits counts the random halvings}
   * @param usual a value that works
   */
  static void check(String rule, int value, int least, int usual) {
    if (value < least) {
      throw new IllegalArgumentException(
          rule
              + " and must be at least "
              + least
              + ", but was "
              + value
              + "; choose "
              + usual
              + " as usual");
    }
  }
}
