package io.otherwise.bench;

import java.io.PrintStream;
import java.util.Locale;

/** Prints {@code name: value unit}, a figure a line. */
record Figures(PrintStream out) {
  void report(String name, double value, String unit) {
    out.println(String.format(Locale.ROOT, "%s: %.4g %s", name, value, unit).strip());
  }
}
