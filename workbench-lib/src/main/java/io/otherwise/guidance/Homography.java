package io.otherwise.guidance;

import io.otherwise.tensor.Tensor;
import java.util.List;

/**
 * A map of the image plane that keeps lines straight, with nine coefficients: (x, y) goes to ((a x
 * + b y + c) / w, (d x + e y + f) / w) with w = g x + h y + i. Positions run from -1 to 1 from edge
 * to edge, x to the right and y downwards. Hartley and Zisserman (2004), Multiple View Geometry in
 * Computer Vision, Section 2.3.
 */
public record Homography(
    double a, double b, double c, double d, double e, double f, double g, double h, double i) {
  /** Leaves everything where it is. */
  public static final Homography IDENTITY = new Homography(1, 0, 0, 0, 1, 0, 0, 0, 1);

  /** As good as infinitely far outside; a gradient graph must not see an infinity. */
  private static final double FAR = 4;

  /**
   * A turn around the middle after a move.
   *
   * @param right how far everything moves, in widths
   * @param down the same downwards, in heights
   * @param aspect width over height: a turn keeps distances of pixels, not of positions
   */
  public static Homography turned(double degrees, double right, double down, double aspect) {
    double cos = Math.cos(Math.toRadians(degrees));
    double sin = Math.sin(Math.toRadians(degrees));
    double x = 2 * right;
    double y = 2 * down;
    return new Homography(
        cos,
        -sin / aspect,
        cos * x - sin / aspect * y,
        sin * aspect,
        cos,
        sin * aspect * x + cos * y,
        0,
        0,
        1);
  }

  /**
   * Takes four points to the corners of the image. Heckbert (1989), Fundamentals of Texture Mapping
   * and Image Warping, Section 2.2.3.
   *
   * @param x of the points that go to the corners top left, top right, bottom right, bottom left
   * @param y of the same points
   */
  public static Homography toCorners(double[] x, double[] y) {
    // The map of the unit square to the points has a closed form; its adjoint is the way back.
    double x1 = x[1] - x[2];
    double y1 = y[1] - y[2];
    double x2 = x[3] - x[2];
    double y2 = y[3] - y[2];
    double sumX = x[0] - x[1] + x[2] - x[3];
    double sumY = y[0] - y[1] + y[2] - y[3];
    double area = x1 * y2 - x2 * y1;
    double g = (sumX * y2 - x2 * sumY) / area;
    double h = (x1 * sumY - sumX * y1) / area;
    Homography ofSquare =
        new Homography(
            x[1] - x[0] + g * x[1],
            x[3] - x[0] + h * x[3],
            x[0],
            y[1] - y[0] + g * y[1],
            y[3] - y[0] + h * y[3],
            y[0],
            g,
            h,
            1);
    return ofSquare.adjoint().fromUnitSquare();
  }

  /** The way back, up to a common factor, which does not matter. */
  private Homography adjoint() {
    return new Homography(
        e * i - f * h,
        c * h - b * i,
        b * f - c * e,
        f * g - d * i,
        a * i - c * g,
        c * d - a * f,
        d * h - e * g,
        b * g - a * h,
        a * e - b * d);
  }

  /** The same map where the answer in [0, 1] is to be in [-1, 1]. */
  private Homography fromUnitSquare() {
    return new Homography(
        2 * a - g, 2 * b - h, 2 * c - i, 2 * d - g, 2 * e - h, 2 * f - i, g, h, i);
  }

  /**
   * Where every pixel of a picture goes.
   *
   * @return M x height x width x 2, for {@link Tensor#sampled}
   */
  public static Tensor positions(List<Homography> maps, int height, int width) {
    float[] pixels = new float[3 * height * width];
    for (int k = 0; k < height * width; k++) {
      pixels[3 * k] = (2f * (k % width) + 1) / width - 1;
      pixels[3 * k + 1] = (2f * (k / width) + 1) / height - 1;
      pixels[3 * k + 2] = 1;
    }
    Tensor columns = Tensor.of(columns(maps), maps.size(), 3, 3);
    Tensor all = Tensor.of(pixels, (long) height * width, 3).matmul(columns);
    Tensor at = all.narrow(2, 0, 2).over(all.narrow(2, 2, 1)).clamp(-FAR, FAR);
    return at.reshape(maps.size(), height, width, 2);
  }

  /** Transposed, since a pixel is a row. */
  private static float[] columns(List<Homography> maps) {
    float[] values = new float[9 * maps.size()];
    int k = 0;
    for (Homography m : maps) {
      for (double value : new double[] {m.a, m.d, m.g, m.b, m.e, m.h, m.c, m.f, m.i}) {
        values[k++] = (float) value;
      }
    }
    return values;
  }
}
