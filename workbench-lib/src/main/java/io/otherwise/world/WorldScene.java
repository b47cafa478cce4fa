package io.otherwise.world;

import io.otherwise.explain.Image;
import java.util.List;
import java.util.Map;

/**
 * One picture of any world before it is painted. Immutable; the same scene gives the same pixels on
 * any machine and thread, and an edit keeps the noise.
 */
public interface WorldScene {
  /** Where the scene came from, with the edits since, such as {@code faces/test/7 smile=0.9}. */
  String id();

  /** The picture at the side the networks are trained on. */
  Image image();

  /**
   * The picture at any side, 3 x side x side, with values that are whole 255ths.
   *
   * @param side pixels, at least 8
   */
  Image render(int side);

  /** The value that the picture shows of a factor, by its key. */
  double shown(String factor);

  /**
   * The same noise with one factor set, by its key, and all others held fixed.
   *
   * @param value in [0, 1]
   */
  WorldScene with(String factor, double value);

  /**
   * World truth: the same noise as a member of a class, such as {@code old}.
   *
   * @throws IllegalArgumentException if the world has no such class
   */
  WorldScene towards(String target);

  /** Where becoming a class can change pixels. */
  EditMask mask(String target);

  /** The factors whose effect on a classifier is asked for, in order. */
  List<? extends Factor> factors();

  /** All ways to move this scene along one factor; what model truth is searched with. */
  List<Move> moves();

  /** What is true of the scene, by name, for people to read. */
  Map<String, Object> facts();

  /**
   * A move of one factor from the value that the picture shows to a goal.
   *
   * @param paired whether model truth combines it with other moves
   */
  record Move(Factor factor, double from, double goal, boolean paired) {
    double at(double share) {
      return share >= 1 ? goal : from + (goal - from) * share;
    }
  }

  /** Refuses sides that show nothing. */
  static void checkSide(int side) {
    if (side < 8) {
      throw new IllegalArgumentException(
          "the side of a rendered picture is at least 8 pixels, but was "
              + side
              + "; the shipped networks take 64");
    }
  }
}
