package io.otherwise.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.otherwise.diffusion.NoiseSchedule;
import io.otherwise.model.AdmPredictor;
import io.otherwise.model.Ancestral;
import io.otherwise.model.PixelDiffusion;
import io.otherwise.network.AdmUNet;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Builds the pixel diffusion model of an algorithm file from its {@code config}. */
final class PixelModel {
  /** Where the keys of its network begin. */
  static final String PLACE = "adm.";

  private PixelModel() {}

  /** The model with formula weights. */
  static PixelDiffusion of(GoldenFile file) {
    JsonNode c = file.json().get("config");
    off(c, "use_kl", "predict_xstart", "rescale_learned_sigmas");
    if (!c.get("noise_schedule").asText().equals("linear")) {
      throw new NotUnderstood(
          "pixel diffusion has the linear schedule, but this one's is "
              + c.get("noise_schedule")
              + "; add it to NoiseSchedule");
    }
    AdmUNet unet = unetOf(c);
    return new PixelDiffusion(
        "golden",
        new AdmPredictor(unet, LatentModel.below(PLACE, file.run())),
        NoiseSchedule.linear(c.get("diffusion_steps").asInt()),
        unet.learnsVariance()
            ? PixelDiffusion.Variance.LEARNED_RANGE
            : PixelDiffusion.Variance.LARGE,
        c.get("rescale_timesteps").asBoolean(),
        unet.factor());
  }

  /** The sampler over the timesteps that the file keeps. */
  static Ancestral sampler(PixelDiffusion model, JsonNode config) {
    return model.respaced(respacing(model, config));
  }

  /** The timesteps that the file keeps; all of them where it names none. */
  static String respacing(PixelDiffusion model, JsonNode config) {
    String kept = config.get("timestep_respacing").asText();
    return kept.isEmpty() ? Integer.toString(model.schedule().steps()) : kept;
  }

  /** A U-Net from the constructor arguments, or from the flags of the authors' scripts. */
  static AdmUNet unetOf(JsonNode c) {
    boolean flags = c.has("num_channels");
    int headChannels = c.path("num_head_channels").asInt(-1);
    return new AdmUNet(
        c.path("in_channels").asInt(3),
        flags ? (c.get("learn_sigma").asBoolean() ? 6 : 3) : c.get("out_channels").asInt(),
        c.get(flags ? "num_channels" : "model_channels").asInt(),
        c.get("num_res_blocks").asInt(),
        flags ? levels(c) : GoldenFile.ints(c.get("channel_mult")),
        flags ? factors(c) : GoldenFile.ints(c.get("attention_resolutions")),
        headChannels > 0 ? -1 : heads(c),
        headChannels,
        classes(c),
        new AdmUNet.Style(
            c.get("use_scale_shift_norm").asBoolean(),
            c.get("resblock_updown").asBoolean(),
            c.get("use_new_attention_order").asBoolean()),
        1);
  }

  private static int heads(JsonNode c) {
    int heads = c.get("num_heads").asInt();
    int upwards = c.path("num_heads_upsample").asInt(-1);
    if (upwards != -1 && upwards != heads) {
      throw new NotUnderstood(
          "attention has the same heads on the way up, but num_heads_upsample is " + upwards);
    }
    return heads;
  }

  private static int classes(JsonNode c) {
    if (c.path("class_cond").asBoolean() || c.path("num_classes").asInt(0) > 0) {
      throw new NotUnderstood("pixel diffusion is checked without labels; give them an input");
    }
    return 0;
  }

  private static List<Integer> levels(JsonNode c) {
    String text = c.get("channel_mult").asText();
    if (!text.isEmpty()) {
      return ints(text).toList();
    }
    // The defaults of the authors' scripts.
    return switch (c.get("image_size").asInt()) {
      case 64 -> List.of(1, 2, 3, 4);
      case 128 -> List.of(1, 1, 2, 3, 4);
      case 256 -> List.of(1, 1, 2, 2, 4, 4);
      default -> throw new NotUnderstood("no default channel_mult for " + c.get("image_size"));
    };
  }

  private static List<Integer> factors(JsonNode c) {
    int side = c.get("image_size").asInt();
    return ints(c.get("attention_resolutions").asText()).map(r -> side / r).toList();
  }

  private static Stream<Integer> ints(String text) {
    return Arrays.stream(text.split(",")).map(t -> Integer.valueOf(t.strip()));
  }

  private static void off(JsonNode config, String... flags) {
    for (String flag : flags) {
      if (config.path(flag).asBoolean()) {
        throw new NotUnderstood("pixel diffusion is checked without " + flag + "; write that");
      }
    }
  }
}
