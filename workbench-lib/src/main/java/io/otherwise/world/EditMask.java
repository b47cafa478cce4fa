package io.otherwise.world;

import io.otherwise.explain.Image;
import java.util.BitSet;

/** The pixels of a square picture that an edit touches. */
public final class EditMask {
  /** A channel must move by more than this to count: four 8-bit steps, below what the eye sees. */
  public static final float THRESHOLD = 4.5f / 255f;

  private final int side;
  private final BitSet changed;

  private EditMask(int side, BitSet changed) {
    this.side = side;
    this.changed = changed;
  }

  /** Where two pictures of the same size differ by more than {@link #THRESHOLD} in a channel. */
  public static EditMask between(Image before, Image after) {
    sameSize(before, after);
    int pixels = before.height() * before.width();
    float[] a = before.values();
    float[] b = after.values();
    BitSet changed = new BitSet(pixels);
    for (int i = 0; i < a.length; i++) {
      if (Math.abs(a[i] - b[i]) > THRESHOLD) {
        changed.set(i % pixels);
      }
    }
    return new EditMask(before.width(), changed);
  }

  /** The pixels of either mask. */
  public EditMask or(EditMask other) {
    sameSide(other);
    BitSet either = (BitSet) changed.clone();
    either.or(other.changed);
    return new EditMask(side, either);
  }

  /** The pixels within {@code radius} steps (sideways, up, down or diagonal) of the mask. */
  public EditMask dilated(int radius) {
    BitSet wide = new BitSet(side * side);
    for (int at = changed.nextSetBit(0); at >= 0; at = changed.nextSetBit(at + 1)) {
      int x = at % side;
      int right = Math.min(side - 1, x + radius);
      for (int y = Math.max(0, at / side - radius); y <= at / side + radius && y < side; y++) {
        wide.set(y * side + Math.max(0, x - radius), y * side + right + 1);
      }
    }
    return new EditMask(side, wide);
  }

  public int side() {
    return side;
  }

  public boolean at(int y, int x) {
    return changed.get(y * side + x);
  }

  /** Share of the picture that the mask covers, in [0, 1]. */
  public double share() {
    return changed.cardinality() / (double) (side * side);
  }

  /** Intersection over union with another mask, in [0, 1]; two empty masks agree fully. */
  public double overlap(EditMask other) {
    sameSide(other);
    BitSet both = (BitSet) changed.clone();
    both.and(other.changed);
    int union = or(other).changed.cardinality();
    return union == 0 ? 1 : both.cardinality() / (double) union;
  }

  /**
   * Share of the energy of an edit (the squared difference of the pictures) that lies inside this
   * mask, in [0, 1]; 1 when nothing changed.
   */
  public double energyInside(Image before, Image after) {
    sameSize(before, after);
    float[] a = before.values();
    float[] b = after.values();
    if (before.width() != side || before.height() != side) {
      throw new IllegalArgumentException(
          "a mask fits pictures of its own side " + side + ", but the picture is " + before);
    }
    double inside = 0;
    double all = 0;
    for (int i = 0; i < a.length; i++) {
      double energy = (double) (a[i] - b[i]) * (a[i] - b[i]);
      all += energy;
      inside += changed.get(i % (side * side)) ? energy : 0;
    }
    return all == 0 ? 1 : inside / all;
  }

  /** The mask as a picture: white where the edit touches. */
  public Image image(String id) {
    float[] values = new float[Image.CHANNELS * side * side];
    for (int i = 0; i < values.length; i++) {
      values[i] = changed.get(i % (side * side)) ? 1f : 0f;
    }
    return Image.of(id, side, side, values);
  }

  private void sameSide(EditMask other) {
    if (other.side != side) {
      throw new IllegalArgumentException(
          "masks are compared at one side, but these have "
              + side
              + " and "
              + other.side
              + "; render both at the same side");
    }
  }

  private static void sameSize(Image before, Image after) {
    if (before.height() != after.height() || before.width() != after.width()) {
      throw new IllegalArgumentException(
          "an edit keeps the size of the picture, but " + before + " became " + after);
    }
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof EditMask other && side == other.side && changed.equals(other.changed);
  }

  @Override
  public int hashCode() {
    return 31 * side + changed.hashCode();
  }

  @Override
  public String toString() {
    return "EditMask[" + changed.cardinality() + " of " + side * side + " pixels]";
  }
}
