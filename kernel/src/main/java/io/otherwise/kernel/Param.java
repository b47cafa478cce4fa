package io.otherwise.kernel;

import java.util.Locale;
import java.util.function.Function;

/** A notebook's parameter: a default that the environment can change, for short runs. */
final class Param {
  private Param() {}

  /**
   * The value of {@code NB_name}, or the default.
   *
   * @param rule what the text must be, for the error
   * @throws IllegalArgumentException if the text is something else
   */
  static <T> T of(String name, T value, String rule, Function<String, T> parse) {
    return read(name, System.getenv("NB_" + name), value, rule, parse);
  }

  static <T> T read(String name, String text, T value, String rule, Function<String, T> parse) {
    if (text == null) {
      return value;
    }
    try {
      return parse.apply(text.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "NB_"
              + name
              + " must be "
              + rule
              + ", but was "
              + text
              + "; unset it to use the notebook's own "
              + value,
          e);
    }
  }

  static boolean parseSwitch(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "1", "yes" -> true;
      case "false", "0", "no" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }
}
