package io.otherwise.world;

import io.otherwise.explain.Image;
import io.otherwise.explain.Queries;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * The world faces: an endless, numbered supply of scenes. {@code FaceWorld.v1().scene(Split.TEST,
 * 7)} is the same scene today and on every machine.
 */
public record FaceWorld(long seed, Knobs knobs) {
  /** The version of the renderer and the causal model: other pixels or labels have another one. */
  static final int VERSION = 1;

  /** The first frozen version: these pixels never change, and shipped weights belong to them. */
  public static FaceWorld v1() {
    return new FaceWorld(20260101L, Knobs.clean());
  }

  /** The same people and photos under other strengths of the causal edges. */
  public FaceWorld knobs(Knobs other) {
    return new FaceWorld(seed, other);
  }

  /** Scene {@code index} of a split. */
  public Scene scene(Split split, long index) {
    return scene(split, index, knobs);
  }

  /** Scene {@code index} of a split under other knobs. */
  public Scene scene(Split split, long index, Knobs other) {
    check(index);
    Draws draws = draws(split, index);
    return Scene.draw(id(split, index), draws.child("person", 0), draws.child("photo", 0), other);
  }

  /**
   * Another photo of the person of scene {@code index}: the identity stays, everything else is
   * drawn anew. Shot 0 is the scene itself.
   */
  public Scene shot(Split split, long index, long shot) {
    check(index);
    check(shot);
    Draws draws = draws(split, index);
    String id = shot == 0 ? id(split, index) : id(split, index) + "#" + shot;
    return Scene.draw(id, draws.child("person", 0), draws.child("photo", shot), knobs);
  }

  /**
   * The scene of an id, such as that of a picture or of an edited scene.
   *
   * @param id {@code faces/test/7}, {@code faces/test/7#2}, {@code faces/test/7 smile=0.9}
   */
  public Scene scene(String id) {
    return SceneId.parse(this, id);
  }

  /**
   * Questions towards a class such as {@code old}: the first pictures of a split that are not that
   * class and show it clearly.
   *
   * @param n number of queries, 0 or more
   */
  public Queries queries(String target, Split split, int n) {
    Attribute attribute = Attribute.ofClass(target);
    boolean wanted = attribute.positive().equals(target);
    String actual = wanted ? attribute.negative() : attribute.positive();
    return new Queries(
        LongStream.iterate(0, index -> index + 1)
            .mapToObj(index -> scene(split, index))
            .filter(scene -> scene.label(attribute) != wanted && !scene.ambiguous(attribute))
            .limit(n)
            .map(scene -> scene.image().towards(target).trueLabel(actual))
            .toList());
  }

  /** The picture of scene {@code index} of the test split. */
  public Image image(long index) {
    return scene(Split.TEST, index).image();
  }

  private Draws draws(Split split, long index) {
    return new Draws(Draws.mix(seed)).child("faces/" + key(split), index);
  }

  private static String id(Split split, long index) {
    return "faces/" + key(split) + "/" + index;
  }

  private static String key(Split split) {
    return split.name().toLowerCase(Locale.ROOT);
  }

  private static void check(long index) {
    if (index < 0) {
      throw new IllegalArgumentException(
          "scenes are numbered from 0, but the index was " + index + "; choose 0 or more");
    }
  }
}
