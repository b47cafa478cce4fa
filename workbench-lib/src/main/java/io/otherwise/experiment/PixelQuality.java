package io.otherwise.experiment;

import io.otherwise.artifact.Quality;
import io.otherwise.explain.Image;
import io.otherwise.explain.Seed;
import io.otherwise.metric.Wilson;
import io.otherwise.model.Ancestral;
import io.otherwise.model.AttributeOracle;
import io.otherwise.model.Images;
import io.otherwise.model.PixelDiffusion;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import io.otherwise.world.Scene;
import io.otherwise.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How good a diffusion model of the pixels is for what the methods do with it: telling noise from
 * picture, and bringing a noised picture back.
 */
public final class PixelQuality {
  /** How far {@code Dime.world()} noises a picture: 30 of 100 steps. */
  private static final double WALK = 0.3;

  private final PixelDiffusion model;

  public PixelQuality(PixelDiffusion model) {
    this.model = model;
  }

  /**
   * The mean squared error of the predicted noise, whose own mean square is 1, on pictures of a
   * world: what training made small, at single noise levels.
   *
   * @param parts of the schedule, in [0, 1)
   */
  public List<Quality> noise(World world, int n, double... parts) {
    List<Image> pictures = TestSet.images(TestSet.scenes(world, 0, n));
    Ancestral all = model.respaced(Integer.toString(model.schedule().steps()));
    List<Quality> figures = new ArrayList<>();
    for (double part : parts) {
      int t = (int) (part * all.size());
      double error =
          TestSet.chunked(pictures, some -> squaredErrors(all, some, t)).stream()
              .mapToDouble(e -> e)
              .average()
              .orElse(Double.NaN);
      String name = world.name() + ": squared error of the noise at timestep " + t;
      figures.add(new Quality(name, error, null, null, n));
    }
    return figures;
  }

  /** One a picture, the mean over its values. */
  private static List<Double> squaredErrors(Ancestral all, List<Image> some, int t) {
    try (Scope scope = Scope.open()) {
      Tensor x = PixelDiffusion.signed(Images.tensor(some));
      Tensor noise = draws(some).draw("level", t, x.shape());
      Tensor said = all.predict(all.noised(x, noise, t), t).eps();
      float[] each = said.minus(noise).square().mean(1, 2, 3).floats();
      return IntStream.range(0, each.length).mapToObj(i -> (double) each[i]).toList();
    }
  }

  private static Noise draws(List<Image> some) {
    return Noise.counted(Seed.seed(0), some.stream().map(Image::id).toList());
  }

  /**
   * Pictures noised as far as DiME noises them here and brought back without guidance: the distance
   * to real ones over the real floor, in the oracle's features at equal n, and how many attributes
   * they keep.
   *
   * @param respacing timesteps the sampler keeps, such as {@code 50}
   */
  public List<Quality> walk(AttributeOracle oracle, int n, String respacing) {
    List<Image> real = TestSet.images(TestSet.faces(0, n));
    List<Scene> scenes = TestSet.faces(n, n);
    List<Image> others = TestSet.images(scenes);
    Ancestral sampler = model.respaced(respacing);
    List<Image> back = TestSet.chunked(others, some -> walked(sampler, some));
    double floor = TestSet.distance(oracle, real, others);
    Wilson share = TestSet.attributesRight(oracle, back, scenes);
    String name =
        String.format(Locale.ROOT, "faces: %.0f %% of the way and back, respacing ", 100 * WALK)
            + respacing;
    return List.of(
        new Quality(
            name + ": Frechet distance over the real floor",
            TestSet.distance(oracle, real, back) / floor,
            null,
            null,
            n),
        new Quality(
            name + ": attributes kept", share.share(), share.low(), share.high(), share.n()));
  }

  private static List<Image> walked(Ancestral sampler, List<Image> some) {
    int steps = positions(sampler);
    try (Scope scope = Scope.open()) {
      Tensor x = PixelDiffusion.signed(Images.tensor(some));
      Noise noise = draws(some);
      Tensor noisy = sampler.noised(x, noise.draw("abduction", 0, x.shape()), steps - 1);
      Tensor clean = sampler.denoised(noisy, steps, i -> noise.draw("walk", i, x.shape()));
      return Images.list(
          PixelDiffusion.unsigned(clean), some.stream().map(i -> i.id() + "/walked").toList());
    }
  }

  /** How many of the visited timesteps lie below the part that is walked. */
  private static int positions(Ancestral sampler) {
    double end = WALK * sampler.model().schedule().steps();
    int count = 0;
    while (count < sampler.size() && sampler.timesteps().at(count) < end) {
      count++;
    }
    return count;
  }
}
