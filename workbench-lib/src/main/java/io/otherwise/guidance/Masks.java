package io.otherwise.guidance;

import io.otherwise.tensor.Tensor;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Masks over pixels or latent pixels: 1 keeps, 0 drops. */
public final class Masks {
  private Masks() {}

  /**
   * One value a patch to one value a pixel.
   *
   * @param perPatch N x 1 x patches
   * @param like N x C x H x W
   * @return N x 1 x H x W
   */
  static Tensor spread(Tensor perPatch, Tensor like, int patch) {
    long[] shape = like.shape();
    Tensor columns = perPatch.expand(shape[0], (long) patch * patch, perPatch.size(2)).contiguous();
    return columns.unpatched(shape[2], shape[3], patch);
  }

  /**
   * How much each pixel changed: the sum over channels of the absolute differences, in parts of the
   * sample's largest; 0 all over where nothing changed.
   *
   * @param a N x C x H x W
   * @return N x 1 x H x W in [0, 1]
   */
  public static Tensor change(Tensor a, Tensor b) {
    Tensor sum = a.minus(b).abs().sum(1);
    return sum.shareOf(sum.max(1, 2, 3));
  }

  /**
   * Where a picture stays as it was: 1 where no pixel near it changed by the threshold.
   *
   * @param change as {@link #change} gives it
   * @param neighbourhood odd side of the square that counts as near
   */
  public static Tensor unchanged(Tensor change, int neighbourhood, double threshold) {
    return change.dilated(neighbourhood).less(threshold).toFloat();
  }

  /**
   * Where a plane's largest values are: 1 there, else 0; of equal values the first ones count.
   *
   * @param values N x C x H x W, none of them NaN
   * @param count how many of each plane of H x W
   */
  public static Tensor largest(Tensor values, int count) {
    return largest(values, from -> count);
  }

  /**
   * The same with a number for each plane.
   *
   * @param counts how many of the plane that begins at this value
   */
  private static Tensor largest(Tensor values, IntUnaryOperator counts) {
    float[] all = values.floats();
    int plane = Math.toIntExact(values.size(2) * values.size(3));
    float[] mask = new float[all.length];
    for (int from = 0; from < all.length; from += plane) {
      int count = counts.applyAsInt(from);
      if (count > 0) {
        mark(all, from, plane, count, mask);
      }
    }
    return Tensor.of(mask, values.shape());
  }

  private static void mark(float[] all, int from, int plane, int count, float[] mask) {
    float[] sorted = Arrays.copyOfRange(all, from, from + plane);
    Arrays.sort(sorted);
    float limit = sorted[plane - count];
    int equal = count;
    for (int k = from; k < from + plane; k++) {
      mask[k] = all[k] > limit ? 1 : 0;
      equal -= all[k] > limit ? 1 : 0;
    }
    for (int k = from; k < from + plane && equal > 0; k++) {
      if (all[k] == limit) {
        mask[k] = 1;
        equal--;
      }
    }
  }

  /**
   * As many patches of each sample as a mask keeps, but those where a noise is largest.
   *
   * @param mask N x 1 x H x W, the same all over a patch
   * @param noise one value a patch: N x 1 x H/patch x W/patch
   * @return N x 1 x H x W
   */
  public static Tensor scattered(Tensor mask, Tensor noise, int patch) {
    float[] kept = shrunkToAny(mask, patch).floats();
    int plane = Math.toIntExact(noise.size(2) * noise.size(3));
    Tensor places =
        largest(
            noise,
            from -> (int) IntStream.range(from, from + plane).filter(k -> kept[k] > 0.5).count());
    return spread(places.reshape(noise.size(0), 1, plane), mask, patch);
  }

  /**
   * A mask over latent pixels: 1 where any pixel below is 1. Max pooling.
   *
   * @param mask N x 1 x H x W
   * @param factor pixels a latent pixel, along a side
   * @return N x 1 x H/factor x W/factor
   */
  public static Tensor shrunkToAny(Tensor mask, int factor) {
    return laidOut(mask.patches(factor).max(1), mask, factor);
  }

  /** The same, 1 where at least half of the pixels below are 1. */
  public static Tensor shrunkToHalf(Tensor mask, int factor) {
    return laidOut(mask.patches(factor).mean(1).atLeast(0.5).toFloat(), mask, factor);
  }

  private static Tensor laidOut(Tensor perPatch, Tensor mask, int factor) {
    return perPatch.reshape(mask.size(0), 1, mask.size(2) / factor, mask.size(3) / factor);
  }

  /** The first where the mask is 1, the second where it is 0. */
  public static Tensor blend(Tensor mask, Tensor first, Tensor second) {
    return second.times(mask.times(-1).plus(1)).plus(mask.times(first));
  }

  /** Share of kept pixels a sample: N x 1 x 1 x 1. */
  public static Tensor keptFraction(Tensor mask) {
    return mask.mean(1, 2, 3);
  }
}
