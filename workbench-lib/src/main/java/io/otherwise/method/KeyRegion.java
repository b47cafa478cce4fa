package io.otherwise.method;

import io.otherwise.attribution.ScoreCam;
import io.otherwise.guidance.Masks;
import io.otherwise.model.LayeredClassifier;
import io.otherwise.tensor.Tensor;

/**
 * Phase 1 of ECED: where the class that the classifier sees is seen. Supplement, Algorithm 1.
 *
 * @param mask M over pixels, N x 1 x H x W: 1 in the region that may change
 * @param latent M' over latent pixels, N x 1 x h x w
 * @param forwards of the classifier, one image
 */
record KeyRegion(Tensor mask, Tensor latent, int forwards) {

  /**
   * Finds it.
   *
   * @param threshold xi
   * @param factor pixels a latent pixel, along a side
   */
  static KeyRegion of(
      LayeredClassifier classifier,
      Tensor images,
      ScoreCam cam,
      double threshold,
      EcedSwitches.Shrink shrink,
      int factor,
      Watch watch) {
    Tensor logits = classifier.logits(images);
    Tensor seen = classifier.binary() ? logits.atLeast(0).toLong() : logits.argmax(1);
    ScoreCam.Found found = cam.of(classifier, images, seen); // line 2
    Tensor mask = found.map().greater(threshold).toFloat(); // line 3
    Tensor latent = switch (shrink) { // line 4
          case ANY -> Masks.shrunkToAny(mask, factor);
          case HALF -> Masks.shrunkToHalf(mask, factor);
        };
    watch.at(0, "activations", found.activations());
    watch.at(0, "scores", found.scores());
    watch.at(0, "weights", found.weights());
    watch.at(0, "map", found.map());
    watch.at(0, "mask", mask);
    watch.at(0, "latentMask", latent);
    int channels = Math.toIntExact(found.scores().size(1));
    return new KeyRegion(mask, latent, 1 + cam.forwards(channels));
  }

  /** 1 for a query that has a region, 0 for one that has none: N x 1 x 1 x 1. */
  Tensor present() {
    return latent.max(1, 2, 3);
  }

  /** The part of each image that may change. */
  float[] shares() {
    return Masks.keptFraction(latent).floats();
  }
}
