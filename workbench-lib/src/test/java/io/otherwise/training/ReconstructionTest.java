package io.otherwise.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.tensor.Network;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReconstructionTest {
  private static final int SIDE = 8;

  /** Loss and absolute error. */
  private static double[] error(Reconstruction how, float[] image, float[] decoded) {
    Script s = new Script();
    Reconstruction.Error error = how.of(s.input("image"), s.input("decoded"));
    s.returns(error.loss(), error.absolute());
    try (Scope scope = Scope.open();
        Network network = new Network(s, Weights.from(s.parameters(), p -> new float[0]))) {
      List<Tensor> both = network.runAll(picture(image), picture(decoded));
      return new double[] {both.get(0).item(), both.get(1).item()};
    }
  }

  private static Tensor picture(float[] values) {
    return Tensor.of(values, 1, 3, SIDE, SIDE);
  }

  /** Vertical stripes on the left half, flat on the right. */
  private static float[] striped() {
    float[] values = new float[3 * SIDE * SIDE];
    for (int i = 0; i < values.length; i++) {
      int x = i % SIDE;
      values[i] = x < SIDE / 2 && x % 2 == 0 ? 0.5f : -0.5f;
    }
    return values;
  }

  /** With one pixel of every channel changed in a column. */
  private static float[] wrongAt(int column) {
    float[] values = striped();
    for (int c = 0; c < 3; c++) {
      values[(c * SIDE + 4) * SIDE + column] += 0.3f;
    }
    return values;
  }

  @Test
  void an_equal_picture_has_no_error() {
    double[] error = error(Reconstruction.SHIPPED, striped(), striped());

    assertEquals(0, error[0]);
    assertEquals(0, error[1]);
  }

  @Test
  void without_detail_every_pixel_weighs_the_same() {
    Reconstruction plain = new Reconstruction(0, 0, 0);

    assertEquals(0.3 / (SIDE * SIDE), error(plain, striped(), wrongAt(1))[0], 1e-7);
    assertEquals(
        error(plain, striped(), wrongAt(1))[0], error(plain, striped(), wrongAt(7))[0], 1e-7);
  }

  @Test
  void with_detail_an_error_among_stripes_weighs_more_than_one_on_flat_ground() {
    Reconstruction detailed = new Reconstruction(0, 0, 4);

    double striped = error(detailed, striped(), wrongAt(1))[0];
    double flat = error(detailed, striped(), wrongAt(7))[0];
    assertTrue(striped > 2 * flat, striped + " and " + flat);
  }

  @Test
  void the_weights_of_a_picture_have_mean_one() {
    float[] brighter = striped();
    for (int i = 0; i < brighter.length; i++) {
      brighter[i] += 0.1f;
    }

    assertEquals(0.1, error(new Reconstruction(0, 0, 4), striped(), brighter)[1], 1e-6);
  }

  @Test
  void edges_and_squares_come_on_top() {
    double plain = error(new Reconstruction(0, 0, 0), striped(), wrongAt(7))[0];
    double edges = error(new Reconstruction(0.5, 0, 0), striped(), wrongAt(7))[0];
    double squares = error(new Reconstruction(0, 10, 0), striped(), wrongAt(7))[0];

    // A pixel at the border has one neighbour in its row and two in its column.
    double differences = SIDE * (SIDE - 1);
    assertEquals(plain + 0.5 * 3 * 0.3 / differences, edges, 1e-6);
    assertEquals(plain + 10 * 0.09 / (SIDE * SIDE), squares, 1e-6);
  }
}
