package io.otherwise.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.tensor.Gradients;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Script.Value;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LpipsTest {
  private static final Lpips SMALL = new Lpips(List.of(List.of(4, 4), List.of(6)));
  private static final List<Long> SHAPE = List.of(1L, 6L, 1L, 1L);

  private static Script script(Lpips network) {
    Script s = new Script();
    Lpips.Distance made = network.between(s.layers(), s.input("a"), s.input("b"));
    List<Value> all = new ArrayList<>(List.of(made.distance()));
    all.addAll(made.parts());
    all.addAll(made.first().values());
    s.returns(all.toArray(Value[]::new));
    return s;
  }

  /** Published weights of channels are never negative, so a distance cannot be. */
  private static Network compiled() {
    Script s = script(SMALL);
    return new Network(
        s,
        Weights.from(
            s.parameters(), p -> p.key().startsWith("lin") ? absolute(p) : Drawn.weights(p)));
  }

  private static float[] absolute(Script.Parameter p) {
    float[] values = Drawn.weights(p);
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.abs(values[i]);
    }
    return values;
  }

  private static Tensor image(int key) {
    return Drawn.images(key, 2, 3, 8, 10).times(2).minus(1);
  }

  @Test
  void the_published_network_has_the_published_number_of_weights() {
    assertEquals(14_716_160, Drawn.size(script(Lpips.vgg())));
  }

  @Test
  void keys_number_layers_through_all_slices() {
    List<String> keys = Drawn.keys(script(Lpips.vgg()));
    assertTrue(keys.contains("net.slice1.0.weight") && keys.contains("net.slice2.5.weight"));
    assertTrue(keys.contains("net.slice3.14.bias") && keys.contains("net.slice5.28.bias"));
    assertTrue(keys.contains("lin4.model.1.weight"));
    assertEquals(13 * 2 + 5, keys.size(), "13 convolutions and five weighings without bias");
  }

  @Test
  void equal_images_have_no_distance() {
    try (Network network = compiled();
        Scope scope = Scope.open()) {
      Tensor image = image(1);
      float[] distances = network.run(image, image).floats();
      assertArrayEquals(new float[] {0, 0}, distances);
    }
  }

  @Test
  void the_distance_grows_with_the_change() {
    try (Network network = compiled();
        Scope scope = Scope.open()) {
      Tensor image = image(1);
      Tensor change = image(2);
      float[] last = new float[2];
      for (double size : List.of(0.01, 0.1, 0.5)) {
        float[] now = network.run(image, image.plus(change.times(size))).floats();
        assertTrue(now[0] > last[0] && now[1] > last[1], "at " + size);
        last = now;
      }
    }
  }

  @Test
  void a_distance_does_not_depend_on_the_order_of_the_two_images() {
    try (Network network = compiled();
        Scope scope = Scope.open()) {
      float[] there = network.run(image(1), image(2)).floats();
      float[] back = network.run(image(2), image(1)).floats();
      assertArrayEquals(there, back, 1e-6f);
    }
  }

  @Test
  void the_stages_add_up_to_the_distance() {
    try (Network network = compiled();
        Scope scope = Scope.open()) {
      List<Tensor> found = network.runAll(image(1), image(2));
      Tensor sum = found.get(1).plus(found.get(2));
      assertArrayEquals(sum.floats(), found.get(0).floats(), 1e-6f);
      assertArrayEquals(new long[] {2}, found.get(1).shape());
    }
  }

  @Test
  void the_first_images_layers_are_scaled_and_halved_from_stage_to_stage() {
    try (Network network = compiled();
        Scope scope = Scope.open()) {
      List<Tensor> found = network.runAll(Tensor.full(0.5, 1, 3, 8, 10), image(1).narrow(0, 0, 1));
      float[] scaled = found.get(3).floats();
      assertEquals((0.5 + 0.030) / 0.458, scaled[0], 1e-6);
      assertEquals((0.5 + 0.188) / 0.450, scaled[scaled.length - 1], 1e-6);
      assertArrayEquals(new long[] {1, 4, 8, 10}, found.get(4).shape());
      assertArrayEquals(new long[] {1, 6, 4, 5}, found.get(5).shape());
    }
  }

  @Test
  void a_stage_is_the_weighted_distance_of_unit_vectors() {
    try (Network network = compiled();
        Scope scope = Scope.open()) {
      Tensor a = image(1).narrow(0, 0, 1);
      Tensor b = image(2).narrow(0, 0, 1);
      float[] ofA = network.runAll(a, b).get(5).floats();
      float[] ofB = network.runAll(b, a).get(5).floats();
      float[] weights = absolute(new Script.Parameter("lin1.model.1.weight", SHAPE, true));
      double expected = 0;
      for (int pixel = 0; pixel < 20; pixel++) {
        for (int c = 0; c < 6; c++) {
          double difference = unit(ofA, c, pixel) - unit(ofB, c, pixel);
          expected += weights[c] * difference * difference / 20;
        }
      }
      assertEquals(expected, network.runAll(a, b).get(2).item(), 1e-6);
    }
  }

  /** A channel over the norm of all six at one of 4 x 5 pixels. */
  private static double unit(float[] values, int channel, int pixel) {
    double squares = 0;
    for (int c = 0; c < 6; c++) {
      squares += values[c * 20 + pixel] * values[c * 20 + pixel];
    }
    return values[channel * 20 + pixel] / (Math.sqrt(squares) + 1e-10);
  }

  @Test
  void the_gradient_points_away_from_the_other_image() {
    try (Network network = compiled();
        Scope scope = Scope.open();
        Gradients graph = Gradients.record()) {
      Tensor a = graph.leaf(image(1));
      Tensor b = image(2);
      Tensor distance = network.run(a, b).sum();
      Tensor gradient = graph.of(distance, a);
      Tensor nearer = a.detached().minus(gradient.times(0.01));
      assertTrue(network.run(nearer, b).sum().item() < distance.item());
    }
  }

  @Test
  void configurations_that_compare_nothing_are_refused_in_one_sentence() {
    List<List<List<Integer>>> empty =
        Arrays.asList(List.of(), List.of(List.of(4), List.of()), List.of(List.of(0)));
    for (List<List<Integer>> plan : empty) {
      var refused = assertThrows(IllegalArgumentException.class, () -> new Lpips(plan));
      assertTrue(refused.getMessage().contains("but had " + plan), refused.getMessage());
    }
  }
}
