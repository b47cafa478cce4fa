package io.otherwise.experiment;

import io.otherwise.explain.Image;
import io.otherwise.metric.FrechetDistance;
import io.otherwise.metric.Wilson;
import io.otherwise.model.AttributeOracle;
import io.otherwise.world.Attribute;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.Scene;
import io.otherwise.world.Split;
import io.otherwise.world.World;
import io.otherwise.world.WorldScene;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;

/** The test scenes that networks are measured on, and what an oracle says of pictures of them. */
final class TestSet {
  private static final int CHUNK = 40;

  /** From here on: apart from those that notebooks show. */
  private static final int FIRST_SCENE = 100_000;

  private TestSet() {}

  static List<Scene> faces(int from, int n) {
    FaceWorld world = FaceWorld.v1();
    return LongStream.range(0, n)
        .mapToObj(i -> world.scene(Split.TEST, FIRST_SCENE + from + i))
        .toList();
  }

  static List<? extends WorldScene> scenes(World world, int from, int n) {
    return LongStream.range(0, n)
        .mapToObj(i -> world.scene(Split.TEST, FIRST_SCENE + from + i))
        .toList();
  }

  static List<Image> images(List<? extends WorldScene> scenes) {
    return scenes.stream().map(WorldScene::image).toList();
  }

  /** The Frechet distance in the oracle's features. */
  static double distance(AttributeOracle oracle, List<Image> a, List<Image> b) {
    return FrechetDistance.between(oracle.features(a), oracle.features(b));
  }

  /** How many attributes of scenes the oracle reads in pictures of them. */
  static Wilson attributesRight(AttributeOracle oracle, List<Image> images, List<Scene> scenes) {
    float[][] seen = oracle.probabilities(images);
    int right = 0;
    for (int i = 0; i < seen.length; i++) {
      for (Attribute attribute : Attribute.values()) {
        boolean shown = seen[i][oracle.indexOf(attribute.key())] >= 0.5;
        right += shown == scenes.get(i).label(attribute) ? 1 : 0;
      }
    }
    return Wilson.of(right, seen.length * Attribute.values().length);
  }

  /** Work on chunks that fit into memory; the results in order. */
  static <T, R> List<R> chunked(List<T> all, Function<List<T>, List<R>> work) {
    List<R> done = new ArrayList<>();
    for (int from = 0; from < all.size(); from += CHUNK) {
      done.addAll(work.apply(all.subList(from, Math.min(all.size(), from + CHUNK))));
    }
    return done;
  }
}
