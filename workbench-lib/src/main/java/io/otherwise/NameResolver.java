package io.otherwise;

import io.otherwise.model.AttributeOracle;
import io.otherwise.model.LatentDiffusion;
import io.otherwise.model.LayeredClassifier;
import io.otherwise.model.NetworkFeatures;
import io.otherwise.model.PixelDiffusion;
import io.otherwise.world.World;

/** What the names of networks and worlds mean: this project's own, or those of a profile. */
interface NameResolver {
  /** Whether a name means anything. */
  boolean has(String name);

  /** The name that the network itself goes by, which two names may share. */
  String own(String name);

  World world(String name);

  LatentDiffusion latentDiffusion(String name);

  PixelDiffusion pixelDiffusion(String name);

  LayeredClassifier classifier(String name);

  AttributeOracle oracle(String name);

  NetworkFeatures features(String name);
}
