package io.otherwise.artifact;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a shipped network was trained.
 *
 * @param recipe the class that did it
 * @param data the manifest or world it learnt from
 * @param correlation strength of each causal edge in the training split, such as {@code
 *     age->glasses}, in [-1, 1]; by name
 * @param stages in the order run; each starts from the weights of the one before
 */
public record Training(
    String recipe, String data, Map<String, Double> correlation, long seed, List<Stage> stages) {
  /** Not trained here. */
  public static final Training NONE = new Training("", "", Map.of(), 0, List.of());

  /**
   * One uninterrupted stretch of training.
   *
   * @param steps optimiser steps
   * @param minutes of wall-clock time
   * @param commit of the program that ran it
   * @param loss at its end, averaged as the recipe says
   */
  public record Stage(String name, long steps, double minutes, String commit, double loss) {
    /** The same, run by another commit. */
    public Stage commit(String other) {
      return new Stage(name, steps, minutes, other, loss);
    }
  }

  public Training {
    recipe = recipe == null ? "" : recipe;
    data = data == null ? "" : data;
    correlation =
        correlation == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(correlation));
    stages = stages == null ? List.of() : List.copyOf(stages);
  }
}
