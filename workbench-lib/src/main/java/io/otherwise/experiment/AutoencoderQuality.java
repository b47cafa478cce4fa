package io.otherwise.experiment;

import io.otherwise.artifact.Quality;
import io.otherwise.explain.Image;
import io.otherwise.explain.Seed;
import io.otherwise.metric.FrechetDistance;
import io.otherwise.metric.PixelDistance;
import io.otherwise.model.Autoencoder;
import io.otherwise.model.FeatureNetwork;
import io.otherwise.model.Images;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import io.otherwise.world.World;
import java.util.List;

/**
 * What an autoencoder alone loses: the figures that its manifest states.
 *
 * @param judge whose features tell sets of pictures apart; the autoencoder never learnt by it
 */
record AutoencoderQuality(Autoencoder autoencoder, FeatureNetwork judge) {

  /** Mean absolute error, and the Frechet distance beside that of two sets of real pictures. */
  List<Quality> of(World world, int n) {
    List<Image> a = TestSet.images(TestSet.scenes(world, 0, n));
    List<Image> b = TestSet.images(TestSet.scenes(world, n, n));
    List<Image> decoded = TestSet.chunked(b, this::through);
    float[][] real = judge.features(a);
    double floor = FrechetDistance.between(real, judge.features(b));
    double error = 0;
    for (int i = 0; i < n; i++) {
      error += PixelDistance.L1.between(b.get(i), decoded.get(i)) / n;
    }
    return List.of(
        quality("mean absolute error", error, n),
        quality("Frechet distance, real against real", floor, n),
        quality(
            "Frechet distance over the real floor",
            FrechetDistance.between(real, judge.features(decoded)) / floor,
            n));
  }

  /** The same of one of several families of pictures, which is named. */
  List<Quality> of(String family, World world, int n) {
    return of(world, n).stream()
        .map(q -> quality(family + ": " + q.figure(), q.value(), n))
        .toList();
  }

  private List<Image> through(List<Image> images) {
    try (Scope scope = Scope.open()) {
      List<String> ids = images.stream().map(Image::id).toList();
      Tensor x = Images.tensor(images).times(2).minus(1);
      Tensor z = autoencoder.encode(x, Noise.counted(Seed.seed(0), ids));
      return Images.list(autoencoder.decode(z).plus(1).over(2), ids);
    }
  }

  private static Quality quality(String figure, double value, int n) {
    return new Quality(figure, value, null, null, n);
  }
}
