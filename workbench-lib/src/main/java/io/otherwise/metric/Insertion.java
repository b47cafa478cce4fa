package io.otherwise.metric;

import io.otherwise.explain.Image;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The way from an image to its counterfactual in about 50 steps, the pixels that changed most
 * first. What a classifier says on the way makes the {@link Curves} of {@link Cout}.
 *
 * <p>Khorram and Fuxin (2022), <a href="https://arxiv.org/abs/2203.15064">Cycle-Consistent
 * Counterfactuals by Latent Transformations</a>. The references divide the changes by the largest
 * one, which is NaN for an unchanged image; the order does not need that, so it is left out.
 *
 * @param label index of the factual class
 * @param target index of the counterfactual class
 */
public record Insertion(Image factual, Image edited, int label, int target) {
  private static final int PARTS = 50;

  public Insertion {
    if (factual.height() != edited.height() || factual.width() != edited.width()) {
      throw new IllegalArgumentException(
          "pixels are inserted into an image of the same size, but "
              + factual
              + " and "
              + edited
              + " differ; resize one of them");
    }
  }

  /** How many pixels there are. */
  public int pixels() {
    return factual.height() * factual.width();
  }

  /** How many pixels a step inserts; the last one may insert fewer. */
  public int step() {
    return Math.max(1, pixels() / PARTS);
  }

  /** T: how many steps it takes; 51 for 256 x 256 pixels. */
  public int steps() {
    return (pixels() + step() - 1) / step();
  }

  /** Pixels by the sum over channels of |x - x'|, the largest first; ties in reading order. */
  public int[] order() {
    float[] x = factual.values();
    float[] y = edited.values();
    double[] change = new double[pixels()];
    for (int i = 0; i < x.length; i++) {
      change[i % change.length] += Math.abs((double) x[i] - y[i]);
    }
    return IntStream.range(0, change.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer pixel) -> change[pixel]).reversed())
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** The images after 0 to T steps, made on the way: the factual one to the edited one. */
  public Stream<Image> images() {
    int[] order = order();
    return IntStream.rangeClosed(0, steps()).mapToObj(t -> after(t, order));
  }

  private Image after(int steps, int[] order) {
    float[] values = factual.values();
    float[] inserted = edited.values();
    int until = Math.min(pixels(), steps * step());
    for (int k = 0; k < until; k++) {
      for (int i = order[k]; i < values.length; i += pixels()) {
        values[i] = inserted[i];
      }
    }
    String id = factual.id() + " after " + steps;
    return Image.of(id, factual.height(), factual.width(), values);
  }

  /**
   * The curves of some insertions, from the images of all of them.
   *
   * @param probabilities of up to 64 images of one size: [image][class]
   * @return one an insertion, in order
   */
  public static List<Curves> curves(
      List<Insertion> insertions, Function<List<Image>, double[][]> probabilities) {
    return curves(insertions, InChunks.SIZE, probabilities);
  }

  static List<Curves> curves(
      List<Insertion> insertions, int most, Function<List<Image>, double[][]> probabilities) {
    List<double[]> both =
        InChunks.map(
            insertions.stream().flatMap(Insertion::images),
            most,
            new Followed(insertions, probabilities));
    List<Curves> curves = new ArrayList<>();
    int from = 0;
    for (Insertion insertion : insertions) {
      List<double[]> own = both.subList(from, from + insertion.steps() + 1);
      double[] label = own.stream().mapToDouble(p -> p[0]).toArray();
      double[] target = own.stream().mapToDouble(p -> p[1]).toArray();
      curves.add(new Curves(label, target, insertion.step(), insertion.pixels()));
      from += own.size();
    }
    return curves;
  }

  /** Keeps the two classes of each image's insertion: those of a thousand others fill a memory. */
  private static final class Followed implements Function<List<Image>, List<double[]>> {
    private final int[] owner;
    private final List<Insertion> insertions;
    private final Function<List<Image>, double[][]> probabilities;
    private int seen;

    Followed(List<Insertion> insertions, Function<List<Image>, double[][]> probabilities) {
      this.insertions = insertions;
      this.probabilities = probabilities;
      this.owner =
          IntStream.range(0, insertions.size())
              .flatMap(i -> IntStream.rangeClosed(0, insertions.get(i).steps()).map(t -> i))
              .toArray();
    }

    @Override
    public List<double[]> apply(List<Image> images) {
      List<double[]> both = new ArrayList<>();
      for (double[] p : probabilities.apply(images)) {
        Insertion insertion = insertions.get(owner[seen++]);
        both.add(new double[] {p[insertion.label()], p[insertion.target()]});
      }
      return both;
    }
  }
}
