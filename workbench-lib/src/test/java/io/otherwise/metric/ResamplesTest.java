package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Seed;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ResamplesTest {
  private final Resamples resamples = Resamples.of(10);

  @Test
  void a_draw_is_as_large_as_the_whole_and_inside_it() {
    for (int r = 0; r < 100; r++) {
      int[] drawn = resamples.draw(r);

      assertEquals(10, drawn.length);
      assertTrue(Arrays.stream(drawn).allMatch(q -> q >= 0 && q < 10));
    }
  }

  @Test
  void a_draw_depends_on_seed_and_number_alone() {
    assertArrayEquals(resamples.draw(7), new Resamples(Seed.seed(0), 5000, 10).draw(7));
    assertFalse(Arrays.equals(resamples.draw(7), resamples.draw(8)));
    assertFalse(Arrays.equals(resamples.draw(7), new Resamples(Seed.seed(1), 1000, 10).draw(7)));
  }

  @Test
  void every_query_is_drawn_about_as_often() {
    int[] counts = new int[10];
    for (int r = 0; r < 1000; r++) {
      Arrays.stream(resamples.draw(r)).forEach(q -> counts[q]++);
    }

    for (int count : counts) {
      assertTrue(count > 880 && count < 1120, Arrays.toString(counts));
    }
  }

  @Test
  void an_index_is_the_floor_of_u_times_n() {
    double[] u = {0, .24999, .25, .5, Math.nextDown(1.0)};

    assertArrayEquals(new int[] {0, 1, 1, 2, 4}, Resamples.indices(5, i -> u[i]), "n = 5");
  }

  @Test
  void members_are_drawn_as_often_as_their_queries() {
    int[] positions = {1, 4, 7, 9};
    Values sample = new Values(positions, new double[4]);

    for (int r = 0; r < 50; r++) {
      int[] expected =
          Arrays.stream(resamples.draw(r))
              .filter(q -> Arrays.binarySearch(positions, q) >= 0)
              .map(q -> Arrays.binarySearch(positions, q))
              .toArray();
      assertArrayEquals(expected, resamples.members(sample, r));
    }
  }

  @Test
  void samples_of_two_populations_are_drawn_together() {
    Values all = MadeAnswers.values(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    Values even = new Values(new int[] {0, 2, 4, 6, 8}, new double[] {0, 2, 4, 6, 8});

    for (int r = 0; r < 20; r++) {
      int[] expected = Arrays.stream(resamples.members(all, r)).filter(q -> q % 2 == 0).toArray();
      int[] found = Arrays.stream(resamples.members(even, r)).map(m -> 2 * m).toArray();
      assertArrayEquals(expected, found);
    }
  }

  @Test
  void a_sample_of_more_queries_is_refused() {
    Values late = new Values(new int[] {3, 10}, new double[2]);

    String message =
        assertThrows(IllegalArgumentException.class, () -> resamples.members(late, 0)).getMessage();

    assertTrue(message.contains("query 10 of 10"), message);
  }

  @Test
  void too_few_draws_or_queries_are_refused() {
    assertThrows(IllegalArgumentException.class, () -> new Resamples(Seed.seed(0), 999, 10));
    assertThrows(IllegalArgumentException.class, () -> Resamples.of(0));
  }

  @Test
  void one_query_is_always_drawn() {
    assertArrayEquals(new int[] {0}, Resamples.of(1).draw(3));
  }
}
