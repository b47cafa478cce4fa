package io.otherwise.metric;

import java.util.function.Function;
import java.util.stream.IntStream;

/** A sample whose value is a mean over random parts; it tells their deviation too. */
public final class RepeatedSample implements Sample {
  private final int[] positions;
  private final Function<int[], Repeats> repeats;

  RepeatedSample(int[] positions, Function<int[], Repeats> repeats) {
    this.positions = positions.clone();
    this.repeats = repeats;
  }

  @Override
  public int[] positions() {
    return positions.clone();
  }

  /** One value a draw, on some members. */
  public Repeats repeats(int... members) {
    return repeats.apply(members);
  }

  /** One value a draw, on every member once. */
  public Repeats repeats() {
    return repeats(IntStream.range(0, positions.length).toArray());
  }

  /** The mean over the draws. */
  @Override
  public double value(int... members) {
    return repeats(members).mean();
  }
}
