package io.otherwise.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.otherwise.method.Ldce;
import io.otherwise.method.LdceSwitches;

/** LDCE as a file sets it up. */
final class LdceSettings {
  private LdceSettings() {}

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
