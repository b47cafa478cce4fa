package io.otherwise.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QueriesTest {
  private final Image face = Image.of("faces/7", 1, 1, new float[3]);
  private final Image other = Image.of("faces/8", 1, 1, new float[3]);

  @Test
  void an_image_and_a_target_make_a_question_with_an_id_of_both() {
    Query query = face.towards("old");

    assertEquals("faces/7:old", query.id());
    assertEquals(Optional.empty(), query.trueLabel());
    assertEquals(Optional.of("young"), query.trueLabel("young").trueLabel());
  }

  @Test
  void a_blank_target_is_refused() {
    Exception e = assertThrows(IllegalArgumentException.class, () -> face.towards(" "));
    assertTrue(e.getMessage().contains("faces/7"), e.getMessage());
  }

  @Test
  void order_is_kept_by_take_and_skip() {
    Queries queries = Queries.of(List.of(face, other), "old");

    assertEquals(List.of("faces/7:old"), ids(queries.take(1)));
    assertEquals(List.of("faces/8:old"), ids(queries.skip(1)));
    assertEquals(queries, queries.take(100));
    assertEquals(0, queries.skip(3).size());
  }

  @Test
  void a_negative_number_of_queries_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> Queries.of().take(-1));
  }

  @Test
  void another_target_renames_the_queries_and_keeps_the_true_label() {
    Queries queries = Queries.of(face.towards("old").trueLabel("young")).towards("smiling");

    assertEquals(List.of("faces/7:smiling"), ids(queries));
    assertEquals(Optional.of("young"), queries.get(0).trueLabel());
  }

  @Test
  void two_queries_may_not_share_an_id() {
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Queries.of(face.towards("old"), face.towards("old")));
    assertTrue(e.getMessage().contains("faces/7:old occurs twice"), e.getMessage());
  }

  @Test
  void where_filters() {
    Queries queries = Queries.of(face.towards("old").trueLabel("young"), other.towards("old"));

    assertEquals(1, queries.where(q -> q.trueLabel().isPresent()).size());
  }

  private static List<String> ids(Queries queries) {
    return queries.stream().map(Query::id).toList();
  }
}
