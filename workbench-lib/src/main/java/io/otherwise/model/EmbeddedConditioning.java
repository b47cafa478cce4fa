package io.otherwise.model;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.WeightFile;
import io.otherwise.network.ClipText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** How a latent diffusion model is asked for something, from its manifest. */
public final class EmbeddedConditioning {
  /** The key of a manifest's config that names the kind. */
  private static final String KIND = "conditioning";

  private static final String CLASSES = "class";
  private static final String TEXT = "text";

  /** The key that gives the row that asks for nothing, which is the number of classes. */
  private static final String UNCONDITIONAL = "unconditional";

  private static final String TEXT_WEIGHTS = "cond_stage_model.transformer.";

  /** The kind of a model whose text network has a manifest of its own, which this key names. */
  private static final String ENCODER = "textEncoder";

  private static final String TOKENIZER = "tokenizer";

  private EmbeddedConditioning() {}

  private static String kind(Manifest m) {
    String otherwise = m.config().containsKey(ENCODER) ? ENCODER : "";
    return String.valueOf(m.config().getOrDefault(KIND, otherwise));
  }

  /** Refuses, before anything large is read, what could not be opened afterwards. */
  static void check(Artifacts artifacts, Manifest m) {
    if (kind(m).equals(ENCODER)) {
      String encoder = m.config(ENCODER, String.class);
      artifacts.file(artifacts.manifest(encoder).config(TOKENIZER, String.class));
      artifacts.file(encoder);
    }
  }

  /** What of it lies in the same file as the U-Net. */
  static Asked asked(Manifest m, int width) {
    return switch (kind(m)) {
      case CLASSES -> Asked.table(TokenTable.KEY, classes(m).size() + 1L, width);
      case TEXT -> asked(clipText(m, width)).below(TEXT_WEIGHTS);
      case ENCODER -> Asked.NONE;
      default ->
          Asked.table(TokenTable.KEY, (long) AttributeConditioning.ROWS * sides(m).size(), width);
    };
  }

  private static Asked asked(ClipText text) {
    return Asked.by(s -> text.forward(s.layers(), s.input("ids")));
  }

  /**
   * Opens what a manifest describes: by attributes, where it says nothing of it.
   *
   * @param others prompts by class, for a published text network, which has none
   */
  static Conditioning open(
      Artifacts artifacts,
      Manifest m,
      Function<String, float[]> weights,
      int width,
      Map<String, String> others) {
    return switch (kind(m)) {
      case CLASSES -> new ClassConditioning(classes(m), weights.apply(TokenTable.KEY), width);
      case ENCODER -> published(artifacts, m.config(ENCODER, String.class), others);
      case TEXT ->
          new TextConditioning(
              clipText(m, width),
              tokenizer(m),
              prompts(m),
              p -> weights.apply(TEXT_WEIGHTS + p.key()));
      default -> new AttributeConditioning(sides(m), weights.apply(TokenTable.KEY), width);
    };
  }

  /** A text network from its own manifest, with CLIP's tokenizer. */
  private static Conditioning published(
      Artifacts artifacts, String name, Map<String, String> prompts) {
    Manifest m = artifacts.manifest(name);
    ClipText text =
        new ClipText(
            Architectures.number(m, "vocabulary"),
            Architectures.number(m, "tokens"),
            Architectures.number(m, "width"),
            Architectures.number(m, "layers"),
            Architectures.number(m, "heads"),
            Architectures.number(m, "hidden"));
    Tokenizer tokenizer =
        ClipTokenizer.read(artifacts.file(m.config(TOKENIZER, String.class)), text.tokens());
    WeightFile weights = asked(text).open(artifacts, name);
    return new TextConditioning(text, tokenizer, prompts, p -> weights.floats(p.key()));
  }

  /** Class names; as many numbers as there are classes where the manifest names none. */
  private static List<String> classes(Manifest m) {
    boolean counted = m.config().containsKey(UNCONDITIONAL);
    return counted ? Architectures.labels(m, Architectures.number(m, UNCONDITIONAL)) : m.labels();
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
