package io.otherwise.show;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Pictures of several answers to the same questions. */
final class AnswersGrid {
  private AnswersGrid() {}

  static ImageGrid of(Map<String, Counterfactuals> columns, int most) {
    if (columns.isEmpty()) {
      throw new IllegalArgumentException(
          "a grid of answers has at least 1 column beside the pictures, but had none; put name and"
              + " answers into a map");
    }
    List<Query> asked = asked(columns.values().iterator().next());
    columns.forEach((name, answers) -> check(name, answers, asked));
    List<String> captions = new ArrayList<>(List.of("factual"));
    captions.addAll(columns.keySet());
    ImageGrid grid = ImageGrid.columns(captions.toArray(String[]::new));
    for (int i = 0; i < Math.min(most, asked.size()); i++) {
      grid = grid.row(asked.get(i).target(), tiles(columns, i));
    }
    return grid;
  }

  private static Tile[] tiles(Map<String, Counterfactuals> columns, int row) {
    List<Tile> tiles = new ArrayList<>();
    for (Counterfactuals answers : columns.values()) {
      Counterfactual answer = answers.get(row);
      if (tiles.isEmpty()) {
        tiles.add(Tile.of(answer.factual()).caption(Numbers.probability(answer.targetBefore())));
      }
      tiles.add(
          Tile.of(answer.edited())
              .caption(Numbers.probability(answer.targetAfter()))
              .mark(Mark.of(answer.flipped())));
    }
    return tiles.toArray(Tile[]::new);
  }

  private static List<Query> asked(Counterfactuals answers) {
    return answers.stream().map(Counterfactual::query).toList();
  }

  private static void check(String name, Counterfactuals answers, List<Query> asked) {
    if (!asked(answers).equals(asked)) {
      throw new IllegalArgumentException(
          "the columns of a grid answer the same %s questions in the same order, but the %s of %s are others; explain the same questions"
              .formatted(asked.size(), answers.size(), name));
    }
  }
}
