package io.otherwise.attribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Image;
import io.otherwise.model.LayeredClassifier;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScoreCamTest {
  private Scope scope;

  @BeforeEach
  void open() {
    scope = Scope.open();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  /**
   * Sees brightness on the left and on the right: the logits are 4 times the mean of each half, and
   * the layer has a plane for each half and a constant one.
   */
  private static final class Halves implements LayeredClassifier {
    private int calls;
    private int largest;

    @Override
    public List<String> layers() {
      return List.of("planes", "tokens", "vector");
    }

    @Override
    public Layered layered(Tensor images, String layer) {
      long n = images.size(0);
      Tensor light = images.mean(1).bilinear(2, 2);
      Tensor left = light.times(Tensor.of(new float[] {1, 0, 1, 0}, 1, 1, 2, 2));
      Tensor planes = Tensor.cat(List.of(left, light.minus(left), Tensor.full(0.5, n, 1, 2, 2)), 1);
      Tensor activations =
          switch (layer) {
            case "planes" -> planes;
            case "tokens" -> {
              Tensor rows = planes.reshape(n, 3, 4).permute(0, 2, 1);
              yield Tensor.cat(List.of(Tensor.full(9, n, 1, 3), rows), 1);
            }
            default -> planes.mean(2, 3).reshape(n, 3);
          };
      return new Layered(activations, logits(images));
    }

    @Override
    public String name() {
      return "halves";
    }

    @Override
    public List<String> classes() {
      return List.of("left", "right");
    }

    @Override
    public boolean binary() {
      return false;
    }

    @Override
    public Tensor logits(Tensor images) {
      calls += (int) images.size(0);
      largest = Math.max(largest, (int) images.size(0));
      long half = images.size(3) / 2;
      Tensor left = images.narrow(3, 0, half).mean(1, 2, 3);
      Tensor right = images.narrow(3, half, half).mean(1, 2, 3);
      return Tensor.cat(List.of(left, right), 1).reshape(-1, 2).times(4);
    }

    @Override
    public void close() {}
  }

  private static Tensor white(int n) {
    return Tensor.full(1, n, 3, 8, 8);
  }

  private static Tensor classes(long... indices) {
    return Tensor.of(indices, indices.length);
  }

  private static ScoreCam.Found found(ScoreCam cam, long... classes) {
    return cam.of(new Halves(), white(classes.length), classes(classes));
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @Test
  void the_map_is_bright_where_the_class_is_seen() {
    float[] map =
        found(ScoreCam.at("planes").weighting(ScoreCam.Weighting.SCORES), 1).map().floats();

    assertEquals(0, map[0], 1e-6);
    assertEquals(1, map[7], 1e-6);
    assertTrue(map[5] > map[2]);
  }

  @Test
  void a_score_is_the_probability_under_the_mask_minus_that_of_black() {
    ScoreCam.Found found = found(ScoreCam.at("planes"), 0);

    // Both outer columns of the left plane's mask are flat, those between them linear.
    double[] columns = {1, 1, 0.875, 0.625, 0.375, 0.125, 0, 0};
    double left = (columns[0] + columns[1] + columns[2] + columns[3]) / 4;
    double right = (columns[4] + columns[5] + columns[6] + columns[7]) / 4;
    double wanted = sigmoid(4 * (left - right)) - 0.5;
    float[] scores = found.scores().floats();
    assertEquals(wanted, scores[0], 1e-6);
    assertEquals(-wanted, scores[1], 1e-6);
  }

  @Test
  void a_constant_channel_shows_nothing_and_scores_as_black_does() {
    float[] scores = found(ScoreCam.at("planes"), 0).scores().floats();

    assertEquals(0, scores[2], 1e-7);
  }

  @Test
  void weights_are_the_softmax_of_the_scores_or_the_scores() {
    ScoreCam.Found soft = found(ScoreCam.at("planes"), 0);
    ScoreCam.Found plain = found(ScoreCam.at("planes").weighting(ScoreCam.Weighting.SCORES), 0);

    double sum = 0;
    for (float weight : soft.weights().floats()) {
      sum += weight;
    }
    assertEquals(1, sum, 1e-6);
    float[] s = soft.scores().floats();
    assertEquals(
        Math.exp(s[0] - s[1]), soft.weights().floats()[0] / soft.weights().floats()[1], 1e-5);
    assertArrayEquals(plain.scores().floats(), plain.weights().floats());
  }

  @Test
  void the_baseline_shifts_the_scores_but_not_the_softmax() {
    ScoreCam black = ScoreCam.at("planes");
    ScoreCam none = black.baseline(ScoreCam.Baseline.NONE);

    assertEquals(0.5, found(none, 0).scores().floats()[2], 1e-6);
    assertArrayEquals(found(black, 0).map().floats(), found(none, 0).map().floats(), 1e-6f);
    assertFalse(Arrays.equals(found(black, 0).scores().floats(), found(none, 0).scores().floats()));
  }

  @Test
  void where_nothing_speaks_for_the_class_the_map_is_zero_all_over() {
    Tensor black = white(1).times(0);

    ScoreCam.Found found =
        ScoreCam.at("planes")
            .weighting(ScoreCam.Weighting.SCORES)
            .of(new Halves(), black, classes(0));

    assertArrayEquals(new float[64], found.map().floats());
  }

  @Test
  void images_of_a_batch_do_not_see_each_other() {
    ScoreCam cam = ScoreCam.at("planes");
    Tensor two = Tensor.cat(List.of(white(1), white(1).times(0.3)), 0);

    ScoreCam.Found both = cam.of(new Halves(), two, classes(0, 1));
    ScoreCam.Found second = cam.of(new Halves(), two.narrow(0, 1, 1), classes(1));

    assertArrayEquals(second.map().floats(), both.map().narrow(0, 1, 1).floats(), 1e-6f);
    assertArrayEquals(second.scores().floats(), both.scores().narrow(0, 1, 1).floats(), 1e-6f);
  }

  @Test
  void chunks_bound_a_forward_and_change_nothing() {
    Halves classifier = new Halves();
    ScoreCam two = ScoreCam.at("planes").chunk(2);

    ScoreCam.Found found = two.of(classifier, white(1), classes(0));

    assertEquals(2, classifier.largest);
    assertArrayEquals(found(ScoreCam.at("planes"), 0).map().floats(), found.map().floats(), 1e-6f);
  }

  @Test
  void it_takes_the_forwards_it_says() {
    for (ScoreCam.Baseline baseline : ScoreCam.Baseline.values()) {
      Halves classifier = new Halves();
      ScoreCam cam = ScoreCam.at("planes").baseline(baseline);

      cam.of(classifier, white(2), classes(0, 1));

      assertEquals(2 * cam.forwards(3), classifier.calls, baseline.toString());
    }
  }

  @Test
  void tokens_are_laid_out_over_the_image_without_the_class_token() {
    ScoreCam.Found planes = found(ScoreCam.at("planes"), 0);
    ScoreCam.Found tokens = found(ScoreCam.at("tokens"), 0);

    assertArrayEquals(planes.activations().floats(), tokens.activations().floats());
    assertArrayEquals(planes.map().floats(), tokens.map().floats());
  }

  @Test
  void an_image_gets_a_grey_picture_of_its_size() {
    float[] values = new float[3 * 8 * 8];
    Arrays.fill(values, 1);

    Image map =
        ScoreCam.at("planes")
            .weighting(ScoreCam.Weighting.SCORES)
            .of(new Halves(), Image.of("white", 8, 8, values), "right");

    assertEquals("white/planes", map.id());
    assertEquals(8, map.width());
    assertEquals(1, map.at(0, 3, 7), 1e-6);
    assertEquals(map.at(0, 3, 5), map.at(2, 3, 5));
  }

  @Test
  void nothing_but_what_it_found_is_left() {
    Tensor images = white(1);
    Tensor classes = classes(0);
    long before = Scope.live();

    ScoreCam.at("planes").of(new Halves(), images, classes);

    assertEquals(before + 4, Scope.live());
  }

  @Test
  void a_layer_without_places_and_a_chunk_of_none_are_refused() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> found(ScoreCam.at("vector"), 0))
            .getMessage();

    assertTrue(message.contains("but vector gives [1, 3]; choose an earlier layer"), message);
    assertThrows(IllegalArgumentException.class, () -> ScoreCam.at("planes").chunk(0));
  }
}
