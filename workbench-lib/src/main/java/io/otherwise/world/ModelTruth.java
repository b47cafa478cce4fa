package io.otherwise.world;

import io.otherwise.explain.Image;
import java.util.List;

/**
 * Model truth: the rendered scenes nearest to a query that change this classifier's mind, found by
 * single and paired edits of the scene. It is a set: for a classifier that leans on a shortcut,
 * adding the glasses belongs to it as well as ageing the face.
 *
 * @param query the factual scene
 * @param before the classifier's probability of the target for the query
 * @param members the scenes found, nearest in pixels first; empty when nothing changes its mind
 * @param renders pictures rendered for the search, at most {@link #BUDGET}
 */
public record ModelTruth(WorldScene query, float before, List<Member> members, int renders) {
  /** Most renders a query may cost. */
  public static final int BUDGET = 2000;

  /** The probability of the target from which the classifier's mind is changed. */
  public static final float DECISION = 0.5f;

  public ModelTruth {
    members = List.copyOf(members);
  }

  /**
   * One nearest scene.
   *
   * @param scene the edited scene; its id lists the edits
   * @param edits the edits, one or two
   * @param image its picture
   * @param score the classifier's probability of the target, above {@link #DECISION}
   * @param pixelDistance L2 over all values of the picture
   * @param sceneDistance L2 over the values of the factors
   */
  public record Member(
      WorldScene scene,
      List<Edit> edits,
      Image image,
      float score,
      double pixelDistance,
      double sceneDistance) {
    public Member {
      edits = List.copyOf(edits);
    }
  }

  /** One attribute, or other factor, and the value it is set to. */
  public record Edit(Factor attribute, double value) {
    @Override
    public String toString() {
      return attribute.key() + "=" + value;
    }
  }

  /**
   * Searches the truth about one query.
   *
   * @param score the classifier's probability of the target
   * @throws IllegalArgumentException if the query is the target already
   */
  public static ModelTruth of(WorldScene query, TargetScore score) {
    return new TruthSearch(query, score).run();
  }

  /** Smallest L2 over all values between an explanation and a member; infinite without members. */
  public double distance(Image explanation) {
    double nearest = Double.POSITIVE_INFINITY;
    for (Member member : members) {
      nearest = Math.min(nearest, TruthSearch.distance(explanation, member.image()));
    }
    return nearest;
  }
}
