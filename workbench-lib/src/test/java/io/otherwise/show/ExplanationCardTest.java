package io.otherwise.show;

import static io.otherwise.show.Answers.answer;
import static io.otherwise.show.Answers.count;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.attribution.Concept;
import io.otherwise.attribution.Concepts;
import io.otherwise.attribution.Planted;
import io.otherwise.attribution.ReferenceSamples;
import io.otherwise.explain.Counterfactual;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExplanationCardTest {
  private final Counterfactual answer = answer(1, .2, .9);
  private final ReferenceSamples samples =
      ReferenceSamples.of(
          Planted.of(1, 1, 1, 1, 1, 1), Planted.SPACE, List.of(answer.factual(), answer.edited()));

  private Concepts concepts(String layer, int... channels) {
    return new Concepts(
        answer.query().id(),
        layer,
        6,
        IntStream.of(channels)
            .mapToObj(
                c -> new Concept(c, .25 / (c + 1), Optional.of(Answers.plain(64, c == 0 ? 1 : 0))))
            .toList());
  }

  private ExplanationCard card(int... channels) {
    return ExplanationCard.of(answer, concepts(Planted.SPACE, channels));
  }

  @Test
  void a_card_shows_the_answer_and_a_row_for_each_concept() {
    String html = card(0, 4).toHtml().html();

    assertEquals(
        3 + 1 + 2 * 2, count(html, "<img"), "the answer's four pictures and two a concept");
    assertTrue(html.contains("1. channel 0") && html.contains("2. channel 4"));
    assertTrue(html.contains("2 concepts of the 6 channels of space"));
    assertTrue(html.contains("score 0.25") && html.contains("score 0.05"));
  }

  @Test
  void examples_stand_right_of_it() {
    ImageGrid grid = card(0, 4).references(samples, 2).grid();

    assertEquals(List.of("factual", "counterfactual", "example 1", "example 2"), grid.columns());
    assertEquals(4, grid.rows().get(0).tiles().size());
    assertTrue(card(0).references(samples, 2).toString().contains("of 2 pictures"));
    assertFalse(card(0).toString().contains("xample"));
  }

  @Test
  void places_where_the_concept_may_not_act_are_pale() {
    ImageGrid grid = card(0, 4).grid();

    assertTrue(
        grid.rows().get(0).tiles().get(0).image().orElseThrow().samePixels(answer.factual()));
    assertFalse(
        grid.rows().get(1).tiles().get(0).image().orElseThrow().samePixels(answer.factual()));
  }

  @Test
  void a_concept_without_places_leaves_the_picture_as_it_is() {
    Concepts everywhere =
        new Concepts(
            answer.query().id(), Planted.SPACE, 6, List.of(new Concept(2, 1, Optional.empty())));
    ExplanationCard card = ExplanationCard.of(answer, everywhere);

    assertTrue(
        card.grid().rows().get(0).tiles().get(1).image().orElseThrow().samePixels(answer.edited()));
    assertTrue(card.toString().contains("at all places"));
  }

  @Test
  void the_first_concepts_are_drawn_and_the_title_says_so() {
    ExplanationCard some = card(0, 1, 2, 3).most(2);

    assertEquals(2, some.grid().rows().size());
    assertEquals("4 concepts of the 6 channels of space, the first 2", some.grid().title());
  }

  @Test
  void a_word_can_be_said_of_each_concept() {
    String text = card(0, 4).note(c -> "moved by factor " + c.channel()).toString();

    assertTrue(text.contains("moved by factor 0") && text.contains("moved by factor 4"), text);
  }

  @Test
  void notebooks_show_it() {
    assertTrue(Show.html(card(0)).orElseThrow().html().contains("smiling: flipped"));
  }

  @Test
  void other_questions_other_layers_and_senseless_sizes_are_refused() {
    Concepts other = new Concepts("another:old", Planted.SPACE, 6, List.of());

    assertThrows(IllegalArgumentException.class, () -> ExplanationCard.of(answer, other));
    assertThrows(
        IllegalArgumentException.class,
        () -> ExplanationCard.of(answer, concepts("elsewhere", 0)).references(samples, 2));
    assertThrows(IllegalArgumentException.class, () -> card(0).most(0));
    assertThrows(IllegalArgumentException.class, () -> card(0).references(samples, -1));
  }
}
