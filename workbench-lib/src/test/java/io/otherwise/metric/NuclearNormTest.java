package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;

class NuclearNormTest {
  private static double reference(double[][] m) {
    double[] values =
        new SingularValueDecomposition(new Array2DRowRealMatrix(m)).getSingularValues();
    return Arrays.stream(values).sum();
  }

  private static double[][] diagonal(double... values) {
    double[][] m = new double[values.length][values.length];
    for (int i = 0; i < values.length; i++) {
      m[i][i] = values[i];
    }
    return m;
  }

  @Test
  void of_a_diagonal_matrix_it_is_the_sum_of_sizes() {
    assertEquals(6.5, NuclearNorm.of(diagonal(3, -2, 0, 1.5)), 1e-14);
  }

  @Test
  void small_matrices_are_right() {
    assertEquals(0, NuclearNorm.of(new double[0][0]));
    assertEquals(0, NuclearNorm.of(new double[3][2]));
    assertEquals(7, NuclearNorm.of(new double[][] {{-7}}), 1e-14);
    assertEquals(5, NuclearNorm.of(new double[][] {{3, 4}}), 1e-14);
    assertEquals(5, NuclearNorm.of(new double[][] {{3}, {4}}), 1e-14);
  }

  @Test
  void it_agrees_with_a_full_decomposition_of_any_shape() {
    int[][] shapes = {{2, 2}, {5, 3}, {3, 5}, {40, 40}, {70, 9}, {9, 70}};
    for (int[] shape : shapes) {
      double[][] m = SetAnswers.random(shape[0], shape[0], shape[1], 2);
      double wanted = reference(m);

      assertEquals(wanted, NuclearNorm.of(m), 1e-13 * wanted, Arrays.toString(shape));
    }
  }

  @Test
  void a_product_of_two_vectors_has_one_singular_value() {
    double[] x = SetAnswers.random(1, 1, 30, 1)[0];
    double[] y = SetAnswers.random(2, 1, 20, 1)[0];
    double[][] m = new double[30][20];
    double square = 0;
    for (int i = 0; i < 30; i++) {
      for (int j = 0; j < 20; j++) {
        m[i][j] = x[i] * y[j];
        square += m[i][j] * m[i][j];
      }
    }

    assertEquals(Math.sqrt(square), NuclearNorm.of(m), 1e-13);
  }

  @Test
  void small_singular_values_keep_their_digits() {
    // Squaring on the way, as covariances do, would leave 1e-8 in place of 1e-12.
    double[][] m = {{1, 1}, {1, 1 + 2e-12}};
    double determinant = 2e-12;
    double squares = 1 + 1 + 1 + (1 + 2e-12) * (1 + 2e-12);

    assertEquals(Math.sqrt(squares + 2 * determinant), NuclearNorm.of(m), 1e-15);
  }

  @Test
  void of_a_symmetric_positive_matrix_it_is_the_trace() {
    double[][] x = SetAnswers.random(4, 6, 25, 1);
    double[][] gram = new double[25][25];
    double trace = 0;
    for (int i = 0; i < 25; i++) {
      for (int j = 0; j < 25; j++) {
        for (double[] row : x) {
          gram[i][j] += row[i] * row[j];
        }
      }
      trace += gram[i][i];
    }

    assertEquals(trace, NuclearNorm.of(gram), 1e-12, "19 of 25 are 0");
  }

  @Test
  void equal_singular_values_are_found_each() {
    double[][] m = diagonal(2, 2, 2, 2, 2, 2);
    double[] row = m[0];
    m[0] = m[4];
    m[4] = row;

    assertEquals(12, NuclearNorm.of(m), 1e-14);
  }

  @Test
  void the_scale_does_not_matter() {
    double[][] tiny = SetAnswers.random(1, 12, 12, 1e-30);
    double[][] one = SetAnswers.random(1, 12, 12, 1);

    assertEquals(1e-30, NuclearNorm.of(tiny) / NuclearNorm.of(one), 1e-42);
  }
}
