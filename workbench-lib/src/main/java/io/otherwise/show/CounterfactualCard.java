package io.otherwise.show;

import io.otherwise.explain.Counterfactual;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One answer on a card: factual, counterfactual, difference and mask, then the scores before and
 * after, the curve of p(target) and what it took.
 *
 * @param pixels length of a picture's longer side; 0 chooses
 */
public record CounterfactualCard(Counterfactual answer, int pixels) implements Shown {
  private static final int LARGE = 160;
  private static final int CHART_WIDTH = 380;
  private static final int CHART_HEIGHT = 200;

  public CounterfactualCard {
    Objects.requireNonNull(answer, "answer");
  }

  public static CounterfactualCard of(Counterfactual answer) {
    return new CounterfactualCard(answer, 0);
  }

  public CounterfactualCard pixels(int side) {
    return new CounterfactualCard(answer, Pixels.checked(side));
  }

  /** The four pictures; three where the method kept no mask. */
  public ImageGrid grid() {
    String p = "p(" + answer.query().target() + ") ";
    List<String> columns = new ArrayList<>(List.of("factual", "counterfactual", "difference"));
    List<Tile> tiles = new ArrayList<>();
    tiles.add(Tile.of(answer.factual()).caption(p + Numbers.probability(answer.targetBefore())));
    tiles.add(
        Tile.of(answer.edited())
            .caption(p + Numbers.probability(answer.targetAfter()))
            .mark(Mark.of(answer.flipped())));
    tiles.add(Tile.of(Change.picture(answer, scale())));
    answer
        .keptMask()
        .ifPresent(
            mask -> {
              columns.add("kept mask");
              tiles.add(Tile.of(mask).caption(Change.kept(answer)));
            });
    return new ImageGrid(
        Words.outcome(answer), columns, List.of(new ImageGrid.Row("", tiles)), side());
  }

  private double scale() {
    return Change.scale(List.of(answer));
  }

  private int side() {
    int natural = Pixels.natural(answer.factual());
    return pixels != 0 ? pixels : natural < LARGE ? natural : Math.min(natural, 192);
  }

  @Override
  public Html toHtml() {
    Html pictures = grid().toHtml();
    Html scores = ScoresHtml.of(answer.before(), answer.after(), answer.query().target());
    List<String> notes = List.of(Change.legend(scale()), Words.cost(answer.cost()));
    String html =
        pictures.html()
            + Layout.beside(scores.html(), curve())
            + Layout.note(notes.get(0))
            + Layout.note(notes.get(1))
            + Layout.details(Words.origin(answer), answer.hyperparameters());
    String text =
        "%s (%s)%n%s%n%s"
            .formatted(Words.outcome(answer), Words.origin(answer), scores.text(), notes.get(1));
    return new Html(html, text);
  }

  /** The curve, empty where the method did not record it. */
  private String curve() {
    boolean recorded =
        answer.trace().stream().anyMatch(step -> !Double.isNaN(step.targetProbability()));
    return recorded
        ? Charts.targetProbability(answer).size(CHART_WIDTH, CHART_HEIGHT).toHtml().html()
        : "";
  }
}
