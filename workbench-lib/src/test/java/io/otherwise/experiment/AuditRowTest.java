package io.otherwise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.experiment.AuditRow.Finding;
import io.otherwise.experiment.AuditRow.Role;
import io.otherwise.metric.Interval;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuditRowTest {
  private static final int N = 40;

  /** Effects around a mean, half of them above it and half below by the same spread. */
  private static AuditRow row(Role role, double mean, double spread) {
    double[] without = new double[N];
    double[] with = new double[N];
    Arrays.fill(without, 0.45);
    Arrays.setAll(with, i -> 0.45 + mean + (i % 2 == 0 ? spread : -spread));
    return AuditRow.of("glasses", role, without, with, Optional.empty(), 0.05);
  }

  @Test
  void the_effect_is_the_mean_difference_and_its_interval_holds_it() {
    AuditRow row = row(Role.OTHER, 0.2, 0.1);
    assertEquals(0.2, row.mean(), 1e-12);
    Interval interval = row.interval();
    assertTrue(interval.low() < 0.2 && interval.high() > 0.2, interval.toString());
    assertEquals(N, row.n());
  }

  @Test
  void a_decision_counts_as_changed_where_it_differs() {
    // From 0.45 to 0.55 and to 0.35: every second face crosses one half.
    AuditRow row = row(Role.OTHER, 0, 0.1);
    assertEquals(0.5, row.changed().share(), 1e-12);
  }

  @Test
  void beyond_the_margin_another_factor_is_a_shortcut() {
    AuditRow row = row(Role.OTHER, 0.2, 0.05);
    assertEquals(Finding.MOVES, row.finding());
    assertTrue(row.shortcut());
    assertTrue(row.words().contains("shortcut"), row.words());
    assertTrue(row.refutation().contains("within \u00b10.05"), row.refutation());
  }

  @Test
  void a_falling_probability_is_an_effect_too() {
    assertTrue(row(Role.OTHER, -0.2, 0.05).shortcut());
  }

  @Test
  void what_is_asked_for_is_no_shortcut() {
    AuditRow row = row(Role.ASKED, 0.2, 0.05);
    assertFalse(row.shortcut());
    assertTrue(row.words().contains("as it should"), row.words());
  }

  @Test
  void an_asked_factor_without_effect_is_a_fault() {
    AuditRow row = row(Role.ASKED, 0, 0.01);
    assertEquals(Finding.NOTHING, row.finding());
    assertTrue(row.words().contains("should"), row.words());
    assertFalse(row.words().contains("as it should"), row.words());
  }

  @Test
  void within_the_margin_nothing_is_found_and_it_says_what_would_refute_that() {
    AuditRow row = row(Role.OTHER, 0.01, 0.02);
    assertEquals(Finding.NOTHING, row.finding());
    assertFalse(row.shortcut());
    assertTrue(row.refutation().contains("beyond \u00b10.05"), row.refutation());
  }

  @Test
  void across_the_margin_it_is_open_and_tells_how_many_faces_would_do() {
    AuditRow row = row(Role.OTHER, 0.06, 0.1);
    assertEquals(Finding.OPEN, row.finding());
    assertFalse(row.shortcut());
    String digits = row.refutation().replaceAll("[^0-9]", "");
    // Half the interval is about 1.96 * 0.1 / sqrt(40) = 0.031, three times the distance 0.01.
    int faces = Integer.parseInt(digits);
    assertTrue(faces > 6 * N && faces < 14 * N, row.refutation());
  }

  @Test
  void a_control_that_moves_is_a_fault_of_the_audit() {
    AuditRow row = row(Role.CONTROL, 0.2, 0.05);
    assertFalse(row.shortcut());
    assertTrue(row.words().contains("do not trust"), row.words());
    assertTrue(row.refutation().contains("the audit errs"), row.refutation());
  }

  @Test
  void a_margin_beyond_every_effect_is_refused() {
    AuditRow row = row(Role.OTHER, 0, 0.1);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new AuditRow("glasses", Role.OTHER, row.effect(), row.changed(), Optional.empty(), 1));
  }
}
