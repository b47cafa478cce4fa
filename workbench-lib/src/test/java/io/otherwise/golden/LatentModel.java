package io.otherwise.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.otherwise.diffusion.NoiseSchedule;
import io.otherwise.model.Autoencoder;
import io.otherwise.model.KlFirstStage;
import io.otherwise.model.LatentDiffusion;
import io.otherwise.model.LdmNoisePredictor;
import io.otherwise.model.VqFirstStage;
import io.otherwise.tensor.Script;
import java.util.function.Function;

/** Builds the latent diffusion model of an algorithm file from its {@code config}. */
final class LatentModel {
  private LatentModel() {}

  /** The model with formula weights; its keys are those of a full checkpoint. */
  static LatentDiffusion of(GoldenFile file) {
    JsonNode config = file.json().get("config");
    return new LatentDiffusion(
        "golden",
        new LdmNoisePredictor(
            Architecture.unetOf(config.at("/unet_config/params")),
            below("model.diffusion_model.", file.run())),
        firstStage(config, file.run()),
        FormulaConditioning.of(config.get("cond_stage_config"), file.run()),
        schedule(config));
  }

  static NoiseSchedule schedule(JsonNode config) {
    return NoiseSchedule.latent(
        config.get("linear_start").asDouble(),
        config.get("linear_end").asDouble(),
        config.get("timesteps").asInt());
  }

  static Autoencoder firstStage(JsonNode config, int run) {
    JsonNode p = config.at("/first_stage_config/params");
    Function<Script.Parameter, float[]> weights = below("first_stage_model.", run);
    double scale = config.path("scale_factor").asDouble(1);
    if (!p.has("n_embed")) {
      return new KlFirstStage(Architecture.klOf(p), scale, weights);
    } else if (scale != 1) {
      throw new NotUnderstood(
          "a VQ latent is used unscaled, but scale_factor is "
              + scale
              + "; give VqFirstStage a scale first");
    }
    return new VqFirstStage(Architecture.vqOf(p), true, weights);
  }

  static Function<Script.Parameter, float[]> below(String place, int run) {
    return p -> FormulaTensors.parameter(place + p.key(), run, p.shape());
  }
}
