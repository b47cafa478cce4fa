package io.otherwise.show;

import static io.otherwise.show.Answers.answer;
import static io.otherwise.show.Answers.count;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Cost;
import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Image;
import io.otherwise.explain.Scores;
import java.util.List;
import org.junit.jupiter.api.Test;

class CounterfactualCardTest {
  private final Counterfactual flipped = answer(1, .2, .6, .875);

  @Test
  void a_card_shows_four_pictures_and_the_curve() {
    String html = CounterfactualCard.of(flipped).toHtml().html();
    assertEquals(5, count(html, "<img"));
    for (String caption : List.of("factual", "counterfactual", "difference", "kept mask")) {
      assertTrue(html.contains(">" + caption + "</th>"), caption);
    }
  }

  @Test
  void without_mask_and_trace_three_pictures_are_left() {
    Counterfactual bare =
        Counterfactual.of(flipped.query(), flipped.edited(), flipped.before(), flipped.after());
    String html = CounterfactualCard.of(bare).toHtml().html();
    assertEquals(3, count(html, "<img"));
    assertFalse(html.contains("kept mask"));
  }

  @Test
  void scores_before_and_after_stand_side_by_side() {
    String html = CounterfactualCard.of(flipped).toHtml().html();
    assertTrue(html.contains("<b>0.125</b>") && html.contains("<b>0.875</b>"));
    assertTrue(CounterfactualCard.of(flipped).toHtml().text().contains("smiling | 0.125 | 0.875"));
  }

  @Test
  void a_flip_and_a_failure_are_told_in_words_and_by_marks() {
    String good = CounterfactualCard.of(flipped).toHtml().html();
    String bad = CounterfactualCard.of(answer(1, .2, .3)).toHtml().html();
    assertTrue(good.contains("smiling: flipped") && good.contains("\u2713 p(smiling) 0.875"));
    assertTrue(bad.contains("smiling: not flipped") && bad.contains("\u2717 p(smiling) 0.300"));
  }

  @Test
  void the_cost_names_only_calls_that_happened() {
    String line = Words.cost(flipped.cost().classifier(5, 0));
    assertEquals("Calls (forward + backward): U-Net 38 + 19, classifier 5. 1.5 s.", line);
    assertEquals(
        "Calls (forward + backward): perceptual network 7 + 6. Time not measured.",
        Words.cost(Cost.ZERO.perceptual(7, 6)));
    assertEquals("Time not measured.", Words.cost(Cost.ZERO));
    assertTrue(Words.cost(Cost.ZERO.peakBytes(64L << 20)).contains("64 MB at most"));
  }

  @Test
  void settings_are_one_click_away() {
    String html = CounterfactualCard.of(flipped).toHtml().html();
    assertTrue(html.contains("LDCE, seed 3"));
    assertTrue(html.contains("consensusDegrees = 45"));
  }

  @Test
  void the_difference_is_white_where_nothing_changed_and_coloured_where_it_did() {
    Image difference = Change.picture(flipped, Change.scale(List.of(flipped)));
    float[] before = flipped.factual().values();
    float[] after = flipped.edited().values();
    int pixels = difference.height() * difference.width();
    int coloured = 0;
    for (int i = 0; i < pixels; i++) {
      int y = i / difference.width();
      int x = i % difference.width();
      boolean same = true;
      for (int c = 0; c < Image.CHANNELS; c++) {
        same &= before[c * pixels + i] == after[c * pixels + i];
      }
      boolean white = difference.at(0, y, x) == 1 && difference.at(2, y, x) == 1;
      assertTrue(white || !same);
      coloured += white ? 0 : 1;
    }
    assertTrue(coloured > 50, coloured + " pixels");
  }

  @Test
  void an_edit_that_changes_nothing_is_not_blown_up() {
    Counterfactual same =
        Counterfactual.of(flipped.query(), flipped.factual(), flipped.before(), flipped.before());
    double scale = Change.scale(List.of(same));
    assertEquals(1 / 255.0, scale);
    assertEquals(1f, Change.picture(same, scale).at(1, 5, 5));
  }

  @Test
  void of_many_classes_the_target_and_the_most_probable_are_shown() {
    List<String> names = List.of("a", "b", "c", "d", "e", "f", "g", "h");
    float[] some = {.01f, .02f, .03f, .04f, .3f, .3f, .29f, .01f};
    Html html = ScoresHtml.of(new Scores(names, some), new Scores(names, some), "a");
    assertEquals(7, count(html.html(), "<tr"), "a head and six classes");
    assertTrue(html.html().contains("<b>a</b>"), "the target, though improbable");
    assertFalse(html.text().contains("h |"));
  }

  @Test
  void pictures_have_the_asked_size() {
    assertTrue(CounterfactualCard.of(flipped).toHtml().html().contains("width=\"128\""));
    assertTrue(
        CounterfactualCard.of(flipped).pixels(192).toHtml().html().contains("width=\"192\""));
  }
}
