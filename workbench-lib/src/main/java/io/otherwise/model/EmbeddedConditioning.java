package io.otherwise.model;

import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.SafeTensors;
import io.otherwise.network.ClipText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a latent diffusion model that this project trained is asked for something. */
public final class EmbeddedConditioning {
  /** The key of a manifest's config that names the kind. */
  private static final String KIND = "conditioning";

  private static final String CLASSES = "class";
  private static final String TEXT = "text";
  private static final String TABLE = "cond_stage_model.embedding.weight";
  private static final String TEXT_WEIGHTS = "cond_stage_model.transformer.";

  private EmbeddedConditioning() {}

  /** Opens what a manifest describes: by attributes, where it says nothing of it. */
  static Conditioning open(Manifest m, SafeTensors weights, int width) {
    return switch (String.valueOf(m.config().getOrDefault(KIND, ""))) {
      case CLASSES -> new ClassConditioning(m.labels(), weights.floats(TABLE), width);
      case TEXT ->
          new TextConditioning(
              clipText(m, width),
              tokenizer(m),
              prompts(m),
              p -> weights.floats(TEXT_WEIGHTS + p.key()));
      default -> new AttributeConditioning(sides(m), weights.floats(TABLE), width);
    };
  }

  /** What the manifest of a class-conditional model says; its labels are the classes. */
  public static Map<String, Object> byClass() {
    return Map.of(KIND, CLASSES);
  }

  /** What the manifest of a text-conditional model says. */
  public static Map<String, Object> byText(
      ClipText text, WordTokenizer tokenizer, Map<String, String> prompts) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put(KIND, TEXT);
    config.put("textLayers", text.layers());
    config.put("textHeads", text.heads());
    config.put("textHidden", text.hidden());
    config.put("textTokens", text.tokens());
    config.put("words", tokenizer.words());
    config.put("prompts", prompts);
    return config;
  }

  private static ClipText clipText(Manifest m, int width) {
    return new ClipText(
        tokenizer(m).vocabulary(),
        Architectures.number(m, "textTokens"),
        width,
        Architectures.number(m, "textLayers"),
        Architectures.number(m, "textHeads"),
        Architectures.number(m, "textHidden"));
  }

  private static WordTokenizer tokenizer(Manifest m) {
    List<String> words = new ArrayList<>();
    m.config("words", List.class).forEach(word -> words.add(String.valueOf(word)));
    return new WordTokenizer(words, Architectures.number(m, "textTokens"));
  }

  private static Map<String, String> prompts(Manifest m) {
    Map<String, String> prompts = new LinkedHashMap<>();
    m.config("prompts", Map.class)
        .forEach((name, prompt) -> prompts.put(String.valueOf(name), String.valueOf(prompt)));
    return prompts;
  }

  private static List<AttributeConditioning.Sides> sides(Manifest m) {
    List<AttributeConditioning.Sides> sides = new ArrayList<>();
    List<String> labels = m.labels();
    for (int i = 0; i + 1 < labels.size(); i += 2) {
      sides.add(new AttributeConditioning.Sides(labels.get(i), labels.get(i + 1)));
    }
    return sides;
  }
}
