package io.otherwise.guidance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConeTest {
  private Scope scope;

  @BeforeEach
  void open() {
    scope = Scope.open();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  private static Tensor vector(float... values) {
    return Tensor.of(values, 1, values.length, 1, 1);
  }

  @Test
  void a_guide_outside_the_cone_pulls_the_axis_onto_its_surface() {
    float[] found = Cone.global(vector(0, 5), vector(3, 0), 30).floats();

    assertArrayEquals(new float[] {1, (float) Math.tan(Math.toRadians(30))}, found, 1e-6f);
  }

  @Test
  void a_guide_inside_the_cone_leaves_the_unit_axis() {
    float[] found = Cone.global(vector(5, 1), vector(3, 0), 30).floats();

    assertArrayEquals(new float[] {1, 0}, found, 1e-6f);
  }

  @Test
  void the_patchwise_form_keeps_the_length_of_the_axis() {
    float[] outside = Cone.patchwise(vector(0, 5), vector(3, 0), 30, 1).floats();
    float[] inside = Cone.patchwise(vector(5, 1), vector(3, 0), 30, 1).floats();

    assertArrayEquals(new float[] {3, (float) (3 * Math.tan(Math.toRadians(30)))}, outside, 1e-5f);
    assertArrayEquals(new float[] {3, 0}, inside);
  }

  @Test
  void the_result_lies_at_the_cones_angle_from_the_axis() {
    Tensor axis = vector(1, -2, 0.5f);

    Tensor found = Cone.global(vector(-3, 0.25f, 1), axis, 20);

    assertEquals(20, Consensus.degrees(found, axis, 1).item(), 1e-2);
  }

  @Test
  void patches_are_treated_apart() {
    // Guide (down, right), axis (right, right): only the first pixel lies outside the cone.
    Tensor guide = Tensor.of(new float[] {0, 1, 1, 0}, 1, 2, 1, 2);
    Tensor axis = Tensor.of(new float[] {1, 1, 0, 0}, 1, 2, 1, 2);

    float[] found = Cone.patchwise(guide, axis, 45, 1).floats();

    assertArrayEquals(new float[] {1, 1, 1, 0}, found, 1e-6f);
  }
}
