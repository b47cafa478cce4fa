package io.otherwise.model;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.WeightFile;
import io.otherwise.network.OpenClip;
import io.otherwise.network.ZeroShot;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Opens networks of the CLIP kind as classifiers: a class is a prompt, and its score the cosine of
 * picture and prompt. The text half runs once, when the classifier is opened.
 */
public final class ZeroShotClassifiers {
  private static final String ARCHITECTURE = "OpenClip";
  private static final String PROMPTS = "prompts";
  private static final String WORDS = "words";

  private ZeroShotClassifiers() {}

  /** Whether a manifest describes such a network and the prompts of its classes. */
  static boolean named(Manifest m) {
    return m.architecture().equals(ARCHITECTURE) && m.config().containsKey(PROMPTS);
  }

  /** Opens one with the prompts of its manifest. */
  static NetworkClassifier open(Artifacts artifacts, String name) {
    Map<String, String> prompts = new LinkedHashMap<>();
    Map<?, ?> stated = artifacts.manifest(name).config(PROMPTS, Map.class);
    stated.forEach((label, prompt) -> prompts.put(String.valueOf(label), String.valueOf(prompt)));
    return open(artifacts, name, prompts);
  }

  /**
   * Opens one with prompts of one's own.
   *
   * @param name a manifest of architecture {@code OpenClip}, such as {@code openclip-vit-b-32}
   * @param prompts what stands for each class, in the order of the classes
   */
  public static NetworkClassifier open(
      Artifacts artifacts, String name, Map<String, String> prompts) {
    Manifest m = EmbeddedClassifiers.kind(artifacts, name, "classifier");
    OpenClip clip = clip(m);
    WeightFile weights =
        Asked.by(s -> clip.logits(s.layers(), s.input("image"), s.input("ids")))
            .open(artifacts, name);
    Tokenizer tokenizer = tokenizer(artifacts, m, clip);
    float[] texts = texts(clip, tokenizer, List.copyOf(prompts.values()), weights);
    return new NetworkClassifier(
        name,
        List.copyOf(prompts.keySet()),
        Preprocessing.of(m),
        new ZeroShot(clip, prompts.size()),
        p -> p.key().equals(ZeroShot.TEXTS) ? texts : weights.floats(p.key()));
  }

  private static float[] texts(
      OpenClip clip, Tokenizer tokenizer, List<String> prompts, WeightFile weights) {
    Script s = new Script();
    s.returns(OpenClip.normalised(clip.text(s.layers(), s.input("ids")).vector()));
    try (Network network =
            new Network(s, Weights.from(s.parameters(), p -> weights.floats(p.key())));
        Scope scope = Scope.open()) {
      return network
          .run(Tensor.of(tokenizer.ids(prompts), prompts.size(), tokenizer.length()))
          .floats();
    }
  }

  private static Tokenizer tokenizer(Artifacts artifacts, Manifest m, OpenClip clip) {
    int length = clip.text().tokens();
    if (!m.config().containsKey(WORDS)) {
      return ClipTokenizer.read(artifacts.file(m.config("tokenizer", String.class)), length);
    }
    List<String> words = new ArrayList<>();
    List<?> stated = m.config(WORDS, List.class);
    stated.forEach(word -> words.add(String.valueOf(word)));
    return new WordTokenizer(words, length);
  }

  /** The architecture that a manifest describes. */
  public static OpenClip clip(Manifest m) {
    Map<?, ?> vision = m.config("vision", Map.class);
    Map<?, ?> text = m.config("text", Map.class);
    return new OpenClip(
        Architectures.number(m, "embedding"),
        new OpenClip.Vision(
            number(vision, "side"),
            number(vision, "patch"),
            number(vision, "width"),
            number(vision, "layers"),
            number(vision, "heads")),
        new OpenClip.Text(
            number(text, "tokens"),
            number(text, "vocabulary"),
            number(text, "width"),
            number(text, "layers"),
            number(text, "heads")),
        m.config("quickGelu", Boolean.class));
  }

  private static int number(Map<?, ?> half, String key) {
    return ((Number) half.get(key)).intValue();
  }

  /** What a manifest says of a network, its words and its classes' prompts. */
  public static Map<String, Object> config(
      OpenClip clip, WordTokenizer tokenizer, Map<String, String> prompts) {
    OpenClip.Vision v = clip.vision();
    OpenClip.Text t = clip.text();
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("embedding", clip.embedding());
    config.put(
        "vision", sizes("side", v.side(), "patch", v.patch(), v.width(), v.layers(), v.heads()));
    config.put(
        "text",
        sizes(
            "tokens", t.tokens(), "vocabulary", t.vocabulary(), t.width(), t.layers(), t.heads()));
    config.put("quickGelu", clip.quickGelu());
    config.put(WORDS, tokenizer.words());
    config.put(PROMPTS, prompts);
    return config;
  }

  private static Map<String, Integer> sizes(
      String first, int a, String second, int b, int width, int layers, int heads) {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    sizes.put(first, a);
    sizes.put(second, b);
    sizes.put("width", width);
    sizes.put("layers", layers);
    sizes.put("heads", heads);
    return sizes;
  }
}
