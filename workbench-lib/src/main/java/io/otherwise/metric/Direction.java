package io.otherwise.metric;

/** Which way a metric is better; nothing is ranked by a metric that has none. */
public enum Direction {
  HIGHER("\u2191"),
  LOWER("\u2193"),
  /** A description, not a merit. */
  NONE("");

  private final String arrow;

  Direction(String arrow) {
    this.arrow = arrow;
  }

  /** An arrow, or nothing. */
  public String arrow() {
    return arrow;
  }

  /** True where {@code a} is better than {@code b}; NaN is never better. */
  public boolean better(double a, double b) {
    return switch (this) {
      case HIGHER -> a > b;
      case LOWER -> a < b;
      case NONE -> false;
    };
  }
}
