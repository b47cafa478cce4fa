package io.otherwise.world;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.otherwise.artifact.Json;
import io.otherwise.artifact.Sha256;
import io.otherwise.explain.Image;
import java.nio.ByteBuffer;

/**
 * All that decides a search for model truth: equal keys have equal truths, on any day and in any
 * process.
 *
 * @param world the world that rendered the picture
 * @param factual the picture as the world rendered it; its id names the scene
 * @param target the class the classifier is to be moved to, such as {@code old}
 * @param classifier the hash of the classifier's weights and of whatever else decides its answers
 */
public record TruthKey(World world, Image factual, String target, String classifier) {
  public TruthKey {
    if (classifier.isBlank()) {
      throw new IllegalArgumentException(
          "a search is kept under the hash of the classifier it asked, but the hash was '"
              + classifier
              + "'; pass SHA-256 of its weights");
    }
  }

  /**
   * The key as files hold it.
   *
   * @param world name, version, seed and knobs of the world, in words
   * @param pixels SHA-256 of the factual picture: a renderer that changed without a new version
   *     finds nothing
   */
  record Stored(
      String world,
      String query,
      String pixels,
      String target,
      String classifier,
      TruthSearch.Settings search) {}

  Stored stored() {
    return new Stored(
        "%s, version %d: %s".formatted(world.name(), world.version(), world),
        factual.id(),
        Sha256.of(floats(factual)),
        target,
        classifier,
        TruthSearch.SETTINGS);
  }

  private static byte[] floats(Image image) {
    float[] values = image.values();
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  /** The scene behind the picture; nothing is rendered for it. */
  WorldScene scene() {
    return world.scene(factual.id());
  }

  /** The name of its file: a hash of the key. */
  String file() {
    return Sha256.of(Json.canonical(stored()).getBytes(UTF_8)) + ".json";
  }

  @Override
  public String toString() {
    return factual.id() + " towards " + target;
  }
}
