package io.otherwise.world;

import io.otherwise.explain.Image;
import io.otherwise.world.ModelTruth.Edit;
import io.otherwise.world.ModelTruth.Member;
import io.otherwise.world.WorldScene.Move;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The search behind {@link ModelTruth}. Factors move from the value that the picture shows as
 * {@link WorldScene#moves} says. What flips is then shrunk by bisection, all candidates in step, so
 * that the classifier sees large batches.
 */
final class TruthSearch {
  /** Bisections of one magnitude: the boundary is met within 1/256 of the way. */
  private static final int BISECTIONS = 8;

  /** A single continuous edit is tried at these shares of the way; a score need not rise evenly. */
  private static final double[] SHARES = {0.25, 0.5, 0.75, 1};

  /** Raised when the search finds something else under the same settings. */
  private static final int VERSION = 1;

  /** What a stored search was made with. */
  record Settings(int version, int budget, float decision, int bisections, List<Double> shares) {}

  static final Settings SETTINGS =
      new Settings(
          VERSION,
          ModelTruth.BUDGET,
          ModelTruth.DECISION,
          BISECTIONS,
          Arrays.stream(SHARES).boxed().toList());

  private final WorldScene query;
  private final TargetScore score;
  private final Image factual;
  private int renders;

  TruthSearch(WorldScene query, TargetScore score) {
    this.query = query;
    this.score = score;
    factual = query.image();
  }

  ModelTruth run() {
    float before = scores(List.of(factual))[0];
    if (before > ModelTruth.DECISION) {
      throw new IllegalArgumentException(
          "model truth starts from a picture the classifier does not call the target, but "
              + query.id()
              + " scores "
              + before
              + "; choose a query at or below "
              + ModelTruth.DECISION);
    }
    List<Member> members = new ArrayList<>(members(singles()));
    for (Member pair : members(pairs())) {
      if (!dominated(pair, members)) {
        members.add(pair);
      }
    }
    members.sort(Comparator.comparingDouble(Member::pixelDistance));
    return new ModelTruth(query, before, members, renders);
  }

  /** For every move the first share that flips, shrunk to the boundary before it. */
  private List<Candidate> singles() {
    List<Candidate> tried = new ArrayList<>();
    for (Move move : query.moves()) {
      for (double share : move.factor().continuous() ? SHARES : new double[] {1}) {
        tried.add(Candidate.single(move, share));
      }
    }
    List<Candidate> first = new ArrayList<>();
    for (Candidate candidate : flipping(tried)) {
      if (first.isEmpty() || !last(first).moves().equals(candidate.moves())) {
        first.add(candidate);
      }
    }
    return shrink(first, 0);
  }

  private static Candidate last(List<Candidate> list) {
    return list.get(list.size() - 1);
  }

  /** Every pair of moves that flips, each magnitude shrunk while the other stays. */
  private List<Candidate> pairs() {
    List<Move> moves = query.moves().stream().filter(Move::paired).toList();
    List<Candidate> tried = new ArrayList<>();
    for (int i = 0; i < moves.size(); i++) {
      for (int j = i + 1; j < moves.size(); j++) {
        if (!moves.get(i).factor().equals(moves.get(j).factor())) {
          tried.add(Candidate.pair(moves.get(i), moves.get(j)));
        }
      }
    }
    return shrink(shrink(flipping(tried), 0), 1);
  }

  /** Bisects one magnitude of every candidate between nothing and what flips. */
  private List<Candidate> shrink(List<Candidate> candidates, int which) {
    List<Candidate> best = new ArrayList<>(candidates);
    double[] low = new double[best.size()];
    for (int step = 0; step < BISECTIONS; step++) {
      List<Integer> open = new ArrayList<>();
      List<Candidate> middle = new ArrayList<>();
      for (int i = 0; i < low.length; i++) {
        Candidate candidate = best.get(i);
        if (candidate.continuous(which)) {
          open.add(i);
          middle.add(candidate.share(which, (low[i] + candidate.share(which)) / 2));
        }
      }
      boolean[] flips = flips(middle);
      for (int k = 0; k < flips.length; k++) {
        if (flips[k]) {
          best.set(open.get(k), middle.get(k));
        } else {
          low[open.get(k)] = middle.get(k).share(which);
        }
      }
    }
    return best;
  }

  private List<Candidate> flipping(List<Candidate> candidates) {
    boolean[] flips = flips(candidates);
    List<Candidate> kept = new ArrayList<>();
    for (int i = 0; i < flips.length; i++) {
      if (flips[i]) {
        kept.add(candidates.get(i));
      }
    }
    return kept;
  }

  private boolean[] flips(List<Candidate> candidates) {
    if (candidates.isEmpty()) {
      return new boolean[0];
    }
    float[] scores = scores(candidates.stream().map(c -> render(c.scene(query))).toList());
    boolean[] flips = new boolean[scores.length];
    for (int i = 0; i < flips.length; i++) {
      flips[i] = scores[i] > ModelTruth.DECISION;
    }
    return flips;
  }

  private List<Member> members(List<Candidate> candidates) {
    if (candidates.isEmpty()) {
      return List.of();
    }
    List<Image> images = candidates.stream().map(c -> render(c.scene(query))).toList();
    float[] scores = scores(images);
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      Candidate candidate = candidates.get(i);
      members.add(
          new Member(
              candidate.scene(query),
              candidate.edits(),
              images.get(i),
              scores[i],
              distance(factual, images.get(i)),
              candidate.distance()));
    }
    return members;
  }

  /** A pair is no nearest scene when one of its edits flips alone at the same or a smaller size. */
  private boolean dominated(Member pair, List<Member> singles) {
    for (Member single : singles) {
      if (single.edits().size() == 1) {
        Edit alone = single.edits().get(0);
        for (Edit edit : pair.edits()) {
          double from = query.shown(edit.attribute().key());
          boolean sameWay = (edit.value() - from) * (alone.value() - from) > 0;
          if (edit.attribute().equals(alone.attribute())
              && sameWay
              && Math.abs(edit.value() - from) >= Math.abs(alone.value() - from)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private Image render(WorldScene scene) {
    renders++;
    return scene.image();
  }

  private float[] scores(List<Image> images) {
    float[] scores = score.score(images);
    if (scores.length != images.size()) {
      throw new IllegalArgumentException(
          "a target score answers every picture, but gave "
              + scores.length
              + " for "
              + images.size()
              + "; return one probability per picture, in order");
    }
    return scores;
  }

  static double distance(Image a, Image b) {
    float[] x = a.values();
    float[] y = b.values();
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += (double) (x[i] - y[i]) * (x[i] - y[i]);
    }
    return Math.sqrt(sum);
  }
}
