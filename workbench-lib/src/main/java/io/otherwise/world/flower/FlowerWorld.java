package io.otherwise.world.flower;

import io.otherwise.explain.Queries;
import io.otherwise.world.Draws;
import io.otherwise.world.SceneId;
import io.otherwise.world.Split;
import io.otherwise.world.World;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The world flowers: an endless, numbered supply of plants of fourteen species. {@code
 * FlowerWorld.v1().scene(Split.TEST, 7)} is the same scene today and on every machine.
 */
public record FlowerWorld(long seed, FlowerKnobs knobs) implements World {

  /** The first frozen version: these pixels never change. */
  public static FlowerWorld v1() {
    return new FlowerWorld(20260201L, FlowerKnobs.clean());
  }

  /** The same plants and photos under other knobs. */
  public FlowerWorld knobs(FlowerKnobs other) {
    return new FlowerWorld(seed, other);
  }

  @Override
  public String name() {
    return "flowers";
  }

  @Override
  public int version() {
    return 1;
  }

  /** The class names of all species, such as {@code corn poppy}. */
  @Override
  public List<String> classes() {
    return Species.labels();
  }

  /** What the species belong to. */
  public Taxonomy taxonomy() {
    return Taxonomy.flowers();
  }

  /** Scene {@code index} of a split. */
  @Override
  public FlowerScene scene(Split split, long index) {
    return shot(split, index, 0);
  }

  /**
   * The scenes of one species, endless and in order.
   *
   * @param from first scene that is looked at, 0 or more
   */
  public Stream<FlowerScene> scenes(Species species, Split split, long from) {
    check(from);
    return LongStream.iterate(from, index -> index + 1)
        .mapToObj(index -> scene(split, index))
        .filter(scene -> scene.species() == species && !scene.ambiguous());
  }

  /** Scene {@code index} of a split under other knobs. */
  public FlowerScene scene(Split split, long index, FlowerKnobs other) {
    return knobs(other).scene(split, index);
  }

  /**
   * Another photo of the plant of scene {@code index}: species, colour and petals stay, everything
   * else is drawn anew. Shot 0 is the scene itself.
   */
  public FlowerScene shot(Split split, long index, long shot) {
    check(index);
    check(shot);
    String key = name() + "/" + split.name().toLowerCase(Locale.ROOT);
    Draws draws = new Draws(Draws.mix(seed)).child(key, index);
    String id = key + "/" + index + (shot == 0 ? "" : "#" + shot);
    return FlowerScene.draw(id, draws.child("plant", 0), draws.child("photo", shot), knobs);
  }

  @Override
  public FlowerScene scene(String id) {
    SceneId read = SceneId.of(name(), id, "flowers/test/7 hue=0.9");
    FlowerScene scene = shot(read.split(), read.index(), read.shot());
    for (SceneId.Setting edit : read.edits()) {
      scene = scene.with(edit.factor(), edit.value());
    }
    return scene;
  }

  /** Questions towards a species, such as {@code corn poppy}. */
  @Override
  public Queries queries(String target, Split split, int n) {
    Species species = Species.of(target);
    return new Queries(
        LongStream.iterate(0, index -> index + 1)
            .mapToObj(index -> scene(split, index))
            .filter(scene -> scene.species() != species && !scene.ambiguous())
            .limit(n)
            .map(scene -> scene.image().towards(target).trueLabel(scene.species().label()))
            .toList());
  }

  private static void check(long index) {
    if (index < 0) {
      throw new IllegalArgumentException(
          "scenes are numbered from 0, but the index was " + index + "; choose 0 or more");
    }
  }
}
