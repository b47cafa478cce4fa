package io.otherwise.world;

/** Smooth noise on a lattice of random values: bilinear with cubic weights, periodic. */
public final class Texture {
  private static final int SIDE = 64;
  private final float[] lattice = new float[SIDE * SIDE];

  /** The texture of one generator, such as that of a photo. */
  public Texture(Draws draws) {
    long key = draws.key();
    for (int i = 0; i < lattice.length; i++) {
      lattice[i] = (Draws.mix(key + i) >>> 40) * 0x1.0p-23f - 1f;
    }
  }

  /** A value in [-1, 1] that varies over about one unit. */
  public double at(double x, double y) {
    double fx = Math.floor(x);
    double fy = Math.floor(y);
    int ix = (int) fx;
    int iy = (int) fy;
    double tx = x - fx;
    double ty = y - fy;
    tx = tx * tx * (3 - 2 * tx);
    ty = ty * ty * (3 - 2 * ty);
    double top = value(ix, iy) + (value(ix + 1, iy) - value(ix, iy)) * tx;
    double low = value(ix, iy + 1) + (value(ix + 1, iy + 1) - value(ix, iy + 1)) * tx;
    return top + (low - top) * ty;
  }

  private double value(int ix, int iy) {
    return lattice[(iy & (SIDE - 1)) * SIDE + (ix & (SIDE - 1))];
  }
}
