package io.otherwise;

import io.otherwise.artifact.Artifacts;
import io.otherwise.model.EmbeddedLora;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Torch;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What stands behind the networks of a run, by name: the hashes of their files and of those that
 * their manifests name. Whatever else makes the same file another network stands beside them, so
 * that no answer is taken for one of it: a precision other than float32, a profile, factors that
 * are merged more strongly than they were learnt.
 */
record NetworkFiles(Artifacts artifacts, Optional<ProfileNames> profile) {
  Map<String, String> of(Collection<String> networks) {
    Map<String, String> hashes = new TreeMap<>();
    if (Torch.precision() != Script.Precision.FLOAT32) {
      hashes.put("(precision)", Torch.precision().name().toLowerCase(Locale.ROOT));
    }
    profile.ifPresent(p -> hashes.put("(profile)", artifacts.profileSha256(p.profile().name())));
    networks.forEach(name -> put(name, hashes));
    return hashes;
  }

  private void put(String name, Map<String, String> hashes) {
    // A published network that tells several things goes by its manifest and what it tells.
    String manifest = profile.isPresent() ? name.split(", ", 2)[0] : name;
    if (!artifacts.names().contains(manifest)) {
      hashes.put(name, "(no manifest)");
      return;
    }
    hashes.put(name, artifacts.sha256(manifest));
    EmbeddedLora.strength(artifacts.manifest(manifest))
        .ifPresent(strength -> hashes.put(name + " (strength)", strength.toString()));
    artifacts.named(manifest).forEach(part -> hashes.put(part, artifacts.sha256(part)));
  }
}
