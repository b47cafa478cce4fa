package io.otherwise.world;

import io.otherwise.world.ModelTruth.Edit;
import io.otherwise.world.WorldScene.Move;
import java.util.ArrayList;
import java.util.List;

/** One or two moves of the scene, each with the share of its way in (0, 1]. */
record Candidate(List<Move> moves, List<Double> shares) {

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
    return moves.get(which).factor().continuous();
  }

  List<Edit> edits() {
    List<Edit> edits = new ArrayList<>();
    for (int i = 0; i < moves.size(); i++) {
      edits.add(new Edit(moves.get(i).factor(), moves.get(i).at(shares.get(i))));
    }
    return edits;
  }

  WorldScene scene(WorldScene query) {
    WorldScene scene = query;
    for (Edit edit : edits()) {
      scene = scene.with(edit.attribute().key(), edit.value());
    }
    return scene;
  }

  /** L2 over the values of the factors. */
  double distance() {
    double sum = 0;
    for (int i = 0; i < moves.size(); i++) {
      double step = moves.get(i).at(shares.get(i)) - moves.get(i).from();
      sum += step * step;
    }
    return Math.sqrt(sum);
  }
}
