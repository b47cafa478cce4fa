package io.otherwise.method;

import static io.otherwise.explain.Seed.seed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Image;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Query;
import io.otherwise.tensor.Scope;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PixelAttackTest {
  private final Brightness classifier = new Brightness(0.5, 40);

  private static Query dark(double value, int number) {
    float[] values = new float[3 * 4 * 4];
    java.util.Arrays.fill(values, (float) value);
    return Query.of(Image.of("grey/" + number, 4, 4, values), "bright");
  }

  @Test
  void it_flips_what_lies_within_its_radius() {
    Counterfactual c = PixelAttack.paper().on(classifier).explain(dark(0.49, 0), seed(0));

    assertFalse(c.before().best().equals("bright"));
    assertTrue(c.flipped());
  }

  @Test
  void no_value_moves_further_than_the_radius() {
    Counterfactual c = PixelAttack.paper().on(classifier).explain(dark(0.2, 0), seed(0));

    float largest = 0;
    for (float v : c.difference().values()) {
      largest = Math.max(largest, v);
    }
    assertEquals(8 / 255f, largest, 1e-6);
    assertFalse(c.flipped());
  }

  @Test
  void the_trace_rises_step_by_step() {
    var trace = PixelAttack.paper().on(classifier).explain(dark(0.45, 0), seed(0)).trace();

    assertEquals(20, trace.size());
    assertTrue(trace.get(3).targetProbability() > trace.get(0).targetProbability());
  }

  @Test
  void a_batch_gives_what_each_query_gives_alone() {
    List<Query> queries = List.of(dark(0.2, 0), dark(0.45, 1), dark(0.49, 2));
    var attack = PixelAttack.paper().on(classifier);

    var together = attack.microBatch(2).explain(new Queries(queries), seed(0));

    for (int i = 0; i < queries.size(); i++) {
      assertTrue(
          together.get(i).edited().samePixels(attack.explain(queries.get(i), seed(0)).edited()));
    }
  }

  @Test
  void an_interrupt_stops_it_between_two_steps() {
    PixelContract.assertStops(PixelAttack.paper().on(classifier), dark(0.2, 0));
  }

  @Test
  void pictures_of_the_way_are_kept_on_request() {
    PixelContract.assertPicturesOnRequest(PixelAttack.paper().on(classifier), dark(0.2, 0));
  }

  @Test
  void native_memory_is_flat() {
    List<Long> live = new ArrayList<>();

    PixelAttack.paper()
        .on(classifier)
        .watched((step, name, value) -> live.add(Scope.live()))
        .explain(dark(0.2, 0), seed(0));

    assertEquals(20, live.size());
    assertEquals(1, live.subList(1, 20).stream().distinct().count(), live.toString());
  }

  @Test
  void nothing_native_is_left() {
    long before = Scope.live();

    PixelAttack.paper().on(classifier).explain(dark(0.2, 0), seed(0));

    assertEquals(before, Scope.live());
  }

  @Test
  void unknown_classes_are_refused_before_work_starts() {
    Query query = dark(0.2, 0).towards("green");

    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> PixelAttack.paper().on(classifier).explain(query, seed(0)));

    assertTrue(refused.getMessage().contains("green"));
    assertEquals(0, classifier.calls());
  }

  @Test
  void hyperparameters_out_of_range_are_refused() {
    assertThrows(IllegalArgumentException.class, () -> PixelAttack.paper().radius(0));
    assertThrows(IllegalArgumentException.class, () -> PixelAttack.paper().steps(0));
    assertThrows(IllegalArgumentException.class, () -> PixelAttack.paper().rate(2));
  }
}
