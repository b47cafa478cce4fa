package io.otherwise.world;

/**
 * One sample of the picture while the layers paint over it. Lengths are in half face widths: the
 * picture spans [-2, 2] both ways, y downwards.
 */
public final class Brush {
  /** Position in the picture, which the body and the background use. */
  double px;

  double py;

  /** Position on the upright head. */
  double x;

  double y;

  /** Position on the head after its turn, which the features use. */
  double fx;

  /** Signed distance to the outline of the face. */
  double face;

  /** Half the width of a soft edge: about half a pixel. */
  final double edge;

  double r;
  double g;
  double b;

  Brush(double edge) {
    this.edge = edge;
  }

  /** Position in the picture: rightwards. */
  public double px() {
    return px;
  }

  /** Position in the picture: downwards. */
  public double py() {
    return py;
  }

  /** Half the width of a soft edge: about half a pixel. */
  public double edge() {
    return edge;
  }

  /** Lays a colour over the sample. */
  public void over(Rgb colour, double shade, double alpha) {
    r += (colour.r() * shade - r) * alpha;
    g += (colour.g() * shade - g) * alpha;
    b += (colour.b() * shade - b) * alpha;
  }

  /** Darkens (below 1) or lightens (above 1). */
  public void times(double red, double green, double blue) {
    r *= red;
    g *= green;
    b *= blue;
  }

  /** Darkens or lightens all channels alike. */
  public void times(double factor) {
    times(factor, factor, factor);
  }

  /** Coverage of a shape at a signed distance, with the soft edge of this picture. */
  public double cover(double distance) {
    return Shapes.cover(distance, edge);
  }
}
