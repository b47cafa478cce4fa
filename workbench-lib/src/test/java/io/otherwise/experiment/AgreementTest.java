package io.otherwise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Explainer;
import io.otherwise.explain.Progress;
import io.otherwise.explain.Queries;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When answers computed again count as the same. */
class AgreementTest {
  private final Queries queries = Painter.queries(4);

  @TempDir Path folder;

  private Run run(String store, Explainer explainer, Queries of) {
    return RunStore.at(folder.resolve(store), ImageFormat.PNG)
        .run(Sweep.around(Painter.SOFT), m -> explainer, of, Painter.session(), Progress.NONE)
        .get(0);
  }

  private static Agreement of(
      boolean sameMachine, boolean sameBytes, List<String> flips, double difference) {
    return new Agreement(4, sameMachine, sameBytes, flips, List.of(), difference);
  }

  @Test
  void equal_runs_agree_to_the_byte() {
    Painter.At soft = Painter.SOFT.on();

    Agreement same = Agreement.of(run("a", soft, queries), run("b", soft, queries));

    assertTrue(same.sameBytes());
    assertTrue(same.holds());
    assertEquals(0, same.difference());
    assertEquals("4 answers computed again on the same machine have the same bytes", "" + same);
  }

  @Test
  void the_difference_is_that_of_the_stored_pictures() {
    Painter.At soft = Painter.SOFT.on();
    Run before = run("a", soft, queries);

    Agreement other = Agreement.of(before, run("b", new Nudged(soft, 3 / 255f), queries));

    assertFalse(other.sameBytes());
    assertEquals(3 / 255.0, other.difference(), 1e-6);
    assertEquals(List.of(), other.flips());
  }

  @Test
  void other_questions_cannot_be_compared() {
    Painter.At soft = Painter.SOFT.on();
    Run before = run("a", soft, queries);
    Run after = run("b", soft, Painter.queries(3));

    assertThrows(IllegalArgumentException.class, () -> Agreement.of(before, after));
  }

  @Test
  void the_same_machine_owes_every_byte() {
    assertTrue(of(true, true, List.of(), 0).holds());
    assertFalse(of(true, false, List.of(), 0).holds());
  }

  @Test
  void another_machine_owes_the_same_flips_and_close_pictures() {
    assertTrue(of(false, false, List.of(), Agreement.CLOSE).holds());
    assertFalse(of(false, false, List.of(), Agreement.CLOSE + 1e-6).holds());
    assertFalse(of(false, false, List.of("toy/1:old"), 0).holds());
    assertTrue(of(false, true, List.of(), 0).holds());
  }

  @Test
  void only_other_flips_on_the_same_machine_are_an_alarm() {
    assertTrue(of(true, false, List.of("toy/1:old"), 0).alarms());
    assertFalse(of(true, false, List.of(), 1).alarms());
    assertFalse(of(false, false, List.of("toy/1:old"), 0).alarms());
  }

  @Test
  void a_sentence_names_what_flipped() {
    String told = of(false, false, List.of("toy/1:old"), .25).toString();

    assertEquals(
        "4 answers computed again on another machine have other flips at toy/1:old, and 99 % of"
            + " pixel values within 0.2500",
        told);
  }
}
