package io.otherwise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.Quality;
import io.otherwise.explain.Image;
import io.otherwise.model.Autoencoder;
import io.otherwise.model.FeatureNetwork;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Tensor;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.flower.FlowerWorld;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class AutoencoderQualityTest {
  private static final int N = 6;

  /** Gives back what it was given, or something made of it. */
  private record Passing(UnaryOperator<Tensor> through) implements Autoencoder {
    @Override
    public int channels() {
      return Image.CHANNELS;
    }

    @Override
    public int factor() {
      return 1;
    }

    @Override
    public Tensor encode(Tensor images, Noise noise) {
      return images;
    }

    @Override
    public Tensor decode(Tensor latents) {
      return through.apply(latents);
    }

    @Override
    public void close() {}
  }

  /** Red and green of the pixel in the middle. */
  private static final FeatureNetwork MIDDLE =
      new FeatureNetwork() {
        @Override
        public String name() {
          return "middle";
        }

        @Override
        public float[][] features(List<Image> images) {
          return images.stream()
              .map(i -> new float[] {i.at(0, 32, 32), i.at(1, 32, 32)})
              .toArray(float[][]::new);
        }
      };

  private static List<Quality> figures(UnaryOperator<Tensor> through) {
    return new AutoencoderQuality(new Passing(through), MIDDLE).of(FaceWorld.v1(), N);
  }

  @Test
  void what_loses_nothing_is_as_far_as_other_real_pictures() {
    List<Quality> figures = figures(z -> z);

    assertEquals(0, figures.get(0).value(), 1e-7);
    assertTrue(figures.get(1).value() > 0);
    assertEquals(1, figures.get(2).value(), 1e-3);
  }

  @Test
  void what_makes_everything_darker_is_farther_by_what_it_darkens() {
    List<Quality> figures = figures(z -> z.plus(1).times(0.5).minus(1));
    double brightness =
        TestSet.images(TestSet.scenes(FaceWorld.v1(), N, N)).stream()
            .mapToDouble(AutoencoderQualityTest::mean)
            .average()
            .orElseThrow();

    assertEquals(brightness / 2, figures.get(0).value(), 1e-5);
    assertTrue(figures.get(2).value() > 1.5, figures.toString());
  }

  private static double mean(Image image) {
    double sum = 0;
    for (float value : image.values()) {
      sum += value;
    }
    return sum / image.values().length;
  }

  @Test
  void of_several_families_each_figure_says_which() {
    List<Quality> figures =
        new AutoencoderQuality(new Passing(z -> z), MIDDLE).of("flowers", FlowerWorld.v1(), N);

    assertTrue(figures.stream().allMatch(f -> f.figure().startsWith("flowers: ")));
    assertTrue(figures.stream().allMatch(f -> f.n() == N));
  }
}
