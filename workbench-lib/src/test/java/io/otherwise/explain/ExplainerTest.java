package io.otherwise.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class ExplainerTest {
  private final Queries queries = Queries.of(List.of(grey("a"), grey("b"), grey("c")), "old");

  /** Paints the picture with one draw, so that answers show which draw they got. */
  private final Explainer painter =
      (query, seed) -> {
        float shade = (float) Seed.uniform(seed.key(query.id(), "shade", 0), 0);
        Image edited = Image.of("edited", 1, 1, new float[] {shade, shade, shade});
        Scores scores = Scores.binary("young", "old", shade);
        return Counterfactual.of(query, edited, scores, scores);
      };

  @Test
  void many_answers_equal_the_single_ones_in_order() {
    Counterfactuals together = painter.explain(queries, Seed.seed(1));

    for (int i = 0; i < queries.size(); i++) {
      assertEquals(painter.explain(queries.get(i), Seed.seed(1)), together.get(i));
    }
  }

  @Test
  void no_draw_depends_on_what_else_is_asked() {
    Counterfactual alone = painter.explain(queries.skip(2), Seed.seed(1)).get(0);

    assertEquals(alone, painter.explain(queries, Seed.seed(1)).get(2));
  }

  @Test
  void progress_counts_from_nothing_to_all() {
    List<String> heard = new ArrayList<>();

    painter.explain(queries, Seed.seed(0), (done, total, note) -> heard.add(done + "/" + total));

    assertEquals(List.of("0/3", "1/3", "2/3", "3/3"), heard);
  }

  @Test
  void an_interrupt_stops_between_two_queries() {
    Progress interruptAfterOne =
        (done, total, note) -> {
          if (done == 1) {
            Thread.currentThread().interrupt();
          }
        };

    Exception e =
        assertThrows(
            CancellationException.class,
            () -> painter.explain(queries, Seed.seed(0), interruptAfterOne));

    assertTrue(Thread.interrupted(), "the interrupt is left for the caller to see");
    assertEquals("stopped after 1 of 3 queries", e.getMessage());
  }

  private static Image grey(String id) {
    return Image.of(id, 1, 1, new float[] {.5f, .5f, .5f});
  }
}
