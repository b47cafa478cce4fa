package io.otherwise.show;

import io.otherwise.attribution.Concept;
import io.otherwise.attribution.Concepts;
import io.otherwise.attribution.ReferenceSamples;
import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * An answer together with the concepts that it was made of: factual, counterfactual and difference;
 * then for each concept where it may act in both, and the reference pictures that show what it
 * stands for. An immutable value:
 *
 * <pre>{@code
 * ExplanationCard.of(answer, concepts).references(samples, 4).note(c -> "moved by the smile")
 * }</pre>
 *
 * <p>CoLa-DCE (2024), Concept-guided Latent Diffusion Counterfactual Explanations, Figures 1 and 4.
 *
 * @param samples what the channels stand for; empty leaves the examples out
 * @param examples how many of them a concept
 * @param most concepts that are drawn, the first ones
 * @param note a word on a concept, below its channel's picture; may be empty
 */
public record ExplanationCard(
    Counterfactual answer,
    Concepts concepts,
    Optional<ReferenceSamples> samples,
    int examples,
    int most,
    Function<Concept, String> note)
    implements Shown {
  private static final int SIDE = 96;
  private static final int MOST = 6;

  public ExplanationCard {
    Objects.requireNonNull(answer, "answer");
    Objects.requireNonNull(note, "note");
    if (!concepts.queryId().equals(answer.query().id())) {
      throw new IllegalArgumentException(
          "a card shows the concepts of its own question, but the answer is to "
              + answer.query().id()
              + " and the concepts are of "
              + concepts.queryId()
              + "; choose them by Concepts.of(all, query.id())");
    }
    if (samples.isPresent() && !samples.get().layer().equals(concepts.layer())) {
      throw new IllegalArgumentException(
          "examples are of the concepts' own layer "
              + concepts.layer()
              + ", but were of "
              + samples.get().layer()
              + "; look at the reference set there");
    }
    if (examples < 0 || most < 1) {
      throw new IllegalArgumentException(
          "a card draws at least 1 concept and 0 or more examples, but was asked for %s and %s; 6 and 4 fit a page"
              .formatted(most, examples));
    }
  }

  /** The answer and the first concepts, without examples. */
  public static ExplanationCard of(Counterfactual answer, Concepts concepts) {
    return new ExplanationCard(answer, concepts, Optional.empty(), 0, MOST, concept -> "");
  }

  /** The same with reference pictures that activate each concept most. */
  public ExplanationCard references(ReferenceSamples from, int each) {
    return new ExplanationCard(answer, concepts, Optional.of(from), each, most, note);
  }

  /** The same with at most so many concepts. */
  public ExplanationCard most(int count) {
    return new ExplanationCard(answer, concepts, samples, examples, count, note);
  }

  /** The same with a word on each concept, such as the factor that moves it. */
  public ExplanationCard note(Function<Concept, String> words) {
    return new ExplanationCard(answer, concepts, samples, examples, most, words);
  }

  /** A row a concept: where it may act, before and after, and its examples. */
  public ImageGrid grid() {
    List<String> columns = new ArrayList<>(List.of("factual", "counterfactual"));
    for (int i = 1; i <= examples; i++) {
      columns.add("example " + i);
    }
    List<Concept> drawn = concepts.chosen().subList(0, Math.min(most, concepts.chosen().size()));
    List<ImageGrid.Row> rows = new ArrayList<>();
    for (int i = 0; i < drawn.size(); i++) {
      rows.add(new ImageGrid.Row((i + 1) + ". channel " + drawn.get(i).channel(), row(drawn, i)));
    }
    return new ImageGrid(title(drawn.size()), columns, rows, SIDE);
  }

  private String title(int drawn) {
    int all = concepts.chosen().size();
    String which = drawn == all ? "" : ", the first %s".formatted(drawn);
    return "%s of the %s channels of %s%s"
        .formatted(Numbers.count(all, "concept"), concepts.channels(), concepts.layer(), which);
  }

  private List<Tile> row(List<Concept> drawn, int index) {
    Concept concept = drawn.get(index);
    List<Tile> tiles = new ArrayList<>();
    tiles.add(Tile.of(lit(answer.factual(), concept)).caption(score(concept)));
    tiles.add(Tile.of(lit(answer.edited(), concept)).caption(note.apply(concept)));
    samples.ifPresent(
        from ->
            from.top(concept.channel(), examples)
                .forEach(e -> tiles.add(Tile.of(Spotlight.on(e.image(), e.where())))));
    return tiles;
  }

  private static Image lit(Image picture, Concept concept) {
    return concept.where().map(where -> Spotlight.on(picture, where)).orElse(picture);
  }

  private static String score(Concept concept) {
    return String.format(Locale.ROOT, "score %.3g", concept.score());
  }

  @Override
  public Html toHtml() {
    String free =
        concepts.chosen().stream().anyMatch(c -> c.where().isPresent())
            ? "Lit: the places where the channel may act."
            : "The channels may act at all places.";
    String shown =
        samples
            .map(
                s ->
                    " Examples: of %s pictures those that activate the channel most, lit where it is active."
                        .formatted(s.size()))
            .orElse("");
    return Html.stacked(CounterfactualCard.of(answer).grid(), grid(), Html.note(free + shown));
  }

  @Override
  public String toString() {
    return toHtml().text();
  }
}
