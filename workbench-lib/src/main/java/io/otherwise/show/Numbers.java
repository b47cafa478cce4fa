package io.otherwise.show;

import java.time.Duration;
import java.util.Locale;

/** Numbers in words, the same on every machine. */
final class Numbers {
  private Numbers() {}

  /** A probability with three digits, never rounded to a certainty it does not have. */
  static String probability(double p) {
    if (Double.isNaN(p)) {
      return "\u2013";
    }
    if (p > .9995 && p < 1) {
      return "> 0.999";
    }
    return p > 0 && p < .0005 ? "< 0.001" : fixed(p, 3);
  }

  static String fixed(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /**
   * Decimals for a column of numbers: enough for the smallest, but of numbers below one no more
   * than the largest needs. -1 where powers of ten read better.
   *
   * @param smallest of the absolute values that are not 0, and 0 if there is none
   */
  static int decimals(double smallest, double largest, int digits) {
    if (largest == 0) {
      return 0;
    }
    int low = (int) Math.floor(Math.log10(smallest));
    int high = (int) Math.floor(Math.log10(largest));
    if (high < -4 || high > 8) {
      return -1;
    }
    int most = Math.max(digits, digits - 1 - high);
    return Math.min(most, Math.max(0, digits - 1 - low));
  }

  /** One number by itself. */
  static String significant(double value, int digits) {
    int decimals = decimals(Math.abs(value), Math.abs(value), digits);
    return decimals < 0 ? power(value, digits) : fixed(value, decimals);
  }

  /** {@code 1.23e-05}. */
  static String power(double value, int digits) {
    return String.format(Locale.ROOT, "%." + (digits - 1) + "e", value);
  }

  /** {@code 0.84 s}, {@code 12 s}, {@code 3 min 5 s}, {@code 2 h 10 min}. */
  static String time(Duration time) {
    double seconds = time.toNanos() / 1e9;
    long whole = Math.round(seconds);
    if (seconds < 9.95) {
      return fixed(seconds, seconds < .995 ? 2 : 1) + " s";
    }
    if (whole < 60) {
      return whole + " s";
    }
    return whole < 3600
        ? whole / 60 + " min " + whole % 60 + " s"
        : whole / 3600 + " h " + whole % 3600 / 60 + " min";
  }

  /** {@code 1 picture}, {@code 2 pictures}. */
  static String count(long n, String noun) {
    return n + " " + noun + (n == 1 ? "" : "s");
  }

  static String percent(double share) {
    return Math.round(100 * share) + " %";
  }
}
