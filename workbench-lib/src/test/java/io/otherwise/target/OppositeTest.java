package io.otherwise.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.attribution.Planted;
import io.otherwise.explain.Image;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Query;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of two classes: the opposite and the true class. */
class OppositeTest {
  /** Says yes to what is redder than it is green. */
  private final Planted red = Planted.of(1, -1, 0, 0, 0, 0);

  private static Image image(String id, double r, double g) {
    return Planted.plain(id, 2, (float) r, (float) g, 0);
  }

  private final List<Labelled> images =
      List.of(
          Labelled.of(image("right yes", 0.9, 0.1), "yes"),
          Labelled.of(image("wrong yes", 0.8, 0.1), "no"),
          Labelled.of(image("right no", 0.1, 0.9), "no"));

  private static List<String> targets(Queries queries) {
    return queries.stream().map(Query::target).toList();
  }

  @Test
  void the_opposite_of_the_prediction_is_what_the_classifier_does_not_say() {
    Queries queries = Opposite.ofPrediction().queries(red, images);

    assertEquals(List.of("no", "no", "yes"), targets(queries));
    assertEquals("no", queries.get(1).trueLabel().orElseThrow());
    assertEquals("right yes:no", queries.get(0).id());
  }

  @Test
  void the_opposite_of_the_truth_may_be_what_the_classifier_says_already() {
    assertEquals(List.of("no", "yes", "yes"), targets(Opposite.ofTrueLabel().queries(red, images)));
  }

  @Test
  void the_truth_must_be_known_to_have_an_opposite() {
    List<Labelled> unknown = Labelled.unknown(List.of(image("x", 1, 0)));

    assertEquals(List.of("no"), targets(Opposite.ofPrediction().queries(red, unknown)));
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> Opposite.ofTrueLabel().queries(red, unknown))
            .getMessage();
    assertEquals(
        "the opposite of the truth needs the class every image really shows, but that of x is"
            + " unknown; give it by Labelled.of(image, label)",
        message);
  }

  @Test
  void more_than_two_classes_have_no_opposite() {
    Sorted three = new Sorted("a", "b", "c");

    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> Opposite.ofPrediction().queries(three, images))
            .getMessage();
    assertTrue(message.contains("has 3"), message);
  }

  @Test
  void a_misclassified_image_is_asked_to_become_what_it_is() {
    Queries queries = new TrueClass().queries(red, images);

    assertEquals(1, queries.size());
    assertEquals("wrong yes:no", queries.get(0).id());
    assertEquals("no", queries.get(0).trueLabel().orElseThrow());
  }

  @Test
  void a_label_that_is_no_class_is_refused() {
    List<Labelled> odd = List.of(Labelled.of(image("x", 1, 0), "perhaps"));

    assertThrows(IllegalArgumentException.class, () -> new TrueClass().queries(red, odd));
    assertThrows(IllegalArgumentException.class, () -> Opposite.ofTrueLabel().queries(red, odd));
  }

  @Test
  void no_images_make_no_queries() {
    assertEquals(0, Opposite.ofPrediction().queries(red, List.of()).size());
    assertEquals(0, new TrueClass().queries(red, List.of()).size());
  }

  @Test
  void queries_can_be_asked_again_towards_another_class() {
    Queries old = Queries.of(image("x", 1, 0).towards("yes").trueLabel("yes"));

    List<Labelled> again = Labelled.of(old);

    assertEquals("yes", again.get(0).label().orElseThrow());
    assertEquals(List.of("no"), targets(Opposite.ofTrueLabel().queries(red, again)));
  }

  @Test
  void many_images_are_asked_about_in_order() {
    List<Labelled> many = new ArrayList<>();
    for (int i = 0; i < 130; i++) {
      many.add(Labelled.of(image("i" + i, i % 2, 1 - i % 2), "no"));
    }
    Queries queries = Opposite.ofPrediction().queries(red, many);

    for (int i = 0; i < 130; i++) {
      assertEquals(i % 2 == 1 ? "no" : "yes", queries.get(i).target());
    }
  }
}
