package io.otherwise.bench;

import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;

/** How fast this machine multiplies matrices through the engine that runs the networks. */
final class MatrixRate {
  private static final int SIDE = 2048;
  private static final int ROUNDS = 12;
  private static final double OPERATIONS = 2.0 * SIDE * SIDE * SIDE;

  private double wall;
  private double processor;

  /** Multiplies some more and keeps the best. */
  void measure() {
    try (Scope scope = Scope.open()) {
      Tensor a = Tensor.full(0.5, SIDE, SIDE);
      for (int round = 0; round < ROUNDS; round++) {
        Stopwatch watch = Stopwatch.start();
        try (Scope each = Scope.open()) {
          a.matmul(a);
        }
        Stopwatch.Seconds taken = watch.seconds();
        wall = Math.max(wall, OPERATIONS / taken.wall());
        processor = Math.max(processor, OPERATIONS / taken.processor());
      }
    }
  }

  /** Operations a second. */
  double wall() {
    return wall;
  }

  /** Operations a second of one core: what other programs take from this one does not count. */
  double processor() {
    return processor;
  }
}
