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
    return between(before, after, THRESHOLD);
  }

  /**
   * Where two pictures of the same size differ by more than a threshold in a channel.
   *
   * @param threshold in [0, 1); decoded pictures need one above what their autoencoder loses
   */
  public static EditMask between(Image before, Image after, double threshold) {
    sameSize(before, after);
    square(before);
    if (!(threshold >= 0 && threshold < 1)) {
      throw new IllegalArgumentException(
          "the threshold of an edit mask lies in [0, 1), but was "
              + threshold
              + "; EditMask.THRESHOLD is what the eye sees");
    }
    int pixels = before.height() * before.width();
    float[] a = before.values();
    float[] b = after.values();
    BitSet changed = new BitSet(pixels);
    for (int i = 0; i < a.length; i++) {
      if (Math.abs(a[i] - b[i]) > threshold) {
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

  /** The pixels that are not in the mask. */
  public EditMask inverse() {
    BitSet rest = (BitSet) changed.clone();
    rest.flip(0, side * side);
    return new EditMask(side, rest);
  }

  /** The same shape elsewhere; what leaves the picture on one side comes back on the other. */
  public EditMask moved(int down, int right) {
    BitSet there = new BitSet(side * side);
    for (int at = changed.nextSetBit(0); at >= 0; at = changed.nextSetBit(at + 1)) {
      int y = Math.floorMod(at / side + down, side);
      there.set(y * side + Math.floorMod(at % side + right, side));
    }
    return new EditMask(side, there);
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
    double inside = energy(before, after);
    double all = inside + inverse().energy(before, after);
    return all == 0 ? 1 : inside / all;
  }

  /** Energy of an edit inside this mask: the sum of squared differences over all channels. */
  public double energy(Image before, Image after) {
    sameSize(before, after);
    fits(before);
    float[] a = before.values();
    float[] b = after.values();
    double inside = 0;
    for (int i = 0; i < a.length; i++) {
      double step = (double) a[i] - b[i];
      inside += changed.get(i % (side * side)) ? step * step : 0;
    }
    return inside;
  }

  /** An edit under this mask alone: {@code after} inside of it, {@code before} elsewhere. */
  public Image applied(Image before, Image after, String id) {
    sameSize(before, after);
    fits(before);
    float[] values = before.values();
    float[] edited = after.values();
    for (int i = 0; i < values.length; i++) {
      values[i] = changed.get(i % (side * side)) ? edited[i] : values[i];
    }
    return Image.of(id, side, side, values);
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

  private void fits(Image picture) {
    if (picture.width() != side || picture.height() != side) {
      throw new IllegalArgumentException(
          "a mask fits pictures of its own side "
              + side
              + ", but the picture is "
              + picture
              + "; render both at the same side");
    }
  }

  private static void square(Image picture) {
    if (picture.height() != picture.width()) {
      throw new IllegalArgumentException(
          "an edit mask covers a square picture, but was asked for "
              + picture
              + "; crop or resize it first");
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
