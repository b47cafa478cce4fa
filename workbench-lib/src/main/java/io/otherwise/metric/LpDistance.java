package io.otherwise.metric;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import java.math.BigDecimal;

/**
 * How far the edited image is from the factual one: the p-norm of their difference over all C x H x
 * W values in [0, 1], so it grows with the image. p = 0 counts the values that changed, infinity
 * takes the largest change.
 *
 * <p>Farid et al. (2023), <a href="https://arxiv.org/abs/2310.06668">Latent Diffusion
 * Counterfactual Explanations</a>, Eqs. 16 and 17. High-frequency details that nobody sees count in
 * full.
 *
 * @param p exponent, at least 0; may be infinite
 * @param reading the norm by default, or what a reference implementation stores
 * @param population all answers by default
 */
public record LpDistance(double p, Reading reading, Population population) implements PairMetric {
  /** What is made of the differences d of one image. */
  public enum Reading {
    /** (sum |d|^p)^(1/p). */
    NORM,
    /** mean |d|^p: the mean absolute error for p = 1, the mean squared error for p = 2. */
    MEAN,
    /** DiME's l1, in [0, 1]: mean |d| of images cut down to 8 bits, each in its own way. */
    EIGHT_BIT,
    /** LDCE's stored closeness: the mean over channels and rows of the row's norm, truncated. */
    STORED
  }

  public LpDistance {
    if (!(p >= 0)) {
      throw new IllegalArgumentException(
          "a norm's exponent p is at least 0, but was " + p + "; try 1, 2 or infinity");
    }
    if (reading == Reading.EIGHT_BIT && p != 1) {
      throw new IllegalArgumentException(
          "DiME's 8-bit distance has p = 1, but p was " + p + "; use LpDistance.dime()");
    }
    if (reading == Reading.MEAN && (p == 0 || p == Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "a mean of powers has a finite exponent above 0, but p was " + p + "; try 1 or 2");
    }
  }

  /** The p-norm over all answers. */
  public LpDistance(double p) {
    this(p, Reading.NORM, Population.ALL);
  }

  /** The number of values that changed. */
  public static LpDistance l0() {
    return new LpDistance(0);
  }

  /** The sum of absolute changes. */
  public static LpDistance l1() {
    return new LpDistance(1);
  }

  /** The Euclidean norm. */
  public static LpDistance l2() {
    return new LpDistance(2);
  }

  /** The largest change. */
  public static LpDistance lInfinity() {
    return new LpDistance(Double.POSITIVE_INFINITY);
  }

  /** The mean absolute change of a value, in [0, 1]. */
  public static LpDistance meanAbsolute() {
    return l1().compat(Reading.MEAN);
  }

  /** The mean squared change of a value, in [0, 1], as CoLa-DCE's code has it. */
  public static LpDistance meanSquare() {
    return l2().compat(Reading.MEAN);
  }

  /** The l1 of DiME's tables: 8-bit images, answers that reached their target. */
  public static LpDistance dime() {
    return l1().compat(Reading.EIGHT_BIT).population(Population.VALID);
  }

  /** The whole numbers that LDCE's code writes beside each answer, for p = 1 or 2. */
  public static LpDistance ldceStored(double p) {
    return new LpDistance(p).compat(Reading.STORED);
  }

  /** The same with what a reference implementation makes of the differences. */
  public LpDistance compat(Reading value) {
    return new LpDistance(p, value, population);
  }

  public LpDistance population(Population value) {
    return new LpDistance(p, reading, value);
  }

  /**
   * The distance of two arrays of one layout.
   *
   * @param x factual values in [0, 1], rows of {@code width} one after the other
   * @param y edited values
   */
  public double between(double[] x, double[] y, int width) {
    return switch (reading) {
      case NORM -> norm(difference(x, y), 0, x.length);
      case MEAN -> powers(difference(x, y), 0, x.length) / x.length;
      case EIGHT_BIT -> eightBit(x, y);
      case STORED -> stored(difference(x, y), width);
    };
  }

  private static double[] difference(double[] x, double[] y) {
    double[] d = new double[x.length];
    for (int i = 0; i < d.length; i++) {
      d[i] = Math.abs(x[i] - y[i]);
    }
    return d;
  }

  /** LDCE Eq. 17 over part of the differences. */
  private double norm(double[] d, int from, int to) {
    if (p == Double.POSITIVE_INFINITY) {
      double largest = 0;
      for (int i = from; i < to; i++) {
        largest = Math.max(largest, d[i]);
      }
      return largest;
    }
    double sum = powers(d, from, to);
    return p == 0 ? sum : Math.pow(sum, 1 / p);
  }

  private double powers(double[] d, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      // 0^0 is 1 in Java, but an unchanged value is not counted.
      sum += d[i] == 0 ? 0 : Math.pow(d[i], p);
    }
    return sum;
  }

  /** The factual image comes from a file, the edited one from values in [-1, 1]. */
  private static double eightBit(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double x8 = Math.floor(255 * x[i]);
      double y8 = Math.floor(127.5 * ((2 * y[i] - 1) + 1));
      sum += Math.abs(x8 - y8) / 255;
    }
    return sum / x.length;
  }

  private double stored(double[] d, int width) {
    int rows = d.length / width;
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      sum += norm(d, row * width, (row + 1) * width);
    }
    return Math.floor(sum / rows);
  }

  @Override
  public String name() {
    return switch (reading) {
      case NORM -> "L" + exponent();
      case MEAN -> p == 1 ? "mean absolute error" : "mean error^" + exponent();
      case EIGHT_BIT -> "l1 (8-bit)";
      case STORED -> "stored closeness L" + exponent();
    };
  }

  private String exponent() {
    return p == Double.POSITIVE_INFINITY
        ? "\u221e"
        : BigDecimal.valueOf(p).stripTrailingZeros().toPlainString();
  }

  @Override
  public Direction direction() {
    return Direction.LOWER;
  }

  @Override
  public String citation() {
    return reading == Reading.EIGHT_BIT
        ? "Jeanneret et al. (2022), DiME"
        : "Farid et al. (2023), Latent Diffusion Counterfactual Explanations";
  }

  @Override
  public Values sample(Counterfactuals answers) {
    return Values.of(answers, population, this::between);
  }

  private double between(Counterfactual c) {
    return between(wide(c.factual()), wide(c.edited()), c.edited().width());
  }

  private static double[] wide(Image image) {
    float[] values = image.values();
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
