package io.otherwise.metric;

import java.util.function.ToDoubleFunction;

/** A sample whose value is one number about all of its members together. */
final class SetSample implements Sample {
  private final int[] positions;
  private final ToDoubleFunction<int[]> value;

  SetSample(int[] positions, ToDoubleFunction<int[]> value) {
    this.positions = positions.clone();
    this.value = value;
  }

  @Override
  public int[] positions() {
    return positions.clone();
  }

  @Override
  public double value(int... members) {
    return value.applyAsDouble(members);
  }
}
