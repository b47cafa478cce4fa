package io.otherwise.world;

import io.otherwise.world.ModelTruth.Edit;
import java.util.ArrayList;
import java.util.List;

/** One or two moves of the scene, each with the share of its way in (0, 1]. */
record Candidate(List<Move> moves, List<Double> shares) {

  /** A move of one attribute from the value that the picture shows all the way to a goal. */
  record Move(Attribute attribute, double from, double goal) {
    double at(double share) {
      return share >= 1 ? goal : from + (goal - from) * share;
    }
  }

  static Candidate single(Move move, double share) {
    return new Candidate(List.of(move), List.of(share));
  }

  static Candidate pair(Move one, Move two) {
    return new Candidate(List.of(one, two), List.of(1.0, 1.0));
  }

  double share(int which) {
    return shares.get(which);
  }

  Candidate share(int which, double share) {
    List<Double> changed = new ArrayList<>(shares);
    changed.set(which, share);
    return new Candidate(moves, changed);
  }

  boolean continuous(int which) {
    return moves.get(which).attribute().continuous();
  }

  List<Edit> edits() {
    List<Edit> edits = new ArrayList<>();
    for (int i = 0; i < moves.size(); i++) {
      edits.add(new Edit(moves.get(i).attribute(), moves.get(i).at(shares.get(i))));
    }
    return edits;
  }

  Scene scene(Scene query) {
    Scene scene = query;
    for (Edit edit : edits()) {
      scene = scene.with(edit.attribute(), edit.value());
    }
    return scene;
  }

  /** L2 over the attribute values. */
  double distance() {
    double sum = 0;
    for (int i = 0; i < moves.size(); i++) {
      double step = moves.get(i).at(shares.get(i)) - moves.get(i).from();
      sum += step * step;
    }
    return Math.sqrt(sum);
  }
}
