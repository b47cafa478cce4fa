package io.otherwise.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Query;
import io.otherwise.explain.Seed;
import io.otherwise.method.Batched;
import io.otherwise.method.Ldce;
import io.otherwise.method.LdceSwitches;
import io.otherwise.tensor.Noise;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** LDCE as a file sets it up, run once; every quantity it named while running, on the heap. */
final class LdceRun {
  private final Map<String, double[]> heard = new HashMap<>();
  private final Counterfactuals answers;

  private LdceRun(Batched bound, Noise noise, List<Query> queries) {
    this.answers =
        bound
            .drawing(noise)
            .microBatch(queries.size())
            .watched(
                (step, name, value) ->
                    heard.put(step + "/" + name, Stored.widened(value.toDouble().floats())))
            .explain(new Queries(queries), Seed.seed(0));
  }

  /**
   * Runs a method.
   *
   * @param bound LDCE, or a method that is LDCE but for its guide
   * @param targets class indices, one an image
   */
  static LdceRun of(Batched bound, Noise noise, List<Image> images, long... targets) {
    List<Query> queries = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      queries.add(images.get(i).towards(Long.toString(targets[i])));
    }
    return new LdceRun(bound, noise, queries);
  }

  /** A named quantity of a step; step 0 is the preparation. */
  double[] at(int step, String name) {
    double[] values = heard.get(step + "/" + name);
    if (values == null) {
      throw new NotUnderstood(
          "step " + step + " has no " + name + "; what was heard is " + heard.keySet());
    }
    return values;
  }

  boolean has(int step, String name) {
    return heard.containsKey(step + "/" + name);
  }

  /** The edited images, one after the other. */
  float[] edited() {
    float[] all = new float[0];
    for (var answer : answers) {
      float[] one = answer.edited().values();
      int from = all.length;
      all = Arrays.copyOf(all, from + one.length);
      System.arraycopy(one, 0, all, from, one.length);
    }
    return all;
  }

  /** p(target) of the edited images. */
  double[] targetProbabilities() {
    return answers.stream().mapToDouble(a -> a.targetAfter()).toArray();
  }

  /** The method with a file's settings. */
  static Ldce method(JsonNode s) {
    int steps = s.get("ddim_steps").asInt();
    // A step count is cut off to an integer, so aim for the middle of the right one.
    double strength = Math.min(1, (s.get("t_enc").asInt() + 0.5) / steps);
    return new Ldce(
        strength,
        steps,
        s.get("scale").asDouble(),
        s.get("classifier_lambda").asDouble(),
        s.get("dist_lambda").asDouble(),
        s.get("deg_cone_projection").asDouble(),
        switches(s));
  }

  private static LdceSwitches switches(JsonNode s) {
    if (s.get("ddim_eta").asDouble() != 0) {
      throw new NotUnderstood(
          "LDCE samples with ddim_eta 0, but it is " + s.get("ddim_eta") + "; write that sampler");
    }
    return LdceSwitches.published()
        .guidance(
            switch (s.get("guidance").asText()) {
              case "projected" -> LdceSwitches.Guidance.PROJECTED;
              case "free" -> LdceSwitches.Guidance.FREE;
              default ->
                  throw new NotUnderstood(
                      "guidance is projected or free, but was " + s.get("guidance"));
            })
        .consensus(
            s.get("cone_projection_type").asText().equals("default")
                ? LdceSwitches.Rule.GLOBAL_CONE
                : LdceSwitches.Rule.ofReference(s.get("cone_projection_type").asText()))
        .renormalise(
            s.get("enforce_same_norms").asBoolean()
                ? LdceSwitches.Norm.TO_IMPLICIT
                : LdceSwitches.Norm.NONE)
        .distance(
            switch (s.get("lp_custom").asInt()) {
              case 1 -> LdceSwitches.Distance.L1;
              case 2 -> LdceSwitches.Distance.L2;
              default ->
                  throw new NotUnderstood("lp_custom is 1 or 2, but was " + s.get("lp_custom"));
            })
        .sharedNoise(s.get("seed").asLong() >= 0)
        .meanOverBatch(s.get("classes").asInt() == 1);
  }
}
