package io.otherwise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Queries;
import io.otherwise.world.Attribute;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.Split;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DetectiveTest {
  private static final FaceWorld WORLD = FaceWorld.v1();
  private final Detective detective = new Detective(Believer.reader(), Attribute.AGE);

  /** Two answers each way that set one attribute to 1 towards old, to 0 towards young. */
  private static Counterfactuals setting(Attribute attribute) {
    Queries both =
        new Queries(
            Stream.of("old", "young")
                .flatMap(t -> WORLD.queries(t, Split.TEST, 2).stream())
                .toList());
    return Controls.constructed(
        "set",
        both,
        Believer.in(attribute, true),
        q ->
            WORLD
                .scene(q.factual().id())
                .with(attribute, q.target().equals("old") ? 1 : 0)
                .image());
  }

  @Test
  void it_names_what_was_changed() {
    Map<Attribute, Double> changes = detective.changes(setting(Attribute.HAIR));
    assertEquals(Attribute.HAIR, Detective.most(changes));
    assertEquals(0, changes.get(Attribute.BEARD), 1e-9);
  }

  @Test
  void the_claim_is_no_answer() {
    assertFalse(detective.changes(setting(Attribute.AGE)).containsKey(Attribute.AGE));
  }

  @Test
  void a_change_down_counts_as_much_as_one_up() {
    assertEquals(
        Attribute.BLUR,
        Detective.most(Map.of(Attribute.BLUR, -0.4, Attribute.BEARD, 0.3, Attribute.BAGS, 0.1)));
  }

  @Test
  void what_all_suspects_show_falls_out() {
    Map<Attribute, Double> own = Map.of(Attribute.BLUR, 0.2, Attribute.BAGS, 0.5);
    Map<Attribute, Double> one = Map.of(Attribute.BLUR, 0.0, Attribute.BAGS, 0.4);
    Map<Attribute, Double> two = Map.of(Attribute.BLUR, 0.0, Attribute.BAGS, 0.6);
    Map<Attribute, Double> beyond = Detective.beyond(own, List.of(one, two));
    assertEquals(Attribute.BLUR, Detective.most(beyond));
    assertEquals(0, beyond.get(Attribute.BAGS), 1e-9);
  }

  @Test
  void a_prediction_follows_the_attribute_in_its_direction() {
    var with = WORLD.scene(Split.TEST, 0).with(Attribute.BEARD, 1).image();
    var without = WORLD.scene(Split.TEST, 0).with(Attribute.BEARD, 0).image();
    var pictures = List.of(with, without);
    assertEquals(List.of("old", "young"), detective.predict(pictures, Attribute.BEARD, true));
    assertEquals(List.of("young", "old"), detective.predict(pictures, Attribute.BEARD, false));
  }

  @Test
  void without_answers_there_is_nothing_to_look_at() {
    var none = new Counterfactuals(List.of());
    assertThrows(IllegalArgumentException.class, () -> detective.changes(none));
  }
}
