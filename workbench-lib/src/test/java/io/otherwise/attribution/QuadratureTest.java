package io.otherwise.attribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class QuadratureTest {
  private static double power(Quadrature rule, int degree) {
    double sum = 0;
    for (int i = 0; i < rule.size(); i++) {
      sum += rule.shares().get(i) * Math.pow(rule.points().get(i), degree);
    }
    return sum;
  }

  @Test
  void polynomials_up_to_degree_2n_minus_1_are_exact_and_the_next_is_not() {
    for (int n : new int[] {1, 2, 3, 8, 16}) {
      Quadrature rule = Quadrature.gaussLegendre(n);
      for (int degree = 0; degree < 2 * n; degree++) {
        assertEquals(1.0 / (degree + 1), power(rule, degree), 1e-13, n + " points, " + degree);
      }
    }
    assertTrue(Math.abs(power(Quadrature.gaussLegendre(2), 4) - 0.2) > 1e-3);
  }

  @Test
  void two_points_lie_where_the_tables_say() {
    Quadrature two = Quadrature.gaussLegendre(2);

    assertEquals(0.5 - Math.sqrt(3) / 6, two.points().get(0), 1e-15);
    assertEquals(0.5, two.shares().get(1), 1e-15);
  }

  @Test
  void points_rise_and_a_thousand_still_weigh_1() {
    Quadrature many = Quadrature.gaussLegendre(1000);
    for (int i = 1; i < many.size(); i++) {
      assertTrue(many.points().get(i - 1) < many.points().get(i), "point " + i);
    }
    assertEquals(1, power(many, 0), 1e-12);
  }

  @Test
  void a_part_keeps_its_own_weights() {
    Quadrature some = Quadrature.gaussLegendre(5).part(2, 4);

    assertEquals(2, some.size());
    assertEquals(0.5f, some.left()[0], 1e-7f);
    assertEquals(64 / 225f, some.weights()[0], 1e-7f);
  }
}
