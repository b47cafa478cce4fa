package io.otherwise.model;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.WeightFile;
import io.otherwise.diffusion.NoiseSchedule;
import io.otherwise.network.AdmUNet;
import java.util.LinkedHashMap;
import java.util.Map;

/** Opens pixel diffusion models from their manifests, those of this project and published ones. */
public final class EmbeddedDdpm {
  /** The kind in their manifests. */
  public static final String KIND = "pixel-diffusion";

  private EmbeddedDdpm() {}

  /**
   * Opens a model.
   *
   * @param name a manifest of kind {@value #KIND}, such as {@code world-ddpm} or {@code
   *     ddpm-celeba}
   */
  public static PixelDiffusion open(Artifacts artifacts, String name) {
    Manifest m = EmbeddedClassifiers.kind(artifacts, name, KIND);
    AdmUNet unet = unet(m);
    WeightFile weights =
        Asked.by(s -> unet.forward(s.layers(), s.input("xt"), s.input("timesteps")))
            .open(artifacts, name);
    return PixelDiffusion.learned(
        name,
        new AdmPredictor(unet, p -> weights.floats(p.key())),
        NoiseSchedule.linear(Architectures.number(m, "timesteps")),
        unet.factor());
  }

  /** The configuration of a U-Net and of its linear schedule, as it stands in a manifest. */
  public static Map<String, Object> config(AdmUNet u, NoiseSchedule schedule) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("inChannels", u.inChannels());
    config.put("outChannels", u.outChannels());
    config.put("modelChannels", u.modelChannels());
    config.put("residualBlocks", u.residualBlocks());
    config.put("channelMultipliers", u.channelMultipliers());
    config.put("attentionFactors", u.attentionFactors());
    config.put("heads", u.heads());
    config.put("headChannels", u.headChannels());
    config.put("scaleShift", u.style().scaleShift());
    config.put("residualResampling", u.style().residualResampling());
    config.put("qkvFirst", u.style().qkvFirst());
    config.put("patch", u.patch());
    config.put("timesteps", schedule.steps());
    return config;
  }

  /** The architecture a manifest describes. */
  public static AdmUNet unet(Manifest m) {
    return new AdmUNet(
        Architectures.number(m, "inChannels"),
        Architectures.number(m, "outChannels"),
        Architectures.number(m, "modelChannels"),
        Architectures.number(m, "residualBlocks"),
        Architectures.numbers(m, "channelMultipliers"),
        Architectures.numbers(m, "attentionFactors"),
        Architectures.number(m, "heads"),
        Architectures.number(m, "headChannels"),
        0,
        new AdmUNet.Style(
            m.config("scaleShift", Boolean.class),
            m.config("residualResampling", Boolean.class),
            m.config("qkvFirst", Boolean.class)),
        Architectures.number(m, "patch"));
  }
}
