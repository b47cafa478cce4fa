package io.otherwise.tensor;

import java.util.List;
import java.util.Locale;

/**
 * How many images go through the networks of a method together, and whether the graph forgets what
 * is inside of them, decided before anything runs.
 *
 * @param batch images together, at least 1
 * @param forgetting whether to run under {@link Gradients#forgetting}
 * @param bytes what the networks will need at most, their weights aside
 * @param atHand what they may need
 */
public record MemoryPlan(int batch, boolean forgetting, long bytes, long atHand) {
  private static final double GIB = 1L << 30;

  /**
   * As many images as fit, up to the number wanted. Forgetting costs a forward a gradient, so it is
   * chosen only where more images then fit.
   *
   * @param networks what the networks through which a gradient goes take for one image
   * @param wanted images together, at least 1
   * @param atHand bytes; 0 where nobody knows, and then all fit
   * @throws IllegalArgumentException if not even one image fits
   */
  public static MemoryPlan choose(List<Work> networks, int wanted, long atHand) {
    long whole = networks.stream().mapToLong(Work::graphBytes).sum();
    long ends = networks.stream().mapToLong(Work::endBytes).sum();
    long parts = ends + networks.stream().mapToLong(Work::partBytes).max().orElse(0);
    long plain = fitting(whole, wanted, atHand);
    long forgotten = fitting(parts, wanted, atHand);
    if (forgotten == 0) {
      throw new IllegalArgumentException(
          "a run needs memory for one image at least, which is %s with what networks hold forgotten, but %s are at hand; free some, or take smaller images"
              .formatted(gib(parts), gib(atHand)));
    }
    boolean forget = forgotten > plain;
    int batch = (int) Math.max(plain, forgotten);
    return new MemoryPlan(batch, forget, batch * (forget ? parts : whole), atHand);
  }

  private static long fitting(long each, int wanted, long atHand) {
    return atHand == 0 ? wanted : Math.min(wanted, atHand / Math.max(1, each));
  }

  private static String gib(long bytes) {
    return String.format(Locale.ROOT, "%.2f GiB", bytes / GIB);
  }

  /** One line, for people. */
  @Override
  public String toString() {
    return "%d %s at a time%s, %s of %s"
        .formatted(
            batch,
            batch == 1 ? "image" : "images",
            forgetting ? ", networks recomputed for gradients" : "",
            gib(bytes),
            atHand == 0 ? "unknown memory" : gib(atHand));
  }
}
