package io.otherwise.training;

import io.otherwise.explain.Seed;
import io.otherwise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Pictures to learn, on the heap. */
public interface Pictures {
  int size();

  /** N x 3 x H x W in [0, 1]. */
  Tensor images(int... which);

  /** The indices of a batch: drawn from (seed, step) alone. */
  default int[] batch(long seed, int step, int size) {
    long key = Seed.seed(seed).key("pool", "batch", step);
    int[] chosen = new int[size];
    for (int i = 0; i < size; i++) {
      chosen[i] = (int) (Seed.uniform(key, i) * size());
    }
    return chosen;
  }

  /** These and then others; a batch shows each as often as its share of all. */
  default Pictures and(Pictures others) {
    return new Joined(this, others);
  }

  /** Two sets after each other. */
  record Joined(Pictures first, Pictures second) implements Pictures {
    @Override
    public int size() {
      return first.size() + second.size();
    }

    @Override
    public Tensor images(int... which) {
      List<Tensor> each = new ArrayList<>();
      for (int i : which) {
        each.add(i < first.size() ? first.images(i) : second.images(i - first.size()));
      }
      return Tensor.cat(each, 0);
    }
  }
}
