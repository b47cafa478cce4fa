package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.explain.Scores;
import io.otherwise.model.Autoencoder;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatentDistanceTest {
  /** Means over blocks of 4 x 4, plus a draw as a posterior has one. */
  private static final class Blocks implements Autoencoder {
    final List<Long> batches = new ArrayList<>();

    @Override
    public int channels() {
      return 3;
    }

    @Override
    public int factor() {
      return 4;
    }

    @Override
    public Tensor encode(Tensor image, Noise noise) {
      long n = image.size(0);
      batches.add(n);
      long h = image.size(2) / 4;
      long w = image.size(3) / 4;
      Tensor mean = image.reshape(n, 3, h, 4, w, 4).mean(3, 5);
      return mean.plus(noise.draw("posterior", 0, mean.shape()));
    }

    @Override
    public Tensor decode(Tensor latent) {
      throw new UnsupportedOperationException("nothing is decoded");
    }

    @Override
    public void close() {}
  }

  private static LatentDistance metric() {
    return new LatentDistance(new Blocks(), "blocks");
  }

  @Test
  void it_is_the_norm_in_the_latent_without_a_draw() {
    // 3 x 2 x 2 latent values that moved from -0.5 to 0.5.
    assertEquals(Math.sqrt(12), metric().value(PairAnswers.endings(.75)), 1e-6);
  }

  @Test
  void it_says_the_same_twice() {
    Counterfactuals answers = PairAnswers.endings(.75, .3, .6);

    assertEquals(metric().sample(answers), metric().sample(answers));
  }

  @Test
  void details_that_the_autoencoder_drops_do_not_count() {
    Image plain = PairAnswers.plain(.5);
    float[] checked = plain.values();
    for (int i = 0; i < checked.length; i++) {
      checked[i] = i % 2 == 0 ? .25f : .75f;
    }
    Image chequered = Image.of("chequered", PairAnswers.SIDE, PairAnswers.SIDE, checked);
    Counterfactuals answers =
        new Counterfactuals(List.of(PairAnswers.towardsBright(plain, chequered)));

    assertEquals(0, metric().value(answers), 1e-6);
    assertTrue(LpDistance.l2().value(answers) > 3);
  }

  @Test
  void order_and_chunks_do_not_matter() {
    Counterfactuals answers =
        PairAnswers.some(
            70,
            i -> PairAnswers.towardsBright(PairAnswers.noisy(i, 8), PairAnswers.noisy(i + 70, 8)));
    Blocks blocks = new Blocks();
    Values sample = new LatentDistance(blocks, "blocks").sample(answers);

    assertEquals(List.of(64L, 6L, 64L, 6L), blocks.batches);
    assertEquals(sample.value(), metric().value(PairAnswers.reversed(answers)), 1e-9);
    assertArrayEquals(
        java.util.Arrays.copyOf(sample.values(), 3),
        metric().sample(answers.take(3)).values(),
        1e-6);
  }

  @Test
  void a_side_that_does_not_divide_is_refused_before_the_network_runs() {
    Blocks blocks = new Blocks();
    Image odd = PairAnswers.noisy(1, 6);
    Counterfactual answer =
        Counterfactual.of(
            odd.towards("bright"),
            odd,
            Scores.binary("dark", "bright", .1f),
            Scores.binary("dark", "bright", .9f));
    Counterfactuals answers = new Counterfactuals(List.of(PairAnswers.ending(.9), answer));
    LatentDistance metric = new LatentDistance(blocks, "blocks");

    assertThrows(IllegalArgumentException.class, () -> metric.sample(answers));
    assertTrue(blocks.batches.isEmpty());
  }

  @Test
  void it_leaves_no_tensor_behind() {
    long before = Scope.live();

    metric().value(PairAnswers.endings(.75, .3));

    assertEquals(before, Scope.live());
  }

  @Test
  void it_is_named_with_its_autoencoder() {
    assertEquals("latent L2 (blocks)", metric().name());
    assertEquals(Direction.LOWER, metric().direction());
    assertEquals(Population.VALID, metric().population(Population.VALID).population());
  }
}
