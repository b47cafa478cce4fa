package io.otherwise;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.Profile;
import io.otherwise.artifact.Profile.Stand;
import io.otherwise.artifact.Standing;
import io.otherwise.model.AttributeOracle;
import io.otherwise.model.EmbeddedClassifiers;
import io.otherwise.model.EmbeddedDdpm;
import io.otherwise.model.EmbeddedFeatures;
import io.otherwise.model.EmbeddedLdm;
import io.otherwise.model.LatentDiffusion;
import io.otherwise.model.LayeredClassifier;
import io.otherwise.model.NetworkFeatures;
import io.otherwise.model.PixelDiffusion;
import io.otherwise.world.Photographs;
import io.otherwise.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A name means what a profile says it stands for. What others published goes by the name of its
 * manifest too; this project's own networks, for which the profile has nothing, are refused.
 */
record ProfileNames(Artifacts artifacts, Profile profile) implements NameResolver {
  @Override
  public boolean has(String name) {
    return profile.worlds().containsKey(name)
        || profile.networks().containsKey(name)
        || published(name);
  }

  private boolean published(String name) {
    return artifacts.names().contains(name) && !artifacts.manifest(name).source().equals("shipped");
  }

  /** What a name stands for: its entry, or a published manifest of that name. */
  private Stand stand(String name) {
    boolean itself = !profile.networks().containsKey(name) && published(name);
    return itself ? new Stand(name, "", 0) : profile.network(name);
  }

  @Override
  public String own(String name) {
    Stand stand = stand(name);
    if (stand.layers() > 0) {
      return "%s, first %s layers".formatted(stand.manifest(), stand.layers());
    }
    return stand.attribute().isEmpty()
        ? stand.manifest()
        : stand.manifest() + ", " + profile.attributes().get(stand.attribute()).label();
  }

  @Override
  public World world(String name) {
    Profile.Photos photos = profile.world(name);
    String manifest = photos.manifest();
    return Photographs.of(manifest, artifacts.file(manifest), photos, profile.attributes());
  }

  @Override
  public LatentDiffusion latentDiffusion(String name) {
    return EmbeddedLdm.open(artifacts, stand(name).manifest(), profile.prompts());
  }

  @Override
  public PixelDiffusion pixelDiffusion(String name) {
    return EmbeddedDdpm.open(artifacts, stand(name).manifest());
  }

  @Override
  public LayeredClassifier classifier(String name) {
    Stand stand = stand(name);
    return stand.attribute().isEmpty()
        ? EmbeddedClassifiers.open(artifacts, stand.manifest())
        : EmbeddedClassifiers.open(
            artifacts, stand.manifest(), profile.attributes().get(stand.attribute()));
  }

  @Override
  public AttributeOracle oracle(String name) {
    return EmbeddedClassifiers.oracle(artifacts, stand(name).manifest(), profile.attributes());
  }

  @Override
  public NetworkFeatures features(String name) {
    Stand stand = stand(name);
    return stand.layers() == 0
        ? EmbeddedFeatures.open(artifacts, stand.manifest())
        : EmbeddedFeatures.firstLayers(artifacts, stand.manifest(), stand.layers());
  }

  /**
   * What the names stand for and what of it is missing, each file with the one command or
   * instruction that brings it. Reads and hashes what is there, once a session.
   *
   * @param device what the engine computes on, such as {@code cpu}
   */
  String report(String device) {
    Map<String, Set<String>> files = profile.files(artifacts);
    List<String> missing = new ArrayList<>();
    files.forEach(
        (manifest, names) -> {
          Standing standing = artifacts.standing(manifest);
          if (!standing.usable()) {
            String says = artifacts.says(standing);
            missing.add("- %s (%s): %s".formatted(manifest, String.join(", ", names), says));
          }
        });
    List<String> lines = new ArrayList<>();
    lines.add(
        missing.isEmpty()
            ? "profile  %s, all %s files are here".formatted(profile.name(), files.size())
            : "profile  %s, missing are %s of %s files:"
                .formatted(profile.name(), missing.size(), files.size()));
    lines.addAll(missing);
    if (device.equals("cpu")) {
      lines.add(
          "- a GPU: published networks take hours on a cpu; see \"A CUDA machine\" in"
              + " environment/README.md");
    }
    return String.join("\n", lines);
  }
}
