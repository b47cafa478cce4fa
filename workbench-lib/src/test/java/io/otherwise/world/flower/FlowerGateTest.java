package io.otherwise.world.flower;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.world.Split;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The gate before training, at a small size (the data card has the full figures): the nearest
 * picture leaves room for whoever knows where to look, and rare forms mislead it.
 */
class FlowerGateTest {
  private static final int SIDE = 16;
  private static final int TRAIN = 400;
  private static final int TEST = 70;
  private static final FlowerKnobs CLEAN = FlowerKnobs.clean();

  private static final Species[] LABELS = new Species[TRAIN];
  private static final float[][] PIXELS = new float[TRAIN][];

  static {
    for (int i = 0; i < TRAIN; i++) {
      FlowerScene scene = FlowerWorld.v1().scene(Split.TRAIN, i);
      LABELS[i] = scene.species();
      PIXELS[i] = scene.render(SIDE).values();
    }
  }

  /** Accuracy of copying the species of the nearest training picture, all of them clean. */
  private static double nearest(FlowerKnobs knobs) {
    int right = 0;
    for (int i = 0; i < TEST; i++) {
      FlowerScene scene = FlowerWorld.v1().scene(Split.TEST, i, knobs);
      right += guess(scene.render(SIDE).values()) == scene.species() ? 1 : 0;
    }
    return right / (double) TEST;
  }

  private static Species guess(float... pixels) {
    int best = 0;
    double least = Double.MAX_VALUE;
    for (int j = 0; j < TRAIN; j++) {
      double sum = 0;
      for (int k = 0; k < pixels.length && sum < least; k++) {
        double step = PIXELS[j][k] - pixels[k];
        sum += step * step;
      }
      if (sum < least) {
        least = sum;
        best = j;
      }
    }
    return LABELS[best];
  }

  @Test
  void the_nearest_picture_is_far_above_chance_and_leaves_an_oracle_15_points() {
    double nearest = nearest(CLEAN);
    assertTrue(nearest > 3.0 / 14 && nearest < 0.84, "nearest " + nearest);
  }

  @Test
  void each_rare_form_misleads_who_has_never_seen_it() {
    double nearest = nearest(CLEAN);
    for (FlowerKnobs rare : List.of(CLEAN.young(1), CLEAN.unusual(1), CLEAN.lookalike(1))) {
      double misled = nearest(rare);
      assertTrue(misled < nearest - 0.2, rare + " " + misled + " of " + nearest);
    }
  }
}
