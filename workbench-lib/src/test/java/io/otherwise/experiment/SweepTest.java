package io.otherwise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Seed;
import io.otherwise.method.Ldce;
import io.otherwise.method.LdceSwitches;
import java.util.List;
import org.junit.jupiter.api.Test;

class SweepTest {
  @Test
  void an_axis_is_a_method_reference_with_whole_numbers() {
    var sweep =
        Sweep.around(Ldce.world())
            .vary("consensusDegrees", Ldce::consensusDegrees, 30, 45, 90, 180)
            .seeds(0, 1, 2);

    assertEquals(12, sweep.settings().size());
    assertEquals(Ldce.world().consensusDegrees(45), sweep.settings().get(3).method());
    assertEquals(Ldce.world(), sweep.base());
  }

  @Test
  void an_axis_is_a_method_reference_with_fractions_counts_switches_or_a_lambda() {
    var sweep =
        Sweep.around(Ldce.world())
            .vary("lambda_c", Ldce::classifierScale, 2.3, 4.0)
            .vary("steps", Ldce::steps, 20)
            .vary(
                "switches",
                Ldce::switches,
                LdceSwitches.published(),
                LdceSwitches.published().patch(2))
            .vary("consensus", (m, on) -> on ? m : m.consensusDegrees(180), true, false);

    Ldce last = sweep.settings().get(7).method();

    assertEquals(8, sweep.settings().size());
    assertEquals(4.0, last.classifierScale());
    assertEquals(20, last.steps());
    assertEquals(2, last.switches().patch());
    assertEquals(180, last.consensusDegrees());
  }

  @Test
  void the_first_axis_turns_slowest_and_the_seed_fastest() {
    var sweep =
        Sweep.around(Painter.SOFT)
            .vary("strength", Painter::strength, .1, .2)
            .vary("strokes", Painter::strokes, 1, 3)
            .seeds(7, 5);

    assertEquals(
        List.of(
            "strength 0.1, strokes 1, seed 7",
            "strength 0.1, strokes 1, seed 5",
            "strength 0.1, strokes 3, seed 7",
            "strength 0.1, strokes 3, seed 5",
            "strength 0.2, strokes 1, seed 7",
            "strength 0.2, strokes 1, seed 5",
            "strength 0.2, strokes 3, seed 7",
            "strength 0.2, strokes 3, seed 5"),
        sweep.settings().stream().map(Setting::toString).toList());
  }

  @Test
  void without_axes_there_is_one_setting_under_seed_0() {
    assertEquals(
        List.of(new Setting<>(Painter.SOFT, java.util.Map.of(), Seed.seed(0))),
        Sweep.around(Painter.SOFT).settings());
  }

  @Test
  void a_sweep_is_a_value() {
    var base = Sweep.around(Painter.SOFT);
    base.vary("strength", Painter::strength, .5).seeds(4);

    assertEquals(1, base.settings().size());
    assertEquals(Seed.seed(0), base.settings().get(0).seed());
  }

  @Test
  void a_setting_knows_its_values_and_numbers_are_equal_in_either_spelling() {
    var setting =
        Sweep.around(Painter.SOFT)
            .vary("strength", Painter::strength, 1)
            .seeds(3)
            .settings()
            .get(0);

    assertTrue(setting.has("strength", 1.0));
    assertTrue(setting.has("strength", 1));
    assertFalse(setting.has("strength", "1"));
    assertTrue(setting.has("seed", 3));
    assertTrue(setting.has("seed", Seed.seed(3)));
    assertFalse(setting.has("seed", 4));
  }

  @Test
  void an_unknown_axis_is_refused_with_the_nearest_name() {
    var setting = Sweep.around(Painter.SOFT).vary("strength", Painter::strength, 1).settings();

    String message = refused(() -> setting.get(0).has("strenght", 1));

    assertTrue(message.contains("none named strenght; did you mean strength"), message);
  }

  @Test
  void a_value_the_method_refuses_is_refused_before_any_work() {
    String message =
        refused(() -> Sweep.around(Painter.SOFT).vary("strength", Painter::strength, .5, 2.0));

    assertTrue(message.startsWith("strength is a share, but was 2.0"), message);
  }

  @Test
  void values_that_change_nothing_are_refused() {
    String message =
        refused(() -> Sweep.around(Painter.SOFT).vary("strength", Painter::strength, .5, .1, .5));

    assertEquals(
        "every value of an axis makes another method, but {strength=0.5} and {strength=0.5} make"
            + " the same; drop one of them",
        message);
    assertTrue(
        refused(() -> Sweep.around(Painter.SOFT).vary("x", (m, v) -> m, 1, 2)).contains("x=2"));
  }

  @Test
  void empty_axes_repeated_names_and_repeated_seeds_are_refused() {
    var sweep = Sweep.around(Painter.SOFT).vary("strength", Painter::strength, .5);

    assertTrue(
        refused(() -> sweep.vary("strength", Painter::strength, .1)).contains("occurs twice"));
    assertTrue(refused(() -> sweep.vary("none", (m, v) -> m)).contains("at least 1 value"));
    assertTrue(refused(() -> sweep.vary("seed", Painter::strokes, 1)).contains("name of its own"));
    assertTrue(refused(() -> sweep.vary(" ", Painter::strokes, 1)).contains("name of its own"));
    assertTrue(
        refused(() -> new Sweep<>(Painter.SOFT, List.of(), List.of())).contains("at least 1 seed"));
    assertTrue(refused(() -> sweep.seeds(1, 1)).contains("was given [1, 1]"));
  }

  private static String refused(org.junit.jupiter.api.function.Executable work) {
    return assertThrows(IllegalArgumentException.class, work).getMessage();
  }
}
