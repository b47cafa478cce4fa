package io.otherwise.metric;

import static io.otherwise.metric.MadeAnswers.COLOURS;
import static io.otherwise.metric.MadeAnswers.answer;
import static io.otherwise.metric.MadeAnswers.pixel;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Seed;
import io.otherwise.metric.CorrelationDifference.Formula;
import io.otherwise.metric.CorrelationDifference.Source;
import io.otherwise.metric.CorrelationDifference.Undefined;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CorrelationDifferenceTest {
  /** Green goes along with red in the labels, blue does not. */
  private static final boolean[][] LABELS = {
    {true, true, true}, {true, true, false}, {false, false, true}, {false, false, false}
  };

  private final CorrelationDifference cd = CorrelationDifference.of(COLOURS, LABELS, "red");

  /** Answers that turn red and, with it, some other colours on or off. */
  private static Counterfactuals turning(boolean green, boolean blue) {
    List<Counterfactual> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      double off = i % 2 == 0 ? .1 : .9;
      double on = 1 - off;
      all.add(
          answer(
              pixel("f" + i, off, off, off),
              pixel("c", on, green ? on : off, blue ? on : off),
              true));
    }
    return new Counterfactuals(all);
  }

  @Test
  void the_reference_is_read_off_the_labels() {
    assertEquals(List.of(1.0, 1.0, 0.0), cd.reference());
  }

  @Test
  void changing_what_goes_along_and_nothing_else_is_best() {
    assertEquals(0, cd.value(turning(true, false)), 1e-12);
  }

  @Test
  void hiding_a_dependency_and_inventing_one_both_cost() {
    assertEquals(1, cd.value(turning(false, false)), 1e-12);
    assertEquals(1, cd.value(turning(true, true)), 1e-12);
    assertEquals(2, cd.value(turning(false, true)), 1e-12);
  }

  @Test
  void fewer_changed_attributes_need_not_mean_a_better_explanation() {
    // DiME, Sec. 4.3: hiding what depends on the query attribute looks sparse.
    Mnac mnac = new Mnac(COLOURS);

    assertTrue(mnac.value(turning(false, false)) < mnac.value(turning(true, false)));
    assertTrue(cd.value(turning(false, false)) > cd.value(turning(true, false)));
  }

  @Test
  void what_never_changes_is_zero_or_missing_or_left_out() {
    Counterfactuals hidden = turning(false, false);

    assertEquals(1, cd.undefined(Undefined.ZERO).value(hidden), 1e-12);
    assertEquals(Double.NaN, cd.undefined(Undefined.KEEP).value(hidden));
    // Only red itself is left, and green's dependency is not missed.
    assertEquals(0, cd.undefined(Undefined.SKIP).value(hidden), 1e-12);
  }

  @Test
  void nothing_changing_at_all_leaves_no_attribute_to_compare() {
    Counterfactuals same =
        MadeAnswers.answers(
            answer(pixel("a", .1, .2, .3), pixel("a", .1, .2, .3), true),
            answer(pixel("b", .4, .6, .3), pixel("b", .4, .6, .3), true));

    assertEquals(Double.NaN, cd.undefined(Undefined.SKIP).value(same));
    assertEquals(2, cd.undefined(Undefined.ZERO).value(same), 1e-12);
  }

  @Test
  void modes_are_named_by_their_source() {
    assertEquals(Undefined.KEEP, cd.compat(Source.DIME).undefined());
    assertEquals(cd, cd.compat(Source.ACE));
    assertEquals(Formula.ALL_PAIRS, cd.compat(Source.LDCE).formula());
    assertTrue(cd.compat(Source.LDCE).citation().contains("Eq. 19"));
    assertFalse(cd.citation().contains("Eq. 19"));
  }

  @Test
  void equation_19_of_unchanged_pictures_is_zero_whatever_the_labels() {
    Counterfactuals some = MadeAnswers.random(3, 20);
    List<Counterfactual> same = new ArrayList<>();
    some.forEach(c -> same.add(answer(c.factual(), c.factual(), true)));

    for (Formula formula :
        List.of(Formula.ALL_PAIRS, Formula.LEAVE_ONE_OUT, Formula.UNORDERED_PAIRS)) {
      assertEquals(0, cd.formula(formula).value(new Counterfactuals(same)), 1e-12);
    }
  }

  @Test
  void the_readings_of_equation_19_agree_on_many_images_but_not_exactly() {
    Counterfactuals some = MadeAnswers.random(4, 60);
    double all = cd.formula(Formula.ALL_PAIRS).value(some);
    double leaving = cd.formula(Formula.LEAVE_ONE_OUT).value(some);

    assertEquals(all, leaving, 0.1);
    assertTrue(Math.abs(all - leaving) > 1e-9);
  }

  @Test
  void a_resample_of_every_member_once_is_the_value() {
    Counterfactuals some = MadeAnswers.random(5, 60);
    Sample sample = cd.sample(some);

    assertEquals(40, sample.size());
    assertEquals(cd.value(some), sample.value(), 0);
    assertTrue(sample.interval().isEmpty());
  }

  @Test
  void members_may_repeat() {
    Counterfactuals some = MadeAnswers.random(6, 9);
    List<Counterfactual> repeated = new ArrayList<>();
    for (int position : new int[] {1, 2, 2, 4, 5, 5, 5, 8}) {
      repeated.add(some.get(position));
    }

    // Members are positions 1, 2, 4, 5, 7, 8.
    assertEquals(
        cd.value(new Counterfactuals(repeated)),
        cd.sample(some).value(0, 1, 1, 2, 3, 3, 3, 5),
        1e-12);
  }

  @Test
  void no_answer_has_no_value() {
    assertEquals(Double.NaN, cd.value(MadeAnswers.answers()));
    assertEquals(Double.NaN, cd.sample(MadeAnswers.random(1, 5)).value(new int[0]));
  }

  @Test
  void failures_are_left_out_unless_asked_for() {
    Counterfactuals some = MadeAnswers.random(7, 30);

    assertEquals(20, cd.sample(some).size());
    assertEquals(30, cd.population(Population.ALL).sample(some).size());
  }

  @Test
  void its_bars_are_the_correlations_of_changes() {
    assertArrayEquals(new double[] {1, 1, Double.NaN}, cd.changes(turning(true, false)), 1e-12);
  }

  @Test
  void order_of_answers_does_not_matter() {
    Counterfactuals some = MadeAnswers.random(8, 30);
    List<Counterfactual> turned = new ArrayList<>(some.all());
    java.util.Collections.reverse(turned);

    for (Formula formula : List.of(Formula.CHANGES, Formula.ALL_PAIRS, Formula.LEAVE_ONE_OUT)) {
      CorrelationDifference one = cd.formula(formula);
      assertEquals(one.value(some), one.value(new Counterfactuals(turned)), 1e-12);
    }
  }

  @Test
  void it_lies_between_zero_and_twice_the_attributes() {
    for (int key = 0; key < 20; key++) {
      double value = cd.value(MadeAnswers.random(Seed.bits(9, key), 12));

      assertTrue(value >= 0 && value <= 6, "was " + value);
    }
  }

  @Test
  void labels_with_other_columns_and_unknown_attributes_are_refused() {
    boolean[][] narrow = {{true, false}, {false, true}};

    assertThrows(
        IllegalArgumentException.class, () -> CorrelationDifference.of(COLOURS, narrow, "red"));
    assertThrows(
        IllegalArgumentException.class, () -> CorrelationDifference.of(COLOURS, LABELS, "hat"));
  }

  @Test
  void few_answers_are_mostly_noise_and_tables_are_told() {
    assertEquals(30, cd.minimum());
    assertEquals("CD", cd.name());
    assertEquals(Direction.LOWER, cd.direction());
  }
}
