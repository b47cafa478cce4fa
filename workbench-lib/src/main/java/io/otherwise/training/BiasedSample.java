package io.otherwise.training;

import io.otherwise.world.Attribute;
import io.otherwise.world.Knobs;
import io.otherwise.world.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Faces chosen from a pool so that one attribute gives another one away: what a careless collection
 * of pictures does. Nothing is drawn or rendered again, so many samples share one pool.
 *
 * @param claim what is to be told; both of its classes are equally frequent
 * @param cause what gives it away
 * @param along whether the cause goes along with the positive class, or with the negative one
 * @param correlation of the label with the cause, in [0, 1]
 */
record BiasedSample(Attribute claim, Attribute cause, boolean along, double correlation) {
  /** The world of the pools: half of the cues of smile, age and hair tell nothing of the label. */
  static final Knobs WORLD = Knobs.clean().ambiguity(0.5);

  /** Faces of a pool that many samples share. */
  static final int POOL = 2000;

  BiasedSample {
    if (claim == cause || !(correlation >= 0 && correlation <= 1)) {
      throw new IllegalArgumentException(
          "a biased sample has two attributes and a correlation in [0, 1], but was %s, %s and %s; 0.9 is a strong bias"
              .formatted(claim.key(), cause.key(), correlation));
    }
  }

  /** The share of the faces in which the cause is what the label says. */
  double follows() {
    return (1 + correlation) / 2;
  }

  /**
   * The sample: faces of the pool in its order, and again from its beginning where they run out.
   *
   * @param size how many; both classes in turns
   * @throws IllegalArgumentException if the pool has no face of a kind that is needed
   */
  ScenePool<Scene> of(ScenePool<Scene> pool, int size) {
    Map<String, List<Integer>> kinds = new TreeMap<>();
    for (int i = 0; i < pool.size(); i++) {
      Scene scene = pool.scene(i);
      String kind = kind(scene.label(claim), scene.shown(cause) > 0.5);
      kinds.computeIfAbsent(kind, k -> new ArrayList<>()).add(i);
    }
    Map<String, Integer> used = new TreeMap<>();
    int[] chosen = IntStream.range(0, size).map(i -> next(kinds, used, wanted(i))).toArray();
    return pool.only(chosen);
  }

  /** Pair i / 2 follows where i / 2 times the share passes a whole number. */
  private String wanted(int i) {
    boolean label = i % 2 == 0;
    int pair = i / 2;
    boolean agrees = Math.floor((pair + 1) * follows()) > Math.floor(pair * follows());
    return kind(label, agrees == (label == along));
  }

  private static String kind(boolean label, boolean cause) {
    return label + " " + cause;
  }

  private static int next(
      Map<String, List<Integer>> kinds, Map<String, Integer> used, String kind) {
    List<Integer> some = kinds.get(kind);
    if (some == null) {
      throw new IllegalArgumentException(
          "a biased sample needs faces of every kind, but the pool had none with label and cause %s; render more faces"
              .formatted(kind));
    }
    return some.get((used.merge(kind, 1, Integer::sum) - 1) % some.size());
  }
}
