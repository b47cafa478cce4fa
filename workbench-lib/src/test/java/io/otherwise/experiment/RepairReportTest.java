package io.otherwise.experiment;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.experiment.AuditRow.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RepairReportTest {
  private static final int N = 400;
  private static final List<String> NAMES = List.of("a", "b", "c", "d");

  /** Four groups in turns; the first {@code wrong} faces of group 1 are told wrongly. */
  private static AuditRow wrong(int wrong) {
    int[] group = new int[N];
    boolean[] right = new boolean[N];
    for (int i = 0; i < N; i++) {
      group[i] = i % 4;
      right[i] = !(group[i] == 1 && i / 4 < wrong);
    }
    return row(new GroupAccuracy(NAMES, group, right));
  }

  private static AuditRow row(GroupAccuracy groups) {
    double[] without = {0.1, 0.2, 0.3};
    double[] with = {0.4, 0.4, 0.4};
    return AuditRow.of("glasses", Role.OTHER, without, with, Optional.ofNullable(groups), 0.05);
  }

  private static List<AuditRow> rows(int... wrong) {
    return Arrays.stream(wrong).mapToObj(RepairReportTest::wrong).toList();
  }

  private static RepairReport report(int before, int clean, int... after) {
    return new RepairReport(wrong(before), rows(after), rows(before, before), wrong(clean));
  }

  @Test
  void the_distance_is_that_of_the_worst_groups_averaged_over_the_seeds() {
    String verdict = report(30, 2, 4, 8).worstWithin(0.03).toString();
    assertTrue(verdict.contains("+0.040 ["), verdict);
    assertTrue(verdict.contains("1 of 2 seeds within"), verdict);
  }

  @Test
  void the_loss_is_negative_where_accuracy_rose() {
    String verdict = report(30, 2, 4, 8).lossWithin(0.01).toString();
    assertTrue(verdict.startsWith("Agrees") && verdict.contains("-0.060 ["), verdict);
  }

  @Test
  void where_the_factor_tells_the_label_the_rare_group_counts_less() {
    // Group 1 disagrees, and is .075 of a world with correlation .7: .3 wrong and .06 wrong there.
    String verdict = report(30, 2, 4, 8).lossWithin(0.01, 0.7).toString();
    assertTrue(verdict.contains("-0.018 [") && verdict.contains("correlation 0.7"), verdict);
  }

  @Test
  void the_choice_helps_where_the_worst_group_is_better_than_with_random_pictures() {
    assertTrue(report(30, 2, 4, 8).choiceHelps().toString().startsWith("Agrees"));
    assertTrue(report(4, 2, 30, 30).choiceHelps().toString().startsWith("Disagrees"));
    assertTrue(report(4, 2, 4, 4).choiceHelps().toString().startsWith("Not testable"));
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
        List.of("before", "targeted, seed 0", "targeted, mean", "random, seed 1", "clean")) {
      assertTrue(table.contains(row), row + " in " + table);
    }
    // 90 of 100 and 94 of 100 in the worst group.
    assertTrue(table.contains("0.940*") && table.contains("0.200"), table);
  }

  @Test
  void classifiers_measured_on_other_faces_are_refused() {
    AuditRow one = wrong(1);
    List<AuditRow> many = List.of(one);
    List<AuditRow> other =
        List.of(row(new GroupAccuracy(NAMES, new int[] {0}, new boolean[] {true})));
    List<AuditRow> none = List.of();
    List<AuditRow> control = List.of(row(null));
    assertThrows(IllegalArgumentException.class, () -> new RepairReport(one, other, many, one));
    assertThrows(IllegalArgumentException.class, () -> new RepairReport(one, many, other, one));
    assertThrows(IllegalArgumentException.class, () -> new RepairReport(one, none, many, one));
    assertThrows(IllegalArgumentException.class, () -> new RepairReport(one, control, many, one));
  }
}
