package io.otherwise.model;

import io.otherwise.network.ClipText;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * All tokens of a text, as CLIP's text network reads it; the empty text asks for nothing. A target
 * is the name of a class that has a prompt, or a text of one's own.
 */
public final class TextConditioning implements Conditioning, AutoCloseable {
  private final Tokenizer tokenizer;
  private final Map<String, String> prompts;
  private final Network network;

  /**
   * Binds weights.
   *
   * @param prompts what is asked for to get a class, by its name
   * @param values row-major values of a weight by its key, {@code text_model.} first
   */
  public TextConditioning(
      ClipText architecture,
      Tokenizer tokenizer,
      Map<String, String> prompts,
      Function<Script.Parameter, float[]> values) {
    if (tokenizer.length() > architecture.tokens()
        || tokenizer.vocabulary() > architecture.vocabulary()) {
      throw new IllegalArgumentException(
          ("a text network reads at most its %d tokens out of %d, but the tokenizer writes %d out"
                  + " of %d; take the tokenizer it was trained with")
              .formatted(
                  architecture.tokens(),
                  architecture.vocabulary(),
                  tokenizer.length(),
                  tokenizer.vocabulary()));
    }
    this.tokenizer = tokenizer;
    this.prompts = Collections.unmodifiableMap(new LinkedHashMap<>(prompts));
    Script s = new Script();
    s.returns(architecture.forward(s.layers(), s.input("ids")).last());
    this.network = new Network(s, Weights.from(s.parameters(), values));
  }

  /** What is asked for to get a class, by its name. */
  public Map<String, String> prompts() {
    return prompts;
  }

  @Override
  public Tensor towards(List<String> targets) {
    return tokens(targets.stream().map(t -> prompts.getOrDefault(t, t)).toList());
  }

  @Override
  public Tensor none(int batch) {
    return tokens(Collections.nCopies(batch, ""));
  }

  private Tensor tokens(List<String> texts) {
    try (Scope inner = Scope.open()) {
      Tensor ids = Tensor.of(tokenizer.ids(texts), texts.size(), tokenizer.length());
      return inner.keep(network.run(ids));
    }
  }

  @Override
  public void close() {
    network.close();
  }
}
