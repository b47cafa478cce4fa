package io.otherwise.show;

import static io.otherwise.show.Answers.answer;
import static io.otherwise.show.Answers.count;
import static io.otherwise.show.Answers.ending;
import static io.otherwise.show.Answers.plain;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.Provenance;
import io.otherwise.artifact.Quality;
import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Method;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Query;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

class ShowTest {
  private record Guess(int strength) implements Method {
    @Override
    public String citation() {
      return "Nobody (2026), Guessing.";
    }

    @Override
    public String url() {
      return "https://example.org/";
    }
  }

  private static String html(Object value) {
    return Show.html(value).orElseThrow().html();
  }

  private static String text(Object value) {
    return Show.html(value).orElseThrow().text();
  }

  @Test
  void every_type_of_the_domain_has_a_look_and_a_text() {
    Counterfactual answer = answer(0, .2, .9);
    XYChart chart = LineChart.of("t", "x", "y").line("a", 1, 2).chart();
    List<Object> values =
        List.of(
            answer,
            ending(.9, .2),
            answer.query(),
            Queries.of(answer.query()),
            answer.factual(),
            answer.after(),
            answer.cost(),
            new Guess(3),
            FaceWorld.v1().scene(Split.TEST, 1),
            Table.create(IntColumn.create("n", 1)),
            chart,
            ImageGrid.of(answer.factual()),
            ProgressBar.of("x", 3));
    for (Object value : values) {
      assertTrue(html(value).startsWith("<"), value.toString());
      assertFalse(text(value).isBlank(), value.toString());
    }
  }

  @Test
  void values_that_nobody_here_knows_have_no_look() {
    assertTrue(Show.html("text").isEmpty());
    assertTrue(Show.html(3).isEmpty());
    assertTrue(Show.html(null).isEmpty());
  }

  @Test
  void whatever_is_shown_can_be_shown() {
    assertEquals("<i>x</i>", html(new Html("<i>x</i>", "x")));
    assertEquals("<i>y</i>", html((Shown) () -> new Html("<i>y</i>", "y")));
  }

  @Test
  void an_image_says_its_id_and_size() {
    assertTrue(html(plain(4, 0f)).contains("grey/0.0, 4 x 4"));
  }

  @Test
  void a_query_names_its_target_and_its_true_label() {
    assertTrue(html(answer(0).query()).contains("not smiling \u2192 smiling"));
    assertTrue(html(plain(4, 0f).towards("old")).contains("<b>\u2192 old</b>"));
  }

  @Test
  void many_queries_are_drawn_eight_to_a_row_and_forty_at_most() {
    List<Query> all =
        IntStream.range(0, 45).mapToObj(i -> plain(4, 0f).named("q" + i).towards("old")).toList();
    String html = html(new Queries(all));
    assertEquals(40, count(html, "<img"));
    assertEquals(5, count(html, "<tr"));
    assertTrue(html.contains("45 questions; the first 40 are drawn"));
  }

  @Test
  void a_scene_lists_what_is_in_it() {
    String text = text(FaceWorld.v1().scene(Split.TEST, 3));
    assertTrue(text.contains("faces/test/3") && text.contains("glasses"), text);
  }

  @Test
  void a_method_shows_its_settings_and_its_source() {
    assertTrue(text(new Guess(3)).contains("strength  3"));
    assertTrue(html(new Guess(3)).contains("Nobody (2026), Guessing."));
  }

  @Test
  void a_manifest_shows_its_facts_and_figures(@TempDir Path folder) throws IOException {
    Path weights = Files.write(folder.resolve("w"), new byte[] {1, 2, 3});
    Manifest bare = Manifest.shipped("tiny", "classifier", "DenseNet", Map.of(), weights);
    assertTrue(text(bare).contains("no figures measured"));
    assertTrue(text(bare).contains("DenseNet") && text(bare).contains("sha256"));
    assertFalse(text(bare).contains("citation"), "empty facts are left out");
    assertTrue(Facts.interval(new Quality("accuracy", .9, .85, .95, 100)).equals("0.850 to 0.950"));
  }

  @Test
  void a_provenance_shows_what_made_a_result() {
    Provenance provenance =
        new Provenance(
            "abc",
            Map.of("java", "17"),
            "cpu",
            Map.of("faces-age", "12ef"),
            Map.of("strength", .382),
            7,
            "2026-01-01T00:00:00Z");
    String text = text(provenance);
    for (String word : List.of("abc", "17", "cpu", "faces-age", "12ef", "0.382", "7")) {
      assertTrue(text.contains(word), word);
    }
  }

  @Test
  void nothing_that_is_shown_needs_a_script_or_another_file() {
    for (Object value : List.of(answer(0, .2, .9), ending(.9, .2))) {
      String html = html(value);
      assertFalse(html.contains("<script") || html.contains("src=\"http"));
      assertEquals(count(html, "<img"), count(html, "alt=\""));
    }
  }
}
