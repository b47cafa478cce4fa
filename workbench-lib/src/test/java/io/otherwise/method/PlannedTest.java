package io.otherwise.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.bench.FormulaModels;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Seed;
import io.otherwise.model.Classifier;
import io.otherwise.model.LatentDiffusion;
import io.otherwise.tensor.MemoryPlan;
import org.junit.jupiter.api.Test;

/** Methods in batches that were chosen by memory. */
class PlannedTest {
  private static final int SIDE = 16;

  private static Counterfactuals explained(MemoryPlan plan) {
    Queries queries =
        Queries.of(
            FormulaModels.image(SIDE).towards("1"),
            FormulaModels.image(SIDE).towards("1").id("second"),
            FormulaModels.image(SIDE).towards("0").id("third"));
    try (LatentDiffusion model = ToyLatent.model();
        Classifier classifier = ToyLatent.classifier()) {
      return Ldce.code()
          .steps(10)
          .on(classifier, model)
          .planned(plan)
          .explain(queries, Seed.seed(3));
    }
  }

  @Test
  void an_answer_is_the_same_whether_networks_forget_or_not() {
    Counterfactuals remembered = explained(new MemoryPlan(3, false, 0, 0));
    Counterfactuals forgotten = explained(new MemoryPlan(3, true, 0, 0));

    for (int i = 0; i < remembered.size(); i++) {
      assertArrayEquals(
          remembered.get(i).edited().values(), forgotten.get(i).edited().values(), 1e-4f);
    }
  }

  @Test
  void batches_are_those_of_the_plan() {
    try (LatentDiffusion model = ToyLatent.model();
        Classifier classifier = ToyLatent.classifier()) {
      MemoryPlan plan = new MemoryPlan(2, true, 0, 0);

      assertEquals(2, Ldce.code().on(classifier, model).planned(plan).microBatch());
    }
  }

  @Test
  void a_model_that_cannot_tell_what_it_takes_is_planned_as_wanted() {
    try (LatentDiffusion model = ToyLatent.model();
        Classifier classifier = ToyLatent.classifier()) {
      MemoryPlan plan = model.plan(classifier, SIDE, SIDE, 5);

      assertEquals(5, plan.batch());
      assertTrue(plan.toString().startsWith("5 images at a time"), plan.toString());
      assertThrows(IllegalArgumentException.class, () -> model.plan(classifier, 15, 16, 5));
    }
  }
}
