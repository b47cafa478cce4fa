package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.explain.Scores;
import io.otherwise.model.FeatureNetwork;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** S3, FS, FVA and the perceptual distance. */
class SimilarityMetricsTest {
  private static final FeatureNetwork NETWORK = PairAnswers.firstPixel("toy");

  /** Features (1, 0) before; the edited image's as given. */
  private static Counterfactual answer(double before, double after, double red, double green) {
    return Counterfactual.of(
        PairAnswers.pixel(1, 0).towards("bright").trueLabel("dark"),
        PairAnswers.pixel(red, green),
        Scores.binary("dark", "bright", (float) before),
        Scores.binary("dark", "bright", (float) after));
  }

  /** Right and flipped, right and not flipped, wrong from the start. */
  private static final Counterfactuals ANSWERS =
      new Counterfactuals(
          List.of(answer(.1, .9, .6, .8), answer(.2, .3, 1, 0), answer(.7, .8, 0, 1)));

  @Test
  void s3_reads_what_the_classifier_had_right() {
    Values sample = S3.ace(NETWORK).sample(ANSWERS);

    assertArrayEquals(new int[] {0, 1}, sample.positions());
    assertArrayEquals(new double[] {.6, 1}, sample.values(), 1e-7);
    assertEquals(.8, sample.value(), 1e-7);
  }

  @Test
  void fs_reads_what_reached_its_target() {
    Values sample = Fs.ace(NETWORK).sample(ANSWERS);

    assertArrayEquals(new int[] {0, 2}, sample.positions());
    assertArrayEquals(new double[] {.6, 0}, sample.values(), 1e-7);
  }

  @Test
  void fva_is_the_share_above_one_half() {
    Values sample = new Fva(NETWORK).sample(ANSWERS);

    assertArrayEquals(new double[] {1, 0}, sample.values());
    assertEquals(.5, sample.value());
    assertEquals(Wilson.of(1, 2).low(), sample.interval().orElseThrow().low());
  }

  @Test
  void one_half_itself_is_another_person() {
    assertFalse(Fva.same(.5));
    assertTrue(Fva.same(Math.nextUp(.5)));
    assertFalse(Fva.same(Double.NaN));
  }

  @Test
  void the_papers_disagree_on_the_direction_alone() {
    assertEquals(Direction.HIGHER, S3.ace(NETWORK).direction());
    assertEquals(Direction.LOWER, S3.ldce(NETWORK).direction());
    assertEquals(Direction.HIGHER, Fs.ace(NETWORK).direction());
    assertEquals(Direction.LOWER, Fs.ldce(NETWORK).direction());
    assertEquals(Direction.NONE, Fs.ace(NETWORK).direction(Direction.NONE).direction());

    assertEquals(S3.ace(NETWORK).sample(ANSWERS), S3.ldce(NETWORK).sample(ANSWERS));
    assertEquals(Fs.ace(NETWORK).sample(ANSWERS), Fs.ldce(NETWORK).sample(ANSWERS));
    assertTrue(S3.ldce(NETWORK).citation().startsWith("Farid"));
  }

  @Test
  void an_unchanged_image_is_most_similar() {
    Counterfactuals same = new Counterfactuals(List.of(answer(.1, .9, 1, 0)));

    assertEquals(1, S3.ace(NETWORK).value(same));
    assertEquals(1, Fs.ldce(NETWORK).value(same));
    assertEquals(1, new Fva(NETWORK).value(same));
    assertEquals(0, new PerceptualDistance(NETWORK).value(same));
  }

  @Test
  void the_perceptual_distance_is_a_mean_square() {
    Values sample = new PerceptualDistance(NETWORK).sample(ANSWERS);

    assertArrayEquals(new double[] {(.16 + .64) / 2, 0, 1}, sample.values(), 1e-7);
    assertEquals(Direction.LOWER, new PerceptualDistance(NETWORK).direction());
  }

  @Test
  void every_name_states_the_network() {
    assertEquals("S3 (toy)", S3.ace(NETWORK).name());
    assertEquals("FS (toy)", Fs.ldce(NETWORK).name());
    assertEquals("FVA (toy)", new Fva(NETWORK).name());
    assertEquals("perceptual distance (toy)", new PerceptualDistance(NETWORK).name());
  }

  @Test
  void lpips_is_named_only_where_the_network_is() {
    PerceptualDistance lpips = new PerceptualDistance(PairAnswers.firstPixel("lpips-vgg"));
    PerceptualDistance mentioned = new PerceptualDistance(PairAnswers.firstPixel("no-lpips"));

    assertEquals("LPIPS (lpips-vgg)", lpips.name());
    assertTrue(lpips.citation().startsWith("Zhang"));
    assertEquals("perceptual distance (no-lpips)", mentioned.name());
    assertFalse(mentioned.citation().contains("LPIPS"));
  }

  @Test
  void order_does_not_matter() {
    Counterfactuals reversed = PairAnswers.reversed(ANSWERS);

    for (Metric metric :
        List.of(
            S3.ace(NETWORK), Fs.ldce(NETWORK), new Fva(NETWORK), new PerceptualDistance(NETWORK))) {
      assertEquals(metric.value(ANSWERS), metric.value(reversed), 1e-12, metric.name());
    }
  }

  @Test
  void a_network_sees_at_most_a_chunk_at_a_time() {
    List<Integer> chunks = new ArrayList<>();
    FeatureNetwork counting =
        new FeatureNetwork() {
          @Override
          public String name() {
            return "counting";
          }

          @Override
          public float[][] features(List<Image> images) {
            chunks.add(images.size());
            return NETWORK.features(images);
          }
        };
    Counterfactuals many = PairAnswers.some(70, i -> answer(.1, .9, i / 70.0, .5));

    Values sample = Fs.ace(counting).sample(many);

    assertEquals(List.of(64, 6, 64, 6), chunks);
    assertEquals(Fs.ace(NETWORK).sample(many.take(3)).values()[2], sample.values()[2]);
  }

  @Test
  void undefined_features_are_left_out_of_the_mean() {
    FeatureNetwork broken =
        new PairAnswers.Features("broken", i -> new float[] {i.at(1, 0, 0) == 1 ? Float.NaN : 1});
    Values sample = Fs.ace(broken).sample(ANSWERS);

    assertEquals(1, sample.defined());
    assertEquals(1, sample.value());
  }

  @Test
  void correct_input_without_a_label_is_refused() {
    Counterfactuals unlabelled =
        new Counterfactuals(
            List.of(
                Counterfactual.of(
                    PairAnswers.plain(.1).towards("bright"),
                    PairAnswers.plain(.9),
                    Scores.binary("dark", "bright", .1f),
                    Scores.binary("dark", "bright", .9f))));

    assertThrows(IllegalArgumentException.class, () -> S3.ace(NETWORK).sample(unlabelled));
    assertEquals(1, S3.ace(NETWORK).population(Population.ALL).sample(unlabelled).size());
  }
}
