package io.otherwise.training;

import io.otherwise.explain.Progress;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.Knobs;
import io.otherwise.world.Scene;
import io.otherwise.world.Split;
import io.otherwise.world.flower.FlowerKnobs;
import io.otherwise.world.flower.FlowerScene;
import io.otherwise.world.flower.FlowerWorld;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/** The pools that the recipes draw from. */
public final class Pools {
  private Pools() {}

  /** The first faces of a split. */
  public static ScenePool<Scene> faces(Split split, Knobs knobs, int count, Progress progress) {
    FaceWorld world = FaceWorld.v1().knobs(knobs);
    return ScenePool.render(i -> world.scene(split, i), count, progress);
  }

  /**
   * Several photos of each of the first people of a split, person by person.
   *
   * @param shots photos of one person; face i shows person i / shots
   */
  public static ScenePool<Scene> people(
      Split split, Knobs knobs, int people, int shots, Progress progress) {
    FaceWorld world = FaceWorld.v1().knobs(knobs);
    return ScenePool.render(
        i -> world.shot(split, i / shots, i % shots), Math.multiplyExact(people, shots), progress);
  }

  /** The first faces of a split that a model may see. */
  public static ScenePool<Scene> faces(
      Split split, Knobs knobs, Coverage coverage, int count, Progress progress) {
    FaceWorld world = FaceWorld.v1().knobs(knobs);
    List<Scene> seen = first(count, i -> world.scene(split, i), coverage::includes);
    return ScenePool.render(seen::get, count, progress);
  }

  /** The first flowers of a split that a model may see. */
  public static ScenePool<FlowerScene> flowers(
      Split split, FlowerKnobs knobs, Coverage coverage, int count, Progress progress) {
    FlowerWorld world = FlowerWorld.v1().knobs(knobs);
    List<FlowerScene> seen = first(count, i -> world.scene(split, i), coverage::includes);
    return ScenePool.render(seen::get, count, progress);
  }

  /** The first flowers of a split. */
  public static ScenePool<FlowerScene> flowers(
      Split split, FlowerKnobs knobs, int count, Progress progress) {
    FlowerWorld world = FlowerWorld.v1().knobs(knobs);
    return ScenePool.render(i -> world.scene(split, i), count, progress);
  }

  private static <S> List<S> first(int count, LongFunction<S> scenes, Predicate<S> wanted) {
    return LongStream.iterate(0, i -> i + 1).mapToObj(scenes).filter(wanted).limit(count).toList();
  }
}
