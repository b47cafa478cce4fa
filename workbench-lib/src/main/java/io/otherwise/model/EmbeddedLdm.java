package io.otherwise.model;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.SafeTensors;
import io.otherwise.diffusion.NoiseSchedule;
import io.otherwise.network.KlAutoencoder;
import io.otherwise.network.LdmUNet;
import io.otherwise.network.VqAutoencoder;
import io.otherwise.tensor.Script;
import java.util.Map;
import java.util.function.Function;

/** Opens the latent diffusion models that this project trained, from their manifests. */
public final class EmbeddedLdm {
  private static final String UNET = "model.diffusion_model.";

  private EmbeddedLdm() {}

  /**
   * Opens a model and its autoencoder.
   *
   * @param name a manifest of kind {@code latent-diffusion}
   */
  public static LatentDiffusion open(Artifacts artifacts, String name) {
    Manifest manifest = artifacts.manifest(name);
    SafeTensors weights = artifacts.weights(name);
    LdmUNet unet = unet(manifest);
    return new LatentDiffusion(
        name,
        new LdmNoisePredictor(unet, below(weights, UNET)),
        autoencoder(artifacts, manifest),
        EmbeddedConditioning.open(manifest, weights, unet.contextWidth()),
        NoiseSchedule.stableDiffusion());
  }

  private static Autoencoder autoencoder(Artifacts artifacts, Manifest manifest) {
    String name = manifest.config("firstStage", String.class);
    double scale = manifest.config("scaleFactor", Number.class).doubleValue();
    Manifest first = artifacts.manifest(name);
    Function<Script.Parameter, float[]> weights = below(artifacts.weights(name), "");
    return first.architecture().equals("VqAutoencoder")
        ? new VqFirstStage(vq(first), true, scale, weights)
        : new KlFirstStage(kl(first), scale, weights);
  }

  private static Function<Script.Parameter, float[]> below(SafeTensors weights, String prefix) {
    return p -> weights.floats(prefix + p.key());
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
