package io.otherwise.training;

import io.otherwise.explain.Seed;
import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Script.Value;
import io.otherwise.tensor.Tensor;
import java.util.function.IntUnaryOperator;

/**
 * One token, the class; one in ten is withheld. The row behind the last class says nothing, as in
 * the published class-conditional model.
 *
 * @param label the class of an image
 */
record ClassTokens(long seed, int classes, IntUnaryOperator label) implements Condition {
  private static final double WITHHELD = 0.1;

  @Override
  public Value context(Layers net, Value ids, int width) {
    return net.at("embedding").embedding(ids, classes + 1L, width);
  }

  @Override
  public Tensor ids(int step, int... images) {
    long key = Seed.seed(seed).key("classes", "drop", step);
    long[] rows = new long[images.length];
    for (int i = 0; i < images.length; i++) {
      rows[i] = Seed.uniform(key, i) < WITHHELD ? classes : label.applyAsInt(images[i]);
    }
    return Tensor.of(rows, images.length, 1);
  }
}
