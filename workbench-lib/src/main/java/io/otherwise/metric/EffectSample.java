package io.otherwise.metric;

import io.otherwise.metric.CausalEffect.Effect;
import io.otherwise.world.Attribute;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What {@link CausalEffect} has seen: for each answer its target, true effects and changes. */
final class EffectSample implements Sample {
  private final int[] positions;
  private final List<String> targets;
  private final double[][] truths;
  private final double[][] changes;

  /**
   * @param truths [answer][attribute]
   * @param changes [answer][attribute]
   */
  EffectSample(int[] positions, List<String> targets, double[][] truths, double[][] changes) {
    this.positions = positions;
    this.targets = targets;
    this.truths = truths;
    this.changes = changes;
  }

  @Override
  public int[] positions() {
    return positions.clone();
  }

  @Override
  public double value(int... members) {
    return CausalEffect.agreement(effects(members));
  }

  /** Over every member once. */
  List<Effect> effects() {
    return effects(IntStream.range(0, size()).toArray());
  }

  /** Averages over the members of each target, targets by name and attributes in order. */
  private List<Effect> effects(int... members) {
    TreeMap<String, List<Integer>> groups = new TreeMap<>();
    for (int member : members) {
      groups.computeIfAbsent(targets.get(member), t -> new ArrayList<>()).add(member);
    }
    List<Effect> effects = new ArrayList<>();
    groups.forEach(
        (target, group) -> {
          for (Attribute attribute : Attribute.values()) {
            int a = attribute.ordinal();
            effects.add(
                new Effect(target, attribute, mean(truths, group, a), mean(changes, group, a)));
          }
        });
    return effects;
  }

  private static double mean(double[][] rows, List<Integer> group, int column) {
    return group.stream().mapToDouble(row -> rows[row][column]).average().orElse(Double.NaN);
  }
}
