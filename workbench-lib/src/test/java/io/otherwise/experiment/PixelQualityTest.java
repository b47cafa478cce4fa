package io.otherwise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.Quality;
import io.otherwise.diffusion.NoiseSchedule;
import io.otherwise.explain.Image;
import io.otherwise.model.AttributeOracle;
import io.otherwise.model.EmbeddedClassifiers;
import io.otherwise.model.Images;
import io.otherwise.model.PixelDiffusion;
import io.otherwise.model.PixelPredictor;
import io.otherwise.tensor.Tensor;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.Split;
import io.otherwise.world.flower.FlowerWorld;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PixelQualityTest {
  private static final NoiseSchedule SCHEDULE = NoiseSchedule.linear(100);
  private static final int FIRST = 100_000;
  private static final int N = 3;

  /** Sees no noise anywhere, with the smallest variance. */
  private static Tensor blind(Tensor xt) {
    return Tensor.cat(List.of(xt.times(0), xt.times(0).minus(1)), 1);
  }

  /** Knows the clean pictures that it is shown with noise. */
  private static PixelPredictor knowing(List<Image> pictures) {
    return (xt, t) -> {
      double a = SCHEDULE.alphaBar((int) t.longs()[0]);
      Tensor x = PixelDiffusion.signed(Images.tensor(pictures));
      Tensor eps = xt.minus(x.times(Math.sqrt(a))).over(Math.sqrt(1 - a));
      return Tensor.cat(List.of(eps, eps.times(0).minus(1)), 1);
    };
  }

  private static PixelQuality quality(PixelPredictor predictor) {
    return new PixelQuality(PixelDiffusion.learned("toy", predictor, SCHEDULE, 1));
  }

  private static List<Image> faces(int from) {
    return IntStream.range(0, N)
        .mapToObj(i -> FaceWorld.v1().scene(Split.TEST, FIRST + from + i).image())
        .toList();
  }

  private static double value(List<Quality> figures, String end) {
    return figures.stream().filter(q -> q.figure().endsWith(end)).findFirst().orElseThrow().value();
  }

  @Test
  void who_sees_no_noise_is_wrong_by_all_of_it() {
    List<Quality> figures = quality((xt, t) -> blind(xt)).noise(FlowerWorld.v1(), N, 0.1, 0.5);

    assertEquals(
        List.of(
            "flowers: squared error of the noise at timestep 10",
            "flowers: squared error of the noise at timestep 50"),
        figures.stream().map(Quality::figure).toList());
    figures.forEach(q -> assertEquals(1, q.value(), 0.05));
  }

  @Test
  void who_knows_the_pictures_is_never_wrong() {
    List<Quality> figures = quality(knowing(faces(0))).noise(FaceWorld.v1(), N, 0.1, 0.5);

    figures.forEach(q -> assertEquals(0, q.value(), 1e-6));
  }

  @Test
  void pictures_that_come_back_unchanged_are_as_far_as_real_ones_and_keep_their_attributes() {
    try (AttributeOracle oracle = EmbeddedClassifiers.oracle(Artifacts.find(), "faces-oracle")) {
      List<Quality> known = quality(knowing(faces(N))).walk(oracle, N, "20");
      List<Quality> lost = quality((xt, t) -> blind(xt)).walk(oracle, N, "20");

      assertEquals(1, value(known, "over the real floor"), 1e-3);
      assertEquals(1, value(known, "attributes kept"));
      assertTrue(value(lost, "over the real floor") > 2, lost.toString());
      assertTrue(value(lost, "attributes kept") < 1, lost.toString());
      assertEquals(N * 8, known.get(1).n());
    }
  }
}
