package io.otherwise.model;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.WeightFile;
import io.otherwise.network.Lora;
import io.otherwise.tensor.Script;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A model that is another one with low-rank factors merged into its weights: its file holds the
 * factors alone, and its manifest describes the whole model and names the base.
 */
public final class EmbeddedLora {
  /**
   * The key of a config that names the manifest of the weights beside which factors were learnt.
   */
  private static final String BASE = "base";

  /** Their hash: other weights of the same name are not what the factors belong to. */
  private static final String BASE_HASH = "baseSha256";

  private static final String RANK = "rank";
  private static final String ALPHA = "alpha";

  private EmbeddedLora() {}

  /** What the manifest of an adapted model says: all that its base's does, and the factors. */
  public static Map<String, Object> config(Manifest base, Lora lora) {
    Map<String, Object> config = new LinkedHashMap<>(base.config());
    config.put(BASE, base.name());
    config.put(BASE_HASH, base.sha256());
    config.put(RANK, lora.rank());
    config.put(ALPHA, lora.alpha());
    return config;
  }

  /**
   * Refuses factors that were learnt beside other weights than their base has here.
   *
   * @throws IllegalArgumentException naming both hashes
   */
  public static void requireBase(Artifacts artifacts, Manifest m) {
    String base = m.config(BASE, String.class);
    String learnt = m.config(BASE_HASH, String.class);
    String here = artifacts.manifest(base).sha256();
    if (!here.equals(learnt)) {
      throw new IllegalArgumentException(
          ("low-rank factors belong to the weights beside which they were learnt, but %s was learnt"
                  + " beside %s with sha256 %s, and here it has %s; bring those weights back, or"
                  + " learn the factors again: JAVA_TOOL_OPTIONS=-Dfresh=true environment/train %s")
              .formatted(m.name(), base, learnt, here, m.name()));
    }
  }

  /**
   * How strongly factors are merged, in units of how they were learnt; empty where that is 1, or
   * for another model. The same file merged more strongly is another network.
   */
  public static Optional<Double> strength(Manifest m) {
    if (!m.config().containsKey(BASE)) {
      return Optional.empty();
    }
    double alpha = m.config(ALPHA, Number.class).doubleValue();
    double strength = alpha / m.config(RANK, Number.class).doubleValue();
    return strength == 1 ? Optional.empty() : Optional.of(strength);
  }

  /**
   * The weights of a model by key, merged as they are asked for where it is an adapted one.
   *
   * @throws IllegalArgumentException if the base is another one, or naming what is missing, left
   *     over or of another shape in either file
   */
  static Function<String, float[]> weights(Artifacts artifacts, Manifest m, Asked asked) {
    if (!m.config().containsKey(BASE)) {
      return asked.open(artifacts, m.name())::floats;
    }
    requireBase(artifacts, m);
    Lora lora =
        new Lora(Architectures.number(m, RANK), m.config(ALPHA, Number.class).doubleValue());
    WeightFile base = asked.open(artifacts, m.config(BASE, String.class));
    WeightFile factors = asked.factors(lora).open(artifacts, m.name());
    return key ->
        lora.merged(
            new Script.Parameter(key, asked.shapes().get(key), true),
            base.floats(key),
            factor -> factors.floats(factor.key()));
  }
}
