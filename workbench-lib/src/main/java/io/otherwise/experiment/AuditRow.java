package io.otherwise.experiment;

import io.otherwise.explain.Interrupt;
import io.otherwise.metric.Bootstrap;
import io.otherwise.metric.Interval;
import io.otherwise.metric.Resamples;
import io.otherwise.metric.Values;
import io.otherwise.metric.Wilson;
import io.otherwise.model.Classifier;
import io.otherwise.show.Figure;
import io.otherwise.world.Attribute;
import java.util.Arrays;
import java.util.Optional;

/**
 * What setting one factor does to a classifier, all else held fixed.
 *
 * @param name of the factor
 * @param role whether it is what the classifier is asked for, something else, or the control
 * @param effect for each face p(target) with the factor less p(target) without it, in [-1, 1]
 * @param changed share of faces on which the decision differs between the two
 * @param groups accuracy where the label meets the factor; empty for the control and for the asked
 *     one, whose groups are the classes
 * @param margin effects within it, on either side, count as none
 */
public record AuditRow(
    String name,
    Role role,
    Values effect,
    Wilson changed,
    Optional<GroupAccuracy> groups,
    double margin) {
  static final String CONTROL = "another photo (control)";

  /** What a factor is to the classifier's task. */
  public enum Role {
    ASKED,
    OTHER,
    CONTROL
  }

  /** What the interval says. */
  public enum Finding {
    /** It lies beyond the margin: the factor moves the classifier. */
    MOVES,
    /** It lies within the margin. */
    NOTHING,
    /** It holds an end of the margin. */
    OPEN
  }

  public AuditRow {
    if (!(margin > 0 && margin < 1)) {
      throw new IllegalArgumentException(
          "a margin of effects on a probability lies in (0, 1), but was " + margin + "; take .05");
    }
  }

  /**
   * One factor of faces put on and off.
   *
   * @throws IllegalArgumentException unless the classes are the two of an attribute
   */
  public static AuditRow of(Classifier classifier, AuditFaces faces, Attribute factor) {
    return of(classifier, faces, factor, faces.right(classifier));
  }

  /** The same where it is known already which faces the classifier is right about. */
  static AuditRow of(Classifier classifier, AuditFaces faces, Attribute factor, boolean[] right) {
    Attribute asked = AuditFaces.asked(classifier);
    boolean own = factor == asked;
    return of(
        factor.key(),
        own ? Role.ASKED : Role.OTHER,
        classifier,
        faces.edit(factor),
        own ? Optional.empty() : Optional.of(GroupAccuracy.of(right, faces, asked, factor)));
  }

  /** Two photos of each face in which nothing that has a name differs. */
  static AuditRow control(Classifier classifier, AuditFaces faces) {
    return of(CONTROL, Role.CONTROL, classifier, faces.photos(), Optional.empty());
  }

  private static AuditRow of(
      String name,
      Role role,
      Classifier classifier,
      Intervention edit,
      Optional<GroupAccuracy> groups) {
    Interrupt.check("before the effect of " + name);
    String target = AuditFaces.asked(classifier).positive();
    double[] without = edit.before(classifier, target);
    double[] with = edit.after(classifier, target);
    return of(name, role, without, with, groups, Audit.MARGIN);
  }

  /** From the probabilities of the target without and with the factor. */
  static AuditRow of(
      String name,
      Role role,
      double[] without,
      double[] with,
      Optional<GroupAccuracy> groups,
      double margin) {
    double[] effect = new double[with.length];
    int changed = 0;
    for (int i = 0; i < effect.length; i++) {
      effect[i] = with[i] - without[i];
      changed += with[i] >= 0.5 == without[i] >= 0.5 ? 0 : 1;
    }
    int[] positions = new int[effect.length];
    Arrays.setAll(positions, i -> i);
    Wilson share = Wilson.of(changed, effect.length);
    return new AuditRow(name, role, new Values(positions, effect), share, groups, margin);
  }

  /** The mean effect. */
  public double mean() {
    return effect.value();
  }

  /** Its 95 % interval over faces, BCa. */
  public Interval interval() {
    return Bootstrap.interval(effect, Resamples.of(effect.size()));
  }

  /** The mean effect with its interval, bold where it is a shortcut. */
  Figure effectFigure() {
    return Figure.of(mean()).interval(interval()).remark("n = " + n()).best(shortcut());
  }

  /** How many faces were edited. */
  public int n() {
    return effect.size();
  }

  public Finding finding() {
    Interval i = interval();
    if (i.low() > margin || i.high() < -margin) {
      return Finding.MOVES;
    }
    return i.low() >= -margin && i.high() <= margin ? Finding.NOTHING : Finding.OPEN;
  }

  /** Something else than what is asked moves the classifier. */
  public boolean shortcut() {
    return role == Role.OTHER && finding() == Finding.MOVES;
  }

  /** The finding in words. */
  public String words() {
    return switch (finding()) {
      case MOVES ->
          switch (role) {
            case ASKED -> "moves it, as it should";
            case OTHER -> "moves it: a shortcut";
            case CONTROL -> "moves it: do not trust this audit";
          };
      case NOTHING -> role == Role.ASKED ? "does not move it, but should" : "does not move it";
      case OPEN -> "open";
    };
  }

  /** What would show that the finding is wrong. */
  public String refutation() {
    String end = "\u00b1" + margin;
    if (role == Role.CONTROL) {
      return "other faces on which the interval lies beyond " + end + ": then the audit errs";
    }
    return switch (finding()) {
      case MOVES -> "other faces on which the interval reaches within " + end;
      case NOTHING -> "other faces on which the interval reaches beyond " + end;
      case OPEN -> "nothing yet: some " + enough() + " faces would decide";
    };
  }

  /** Faces after which an interval around the same mean would no longer hold the margin's end. */
  private int enough() {
    Interval i = interval();
    double half = (i.high() - i.low()) / 2;
    double distance = Math.max(Math.abs(Math.abs(mean()) - margin), margin / 20);
    return (int) Math.ceil(n() * Math.max(1.1, half * half / (distance * distance)));
  }
}
