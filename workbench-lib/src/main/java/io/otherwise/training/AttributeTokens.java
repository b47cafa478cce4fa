package io.otherwise.training;

import io.otherwise.explain.Seed;
import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Script.Value;
import io.otherwise.tensor.Tensor;

/**
 * One token an attribute. How many give way to their null tokens is uniform from none to all: "old"
 * alone, which is what an explainer asks for, is as common a condition as a full description, and
 * all-null, one in nine for eight attributes, is the unconditional model.
 *
 * @param attributes how many there are
 */
record AttributeTokens(long seed, int attributes, Labels labels) implements Condition {
  /** Rows of the token table an attribute: null, no, yes. */
  private static final int ROWS = 3;

  /** What the images show. */
  interface Labels {
    boolean label(int image, int attribute);
  }

  @Override
  public Value context(Layers net, Value ids, int width) {
    return net.at("embedding").embedding(ids, (long) ROWS * attributes, width);
  }

  @Override
  public Tensor ids(int step, int... images) {
    return Tensor.of(rows(step, images), images.length, attributes);
  }

  /** Rows of the token table, images after each other: null, or what the image shows. */
  long[] rows(int step, int... images) {
    long key = Seed.seed(seed).key("denoiser", "drop", step);
    int n = attributes;
    long[] rows = new long[images.length * n];
    for (int i = 0; i < images.length; i++) {
      // Given the rate, tokens drop independently; over a uniform rate their number is uniform.
      double rate = Seed.uniform(key, (long) i * (n + 1));
      for (int a = 0; a < n; a++) {
        boolean drop = Seed.uniform(key, (long) i * (n + 1) + 1 + a) < rate;
        rows[i * n + a] = (long) ROWS * a + (drop ? 0 : labels.label(images[i], a) ? 2 : 1);
      }
    }
    return rows;
  }
}
