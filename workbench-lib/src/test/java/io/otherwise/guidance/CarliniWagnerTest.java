package io.otherwise.guidance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.tensor.Gradients;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CarliniWagnerTest {
  private static final double C = 1e-5;

  private Scope scope;

  @BeforeEach
  void open() {
    scope = Scope.open();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  private static Tensor row(float... values) {
    return Tensor.of(values, values.length);
  }

  /** The authors' loop, which carries w along: one step of it. */
  private static double authors(double x, double gradient, double rate) {
    double share = x / (0.5 + C) - 1;
    double w = Math.log((1 + share) / (1 - share)) / 2;
    w -= rate * gradient * (C + 0.5) * (1 - Math.tanh(w) * Math.tanh(w));
    return (Math.tanh(Math.max(-3, Math.min(3, w))) + 1) * (C + 0.5);
  }

  @Test
  void a_step_is_that_of_the_authors() {
    float[] image = {0.01f, 0.1f, 0.4f, 0.5f, 0.77f, 0.99f};
    float[] gradient = {-2, 1, 0.3f, -0.5f, 0, 4};

    float[] moved = CarliniWagner.moved(row(image), row(gradient), 1.7).floats();

    for (int k = 0; k < image.length; k++) {
      assertEquals(authors(image[k], gradient[k], 1.7), moved[k], 2e-6, "value " + k);
    }
    assertEquals(image[4], moved[4], 1e-6f);
    assertTrue(moved[0] > image[0] && moved[1] < image[1]);
  }

  @Test
  void no_step_leaves_the_range_and_black_and_white_come_back_to_where_gradients_live() {
    float near = (float) ((1 + 2 * C) / (1 + Math.exp(6)));
    float far = (float) ((1 + 2 * C) / (1 + Math.exp(-6)));

    float[] moved = CarliniWagner.moved(row(0, 1, 0.5f, 0.5f), row(5, 5, 1e6f, -1e6f), 1).floats();

    assertArrayEquals(new float[] {near, far, near, far}, moved, 1e-6f);
    assertTrue(far < 1);
  }

  @Test
  void a_lead_counts_only_where_another_class_is_ahead() {
    Tensor logits = Tensor.of(new float[] {1, 3, 2, 5, 4, 0, 0, 9, 7}, 3, 3);
    Tensor targets = Tensor.of(new long[] {0, 0, 2}, 3);

    assertEquals((3 - 1) + 0 + (9 - 7), CarliniWagner.lead(logits, targets).item());
  }

  @Test
  void a_lead_pulls_at_the_target_and_its_best_rival_alone() {
    Tensor targets = Tensor.of(new long[] {0, 0}, 2);
    try (Gradients graph = Gradients.record()) {
      Tensor logits = graph.leaf(Tensor.of(new float[] {1, 3, 2, 5, 4, 0}, 2, 3));

      float[] gradient = graph.of(CarliniWagner.lead(logits, targets), logits).floats();

      assertArrayEquals(new float[] {-1, 1, 0, 0, 0, 0}, gradient);
    }
  }

  @Test
  void the_sides_of_a_decision_lead_by_twice_the_logit() {
    Tensor logits = row(1.5f, 1.5f, -2, -2);

    assertEquals(3 + 4, CarliniWagner.binaryLead(logits, row(0, 1, 0, 1)).item());
  }
}
