package io.otherwise.model;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.WeightFile;
import io.otherwise.diffusion.NoiseSchedule;
import io.otherwise.network.KlAutoencoder;
import io.otherwise.network.LdmUNet;
import io.otherwise.network.VqAutoencoder;
import io.otherwise.tensor.Script;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Opens latent diffusion models from their manifests, those of this project and published ones. */
public final class EmbeddedLdm {
  private static final String UNET = "model.diffusion_model.";

  /** The key of a config that names the autoencoder's manifest. */
  private static final String FIRST_STAGE = "firstStage";

  private static final String SCHEDULE = "schedule";
  private static final Pattern LATENT = Pattern.compile("latent (\\S+) (\\S+) (\\d+)");

  private EmbeddedLdm() {}

  /**
   * Opens a model, its autoencoder and its text network.
   *
   * @param name a manifest of kind {@code latent-diffusion}, such as {@code faces-ldm}, {@code
   *     cin256-v2}, or {@code world-txt-lora}, whose factors are merged into the weights of its
   *     base
   */
  public static LatentDiffusion open(Artifacts artifacts, String name) {
    return open(artifacts, name, Map.of());
  }

  /**
   * Opens one that a class has to be asked of in words.
   *
   * @param name a manifest of kind {@code latent-diffusion} with a text network of its own, such as
   *     {@code minisd}; of any other the prompts are left aside
   * @param prompts how a class is asked for; a target without one is its own prompt
   */
  public static LatentDiffusion open(
      Artifacts artifacts, String name, Map<String, String> prompts) {
    Manifest manifest = EmbeddedClassifiers.kind(artifacts, name, "latent-diffusion");
    LdmUNet unet = unet(manifest);
    int width = unet.contextWidth();
    NoiseSchedule schedule = schedule(manifest);
    artifacts.file(manifest.config(FIRST_STAGE, String.class));
    EmbeddedConditioning.check(artifacts, manifest);
    Asked asked =
        Asked.by(s -> unet.forward(s.layers(), s.input("z"), s.input("t"), s.input("c")))
            .below(UNET)
            .and(EmbeddedConditioning.asked(manifest, width));
    Function<String, float[]> weights = EmbeddedLora.weights(artifacts, manifest, asked);
    return new LatentDiffusion(
        name,
        new LdmNoisePredictor(unet, p -> weights.apply(UNET + p.key())),
        autoencoder(artifacts, manifest),
        EmbeddedConditioning.open(artifacts, manifest, weights, width, prompts),
        schedule);
  }

  /** What a config calls {@code latent FIRST LAST STEPS}; Stable Diffusion's where it says none. */
  static NoiseSchedule schedule(Manifest m) {
    if (!m.config().containsKey(SCHEDULE)) {
      return NoiseSchedule.stableDiffusion();
    }
    String words = m.config(SCHEDULE, String.class);
    Matcher found = LATENT.matcher(words);
    if (!found.matches()) {
      throw new IllegalArgumentException(
          ("a latent diffusion model's schedule is \"latent\", its first and last noise rate and"
                  + " its steps, but %s has \"%s\"; the ImageNet model has \"latent 0.0015 0.0195"
                  + " 1000\"")
              .formatted(m.name(), words));
    }
    return NoiseSchedule.latent(
        Double.parseDouble(found.group(1)),
        Double.parseDouble(found.group(2)),
        Integer.parseInt(found.group(3)));
  }

  private static Autoencoder autoencoder(Artifacts artifacts, Manifest manifest) {
    String name = manifest.config(FIRST_STAGE, String.class);
    double scale = manifest.config("scaleFactor", Number.class).doubleValue();
    Manifest first = artifacts.manifest(name);
    if (first.architecture().equals("VqAutoencoder")) {
      VqAutoencoder vq = vq(first);
      return new VqFirstStage(vq, true, scale, weights(asked(vq).open(artifacts, name)));
    }
    return klFirstStage(artifacts, name, scale);
  }

