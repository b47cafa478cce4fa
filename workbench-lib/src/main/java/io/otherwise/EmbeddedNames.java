package io.otherwise;

import io.otherwise.artifact.Artifacts;
import io.otherwise.model.AttributeOracle;
import io.otherwise.model.EmbeddedClassifiers;
import io.otherwise.model.EmbeddedDdpm;
import io.otherwise.model.EmbeddedFeatures;
import io.otherwise.model.EmbeddedLdm;
import io.otherwise.model.LatentDiffusion;
import io.otherwise.model.LayeredClassifier;
import io.otherwise.model.NetworkFeatures;
import io.otherwise.model.PixelDiffusion;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.World;
import io.otherwise.world.flower.FlowerWorld;
import java.util.List;

/** Every name is that of a manifest, and of a rendered world. */
record EmbeddedNames(Artifacts artifacts) implements NameResolver {
  static final List<String> WORLDS = List.of("faces", "flowers");

  @Override
  public boolean has(String name) {
    return WORLDS.contains(name) || artifacts.names().contains(name);
  }

  @Override
  public String own(String name) {
    return name;
  }

  @Override
  public World world(String name) {
    return switch (name) {
      case "faces" -> FaceWorld.v1();
      case "flowers" -> FlowerWorld.v1();
      default ->
          throw new IllegalArgumentException(
              "an embedded world is one of faces or flowers, but was " + name + "; choose faces");
    };
  }

  @Override
  public LatentDiffusion latentDiffusion(String name) {
    return EmbeddedLdm.open(artifacts, name);
  }

  @Override
  public PixelDiffusion pixelDiffusion(String name) {
    return EmbeddedDdpm.open(artifacts, name);
  }

  @Override
  public LayeredClassifier classifier(String name) {
    return EmbeddedClassifiers.open(artifacts, name);
  }

  @Override
  public AttributeOracle oracle(String name) {
    return EmbeddedClassifiers.oracle(artifacts, name);
  }

  @Override
  public NetworkFeatures features(String name) {
    return EmbeddedFeatures.open(artifacts, name);
  }
}
