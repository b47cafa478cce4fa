package io.otherwise.world;

/** A display colour with channels about [0, 1]. */
public record Rgb(double r, double g, double b) {

  /** The colour a share of the way to another; 0 is this one. */
  public Rgb mix(Rgb other, double share) {
    return new Rgb(r + (other.r - r) * share, g + (other.g - g) * share, b + (other.b - b) * share);
  }

  /** Darker below 1, lighter above. */
  public Rgb times(double factor) {
    return new Rgb(r * factor, g * factor, b * factor);
  }

  /** Each channel moved by its own step. */
  public Rgb plus(double dr, double dg, double db) {
    return new Rgb(r + dr, g + dg, b + db);
  }

  /** The colour at a position in [0, 1] along a row of colours. */
  public static Rgb along(double position, Rgb... colours) {
    double scaled = position * (colours.length - 1);
    int left = Math.min((int) scaled, colours.length - 2);
    return colours[left].mix(colours[left + 1], scaled - left);
  }
}
