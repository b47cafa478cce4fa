package io.otherwise.artifact;

import java.math.BigInteger;

/** The values that protocol 0 spells as lines of text. */
final class PickleText {
  private static final int LONGEST_NUMBER = 600;

  private PickleText() {}

  /** An integer, or a truth value, which the oldest protocol writes as 00 and 01. */
  static Object integer(String line) throws Refusal {
    return switch (line) {
      case "00" -> false;
      case "01" -> true;
      default -> number(line);
    };
  }

  /** An integer of Python 2 may end in an L. */
  static Number number(String line) throws Refusal {
    String digits = line.endsWith("L") ? line.substring(0, line.length() - 1) : line;
    try {
      Refusal.require(digits.length() <= LONGEST_NUMBER, "has an integer of over 600 digits");
      return PickleInput.shortest(new BigInteger(digits.strip()));
    } catch (NumberFormatException e) {
      throw notNumber(line);
    }
  }

  static Double real(String line) throws Refusal {
    String plain = line.strip();
    try {
      return switch (plain) {
        case "inf" -> Double.POSITIVE_INFINITY;
        case "-inf" -> Double.NEGATIVE_INFINITY;
        case "nan" -> Double.NaN;
        default -> Double.valueOf(plain);
      };
    } catch (NumberFormatException e) {
      throw notNumber(line);
    }
  }

  /** A string in quotes, with the escapes that Python's repr writes. */
  static String quoted(String line) throws Refusal {
    int end = line.length() - 1;
    boolean isQuoted =
        end >= 1 && line.charAt(0) == line.charAt(end) && "'\"".indexOf(line.charAt(0)) >= 0;
    Refusal.require(isQuoted, "has a string in its pickle without quotes");
    StringBuilder out = new StringBuilder();
    for (int i = 1; i < end; i++) {
      char c = line.charAt(i);
      if (c != '\\') {
        out.append(c);
      } else if (i + 1 < end && line.charAt(i + 1) == 'x') {
        out.append(hex(line, i + 2, 2));
        i += 3;
      } else {
        i++;
        out.append(escaped(i < end ? line.charAt(i) : 0));
      }
    }
    return out.toString();
  }

  /** Unicode text, where only backslash-u is special; four hexadecimal digits follow it. */
  static String unicode(String line) throws Refusal {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      if (line.startsWith("\\u", i)) {
        out.append(hex(line, i + 2, 4));
        i += 5;
      } else {
        out.append(line.charAt(i));
      }
    }
    return out.toString();
  }

  /** A letter by its number: just so many hexadecimal digits. */
  private static char hex(String line, int begin, int count) throws Refusal {
    String digits = line.substring(begin, Math.min(begin + count, line.length()));
    if (digits.length() < count || !digits.matches("[0-9a-fA-F]+")) {
      throw notNumber(digits);
    }
    return (char) Integer.parseInt(digits, 16);
  }

  private static char escaped(char letter) throws Refusal {
    return switch (letter) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case '\\', '\'', '"' -> letter;
      default -> throw Refusal.damaged("has an unknown escape in a string of its pickle");
    };
  }

  private static Refusal notNumber(String line) {
    return Refusal.damaged("has %s in its pickle where a number belongs", line);
  }
}
