package io.otherwise.attribution;

import java.util.ArrayList;
import java.util.List;

/**
 * An integral over [0, 1] as a weighted sum.
 *
 * @param points in (0, 1)
 * @param shares the weight of each point; together 1 for a whole rule
 */
record Quadrature(List<Double> points, List<Double> shares) {
  private static final double CLOSE = 1e-15;
  private static final int ROUNDS = 100;

  Quadrature {
    points = List.copyOf(points);
    shares = List.copyOf(shares);
  }

  /**
   * Gauss and Legendre's: exact for polynomials of degree 2n - 1. Points are the zeros of the
   * Legendre polynomial P_n, found by Newton's method from cos(pi (i + 3/4) / (n + 1/2)); weights
   * are 2 / ((1 - x^2) P_n'(x)^2) on [-1, 1].
   */
  static Quadrature gaussLegendre(int n) {
    List<Double> points = new ArrayList<>();
    List<Double> shares = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double x = Math.cos(Math.PI * (i + 0.75) / (n + 0.5));
      double step = 1;
      for (int round = 0; round < ROUNDS && Math.abs(step) > CLOSE; round++) {
        step = legendre(n, x) / slope(n, x);
        x -= step;
      }
      points.add((1 - x) / 2);
      shares.add(1 / ((1 - x * x) * slope(n, x) * slope(n, x)));
    }
    return new Quadrature(points, shares);
  }

  /** P_n(x) by k P_k = (2k - 1) x P_(k-1) - (k - 1) P_(k-2). */
  static double legendre(int n, double x) {
    double before = 0;
    double now = 1;
    for (int k = 1; k <= n; k++) {
      double next = ((2 * k - 1) * x * now - (k - 1) * before) / k;
      before = now;
      now = next;
    }
    return now;
  }

  /** P_n'(x) = n (x P_n - P_(n-1)) / (x^2 - 1), inside (-1, 1). */
  private static double slope(int n, double x) {
    return n * (x * legendre(n, x) - legendre(n - 1, x)) / (x * x - 1);
  }

  /** Some of its points with their weights. */
  Quadrature part(int from, int to) {
    return new Quadrature(points.subList(from, to), shares.subList(from, to));
  }

  int size() {
    return points.size();
  }

  float[] weights() {
    return floats(shares, 0, 1);
  }

  /** How far it is from each point to 1. */
  float[] left() {
    return floats(points, 1, -1);
  }

  private static float[] floats(List<Double> values, double plus, double times) {
    float[] out = new float[values.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) (plus + times * values.get(i));
    }
    return out;
  }
}
