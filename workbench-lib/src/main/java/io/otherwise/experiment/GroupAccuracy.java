package io.otherwise.experiment;

import io.otherwise.metric.Sample;
import io.otherwise.metric.Wilson;
import io.otherwise.show.Figure;
import io.otherwise.world.Attribute;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How often a classifier is right, in each of four groups: the label with and without another
 * factor. The worst group is where a shortcut misleads; Sagawa et al. (2020), <a
 * href="https://arxiv.org/abs/1911.08731">Distributionally Robust Neural Networks</a>.
 *
 * @param names of the groups, such as {@code old, no glasses}
 * @param group of each face, an index into the names
 * @param right for each face, whether the classifier was
 */
public record GroupAccuracy(List<String> names, int[] group, boolean[] right) {
  public GroupAccuracy {
    names = List.copyOf(names);
    group = group.clone();
    right = right.clone();
    if (group.length != right.length || group.length == 0) {
      throw new IllegalArgumentException(
          "every face has a group and an answer, but there were %s groups and %s answers; measure both on the same faces"
              .formatted(group.length, right.length));
    }
  }

  /** From which faces a classifier is right about. */
  static GroupAccuracy of(boolean[] right, AuditFaces faces, Attribute label, Attribute factor) {
    List<String> names =
        List.of(
            label.negative() + ", " + factor.negative(),
            label.negative() + ", " + factor.positive(),
            label.positive() + ", " + factor.negative(),
            label.positive() + ", " + factor.positive());
    int[] group =
        faces.scenes().stream()
            .mapToInt(s -> (s.label(label) ? 2 : 0) + (s.label(factor) ? 1 : 0))
            .toArray();
    return new GroupAccuracy(names, group, right);
  }

  @Override
  public int[] group() {
    return group.clone();
  }

  @Override
  public boolean[] right() {
    return right.clone();
  }

  /** How often it is right on all faces. */
  public Wilson mean() {
    int all = (int) IntStream.range(0, right.length).filter(i -> right[i]).count();
    return Wilson.of(all, right.length);
  }

  /** The group in which it is right least often; groups without faces do not count. */
  public String worstGroup() {
    return names.get(worstOf(everyone()));
  }

  /** How often it is right there. */
  public Wilson worst() {
    int worst = worstOf(everyone());
    int[] members = IntStream.range(0, group.length).filter(i -> group[i] == worst).toArray();
    return Wilson.of((int) Arrays.stream(members).filter(i -> right[i]).count(), members.length);
  }

  /** The worst group's share in a table. */
  Figure worstFigure() {
    Wilson share = worst();
    return Figure.of(share).remark(worstGroup() + ", n = " + share.n());
  }

  /** The mean as a sample over faces, for intervals of differences. */
  public Sample meanSample() {
    return sample(m -> Arrays.stream(m).map(i -> right[i] ? 1 : 0).average().orElse(Double.NaN));
  }

  /**
   * How often it is right where label and factor are correlated, as a sample over faces: the shares
   * of the four groups, weighed as often as the groups then occur.
   *
   * @param correlation of label and factor, each true in half of the faces, in [-1, 1]
   */
  public Sample meanSample(double correlation) {
    return sample(
        m -> {
          double[] share = shares(m);
          double agree = (share[0] + share[3]) / 2;
          double disagree = (share[1] + share[2]) / 2;
          return (1 + correlation) / 2 * agree + (1 - correlation) / 2 * disagree;
        });
  }

  /** The worst group's share as a sample over faces; which group that is, is found anew. */
  public Sample worstSample() {
    return sample(this::worst);
  }

  private double worst(int... members) {
    return Arrays.stream(shares(members)).filter(Double::isFinite).min().orElse(Double.NaN);
  }

  private int worstOf(int... members) {
    double[] shares = shares(members);
    return IntStream.range(0, shares.length)
        .filter(g -> Double.isFinite(shares[g]))
        .boxed()
        .min(Comparator.comparingDouble(g -> shares[g]))
        .orElseThrow();
  }

  /** NaN for a group without members. */
  private double[] shares(int... members) {
    double[] correct = new double[names.size()];
    int[] n = new int[names.size()];
    for (int i : members) {
      n[group[i]]++;
      correct[group[i]] += right[i] ? 1 : 0;
    }
    return IntStream.range(0, n.length).mapToDouble(g -> correct[g] / n[g]).toArray();
  }

  private int[] everyone() {
    return IntStream.range(0, group.length).toArray();
  }

  private Sample sample(ToDoubleFunction<int[]> value) {
    return new Sample() {
      @Override
      public int[] positions() {
        return everyone();
      }

      @Override
      public double value(int... members) {
        return value.applyAsDouble(members);
      }
    };
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof GroupAccuracy other
        && names.equals(other.names)
        && Arrays.equals(group, other.group)
        && Arrays.equals(right, other.right);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(group) + Arrays.hashCode(right);
  }

  @Override
  public String toString() {
    return "GroupAccuracy[" + right.length + " faces, worst " + worstGroup() + "]";
  }
}
