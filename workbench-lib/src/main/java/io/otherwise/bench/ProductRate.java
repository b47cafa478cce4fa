package io.otherwise.bench;

import io.otherwise.tensor.Network;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;

/** How fast this machine computes one kind of product through the engine that runs the networks. */
final class ProductRate implements AutoCloseable {
  private static final int ROUNDS = 12;
  private static final int ROWS = 2048;
  private static final int CHANNELS = 256;
  private static final int SIDE = 64;
  private static final int KERNEL = 3;

  private final Network product;
  private final double operations;
  private final long[] shape;
  private double wall;
  private double processor;

  private ProductRate(Script script, long... shape) {
    this.shape = shape.clone();
    operations = script.work(shape).forward();
    product =
        new Network(script, Weights.from(script.parameters(), p -> new float[(int) p.size()]));
  }

  /** Two square matrices of 2,048 rows: what a share of the machine is usually counted in. */
  static ProductRate ofMatrices() {
    Script s = new Script();
    Script.Value a = s.input("a");
    s.returns(s.call("torch.matmul", a, a));
    return new ProductRate(s, ROWS, ROWS);
  }

  /** A 3 x 3 convolution of 256 channels at 64 x 64 places, as the denoisers have them. */
  static ProductRate ofConvolutions() {
    Script s = new Script();
    s.returns(s.layers().at("c").conv(s.input("x"), CHANNELS, CHANNELS, KERNEL, 1, 1));
    return new ProductRate(s, 1, CHANNELS, SIDE, SIDE);
  }

  /** Computes some more and keeps the best. */
  void measure() {
    try (Scope scope = Scope.open()) {
      Tensor x = Tensor.full(0.5, shape);
      for (int round = 0; round < ROUNDS; round++) {
        Stopwatch watch = Stopwatch.start();
        try (Scope each = Scope.open()) {
          product.run(x);
        }
        Stopwatch.Seconds taken = watch.seconds();
        wall = Math.max(wall, operations / taken.wall());
        processor = Math.max(processor, operations / taken.processor());
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

  @Override
  public void close() {
    product.close();
  }
}
