package io.otherwise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepairReportTest {
  private static final int N = 400;
  private static final List<String> NAMES = List.of("a", "b", "c", "d");

  /** Four groups in turns; the first {@code wrong} faces of group 1 are told wrongly. */
  private static GroupAccuracy wrong(int wrong) {
    int[] group = new int[N];
    boolean[] right = new boolean[N];
    for (int i = 0; i < N; i++) {
      group[i] = i % 4;
      right[i] = !(group[i] == 1 && i / 4 < wrong);
    }
    return new GroupAccuracy(NAMES, group, right);
  }

  private static RepairReport report(int before, int clean, int... after) {
    List<GroupAccuracy> all = Arrays.stream(after).mapToObj(RepairReportTest::wrong).toList();
    return new RepairReport(wrong(before), all, wrong(clean));
  }

  @Test
  void the_gap_is_that_of_the_worst_groups_averaged_over_the_seeds() {
    RepairReport report = report(30, 2, 4, 8);
    assertEquals(0.04, report.gap(), 1e-12);
    assertTrue(report.gapInterval().low() <= 0.04 && report.gapInterval().high() >= 0.04);
  }

  @Test
  void the_loss_is_negative_where_accuracy_rose() {
    assertEquals(-(30 - 6) / (double) N, report(30, 2, 4, 8).loss(), 1e-12);
  }

  @Test
  void a_goal_is_reached_where_the_whole_interval_is_within() {
    String same = report(30, 2, 2, 2).worstWithin(0.03).toString();
    assertTrue(same.startsWith("Agrees"), same);
    assertTrue(same.contains("2 seeds") && same.contains("400 faces"), same);
  }

  @Test
  void a_goal_is_missed_where_the_whole_interval_is_beyond() {
    String far = report(30, 2, 40).worstWithin(0.03).toString();
    assertTrue(far.startsWith("Disagrees"), far);
  }

  @Test
  void near_the_goal_nothing_is_decided() {
    String near = report(30, 2, 5).worstWithin(0.03).toString();
    assertTrue(near.startsWith("Not testable"), near);
  }

  @Test
  void a_loss_of_accuracy_is_held_to_its_margin_too() {
    assertTrue(report(10, 2, 2).lossWithin(0.01).toString().startsWith("Agrees"));
    assertTrue(report(2, 2, 60).lossWithin(0.01).toString().startsWith("Disagrees"));
  }

  @Test
  void every_classifier_has_a_row() {
    String table = report(30, 2, 4, 8).toHtml().text();
    for (String row :
        List.of("before", "repaired, seed 0", "repaired, seed 1", "mean of 2", "clean")) {
      assertTrue(table.contains(row), row + " in " + table);
    }
  }

  @Test
  void classifiers_measured_on_other_faces_are_refused() {
    GroupAccuracy other = new GroupAccuracy(NAMES, new int[] {0}, new boolean[] {true});
    List<GroupAccuracy> after = List.of(other);
    GroupAccuracy one = wrong(1);
    assertThrows(IllegalArgumentException.class, () -> new RepairReport(one, after, one));
    List<GroupAccuracy> none = List.of();
    assertThrows(IllegalArgumentException.class, () -> new RepairReport(one, none, one));
  }
}
