package io.otherwise.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.otherwise.model.Conditioning;
import io.otherwise.tensor.Tensor;
import java.util.List;

/**
 * What stands for the class embedding or the text encoder of a file's latent diffusion model.
 * Targets are class indices written as numbers; a text model gets the prompts p0, p1, ... by the
 * place in the batch, whatever the target.
 */
final class FormulaConditioning implements Conditioning {
  private static final String TABLE = "cond_stage_model.embedding.weight";

  private final int run;
  private final boolean text;
  private final int tokens;
  private final int width;
  private final float[] table;
  private final int classes;

  private FormulaConditioning(int run, boolean text, int tokens, int width, int classes) {
    this.run = run;
    this.text = text;
    this.tokens = tokens;
    this.width = width;
    this.classes = classes;
    this.table =
        text
            ? new float[0]
            : FormulaTensors.parameter(TABLE, run, List.of((long) classes, (long) width));
  }

  /** From {@code cond_stage_config}, as the authors' YAML has it. */
  static FormulaConditioning of(JsonNode config, int run) {
    JsonNode p = config.get("params");
    if (p.has("n_classes")) {
      return new FormulaConditioning(
          run, false, 1, p.get("embed_dim").asInt(), p.get("n_classes").asInt());
    } else if (p.has("L") && p.has("D")) {
      return new FormulaConditioning(run, true, p.get("L").asInt(), p.get("D").asInt(), 0);
    }
    throw new NotUnderstood(
        "a conditioning has n_classes and embed_dim, or L and D, but this one has "
            + p
            + "; teach FormulaConditioning what it is");
  }

  @Override
  public Tensor towards(List<String> targets) {
    float[] all = new float[targets.size() * tokens * width];
    for (int i = 0; i < targets.size(); i++) {
      float[] one = text ? prompt("p" + i) : row(Integer.parseInt(targets.get(i)));
      System.arraycopy(one, 0, all, i * one.length, one.length);
    }
    return Tensor.of(all, targets.size(), tokens, width);
  }

  /** The last class, or the empty prompt. */
  @Override
  public Tensor none(int batch) {
    float[] one = text ? prompt("empty") : row(classes - 1);
    return Tensor.of(one, 1, tokens, width).expand(batch, tokens, width).contiguous();
  }

  private float[] row(int index) {
    return java.util.Arrays.copyOfRange(table, index * width, (index + 1) * width);
  }

  /** v, by the detour over float32 that the reference took. */
  private float[] prompt(String prompt) {
    float[] v = FormulaTensors.symmetric("context:" + prompt, run, tokens * width);
    double down = Math.sqrt(3.0 / width);
    float up = (float) Math.sqrt(width / 3.0);
    for (int i = 0; i < v.length; i++) {
      v[i] = (float) (v[i] * down) * up;
    }
    return v;
  }
}
