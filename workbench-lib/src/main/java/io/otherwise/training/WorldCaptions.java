package io.otherwise.training;

import io.otherwise.explain.Seed;
import io.otherwise.model.WordTokenizer;
import io.otherwise.world.Attribute;
import io.otherwise.world.Captions;
import io.otherwise.world.Scene;
import io.otherwise.world.flower.FlowerCaptions;
import io.otherwise.world.flower.FlowerScene;
import io.otherwise.world.flower.Species;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is said of faces and flowers in training: of a face the sides of some attributes, how many
 * being uniform from none to all; of a flower its species, and half of the time its ground.
 */
final class WorldCaptions implements CaptionTokens.Captioner {
  private final ScenePool<Scene> faces;
  private final ScenePool<FlowerScene> flowers;
  private final Coverage coverage;

  /** Images are those of the faces and then those of the flowers. */
  WorldCaptions(ScenePool<Scene> faces, ScenePool<FlowerScene> flowers, Coverage coverage) {
    this.faces = faces;
    this.flowers = flowers;
    this.coverage = coverage;
  }

  /** What is said of faces alone. */
  static CaptionTokens.Captioner ofFaces(ScenePool<Scene> faces, Coverage coverage) {
    return (image, key) -> ofFace(faces.scene(image), coverage, key);
  }

  @Override
  public String caption(int image, long key) {
    return image < faces.size()
        ? ofFace(faces.scene(image), coverage, key)
        : ofFlower(flowers.scene(image - faces.size()), key);
  }

  private static String ofFace(Scene face, Coverage coverage, long key) {
    // Given the rate, attributes are named independently; over a uniform rate their number is
    // uniform.
    double rate = Seed.uniform(key, 0);
    Set<Attribute> named = EnumSet.noneOf(Attribute.class);
    for (Attribute attribute : Attribute.values()) {
      if (coverage.names(attribute) && Seed.uniform(key, 1L + attribute.ordinal()) < rate) {
        named.add(attribute);
      }
    }
    return Captions.sides(face, named);
  }

  private static String ofFlower(FlowerScene flower, long key) {
    return Seed.uniform(key, 0) < 0.5 ? FlowerCaptions.of(flower) : FlowerCaptions.full(flower);
  }

  /** The prompt of every class of both families, those outside the coverage too. */
  static Map<String, String> prompts() {
    Map<String, String> prompts = new LinkedHashMap<>();
    for (Attribute attribute : Attribute.values()) {
      prompts.put(attribute.negative(), Captions.sides(Map.of(attribute, false)));
      prompts.put(attribute.positive(), Captions.sides(Map.of(attribute, true)));
    }
    for (Species species : Species.values()) {
      prompts.put(species.label(), FlowerCaptions.of(species));
    }
    return prompts;
  }

  /** Every word that captions and prompts use, and room for the longest. */
  static WordTokenizer tokenizer() {
    Set<String> words = new LinkedHashSet<>();
    prompts().values().forEach(prompt -> words.addAll(words(prompt)));
    words.addAll(List.of("and", "in", "garden", "on", "dry", "earth"));
    Map<Attribute, Boolean> all = new EnumMap<>(Attribute.class);
    Arrays.stream(Attribute.values()).forEach(attribute -> all.put(attribute, false));
    return new WordTokenizer(List.copyOf(words), words(Captions.sides(all)).size() + 2);
  }

  private static List<String> words(String text) {
    return List.of(text.replace(",", "").split(" "));
  }
}