  /** Opens a KL autoencoder by itself; the scale is that of a model's latent. */
  public static KlFirstStage klFirstStage(Artifacts artifacts, String name, double scale) {
    KlAutoencoder kl = kl(artifacts.manifest(name));
    return new KlFirstStage(kl, scale, weights(asked(kl).open(artifacts, name)));
  }

  private static Asked asked(VqAutoencoder vq) {
    return Asked.by(
        s -> {
          vq.encode(s.layers(), s.input("image"));
          vq.decode(s.layers(), vq.quantise(s.layers(), s.input("latent")).latent());
        });
  }

  private static Asked asked(KlAutoencoder kl) {
    return Asked.by(
        s -> {
          kl.moments(s.layers(), s.input("image"));
          kl.decode(s.layers(), s.input("latent"));
        });
  }

  private static Function<Script.Parameter, float[]> weights(WeightFile file) {
    return p -> file.floats(p.key());
  }

  /** The configuration of a U-Net, as it stands in a manifest. */
  public static Map<String, Object> config(LdmUNet u) {
    return Map.of(
        "inChannels", u.inChannels(),
        "outChannels", u.outChannels(),
        "modelChannels", u.modelChannels(),
        "residualBlocks", u.residualBlocks(),
        "channelMultipliers", u.channelMultipliers(),
        "attentionFactors", u.attentionFactors(),
        "heads", u.heads(),
        "headChannels", u.headChannels(),
        "transformerDepth", u.transformerDepth(),
        "contextWidth", u.contextWidth());
  }

  /** The configuration of an autoencoder, as it stands in a manifest. */
  public static Map<String, Object> config(KlAutoencoder a) {
    return Map.of(
        "channels", a.channels(),
        "multipliers", a.multipliers(),
        "residualBlocks", a.residualBlocks(),
        "latentChannels", a.latentChannels(),
        "embedChannels", a.embedChannels(),
        "patch", a.patch());
  }

  /** The configuration of an autoencoder with a codebook, as it stands in a manifest. */
  public static Map<String, Object> config(VqAutoencoder a) {
    return Map.of(
        "channels", a.channels(),
        "multipliers", a.multipliers(),
        "residualBlocks", a.residualBlocks(),
        "latentChannels", a.latentChannels(),
        "embedChannels", a.embedChannels(),
        "codes", a.codes(),
        "patch", a.patch());
  }

  private static LdmUNet unet(Manifest m) {
    return new LdmUNet(
        Architectures.number(m, "inChannels"),
        Architectures.number(m, "outChannels"),
        Architectures.number(m, "modelChannels"),
        Architectures.number(m, "residualBlocks"),
        Architectures.numbers(m, "channelMultipliers"),
        Architectures.numbers(m, "attentionFactors"),
        Architectures.number(m, "heads"),
        Architectures.number(m, "headChannels"),
        Architectures.number(m, "transformerDepth"),
        Architectures.number(m, "contextWidth"));
  }

  /** The architecture a manifest describes. */
  public static KlAutoencoder kl(Manifest m) {
    return new KlAutoencoder(
        Architectures.number(m, "channels"),
        Architectures.numbers(m, "multipliers"),
        Architectures.number(m, "residualBlocks"),
        Architectures.number(m, "latentChannels"),
        Architectures.number(m, "embedChannels"),
        Architectures.number(m, "patch"));
  }

  /** The architecture with a codebook that a manifest describes. */
  public static VqAutoencoder vq(Manifest m) {
    return new VqAutoencoder(
        Architectures.number(m, "channels"),
        Architectures.numbers(m, "multipliers"),
        Architectures.number(m, "residualBlocks"),
        Architectures.number(m, "latentChannels"),
        Architectures.number(m, "embedChannels"),
        Architectures.number(m, "codes"),
        Architectures.number(m, "patch"));
  }
}
