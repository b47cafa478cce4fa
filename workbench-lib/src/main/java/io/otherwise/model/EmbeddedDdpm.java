package io.otherwise.model;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.SafeTensors;
import io.otherwise.diffusion.NoiseSchedule;
import io.otherwise.network.AdmUNet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Opens the pixel diffusion models that this project trained, from their manifests. */
public final class EmbeddedDdpm {
  /** The kind in their manifests. */
  public static final String KIND = "pixel-diffusion";

  private EmbeddedDdpm() {}

  /**
   * Opens a model.
   *
   * @param name a manifest of kind {@value #KIND}, such as {@code world-ddpm}
   */
  public static PixelDiffusion open(Artifacts artifacts, String name) {
    Manifest m = EmbeddedClassifiers.kind(artifacts, name, KIND);
    SafeTensors weights = artifacts.weights(name);
    AdmUNet unet = unet(m);
    return PixelDiffusion.learned(
        name,
        new AdmPredictor(unet, p -> weights.floats(p.key())),
        NoiseSchedule.linear(number(m, "timesteps")),
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
        number(m, "inChannels"),
        number(m, "outChannels"),
        number(m, "modelChannels"),
        number(m, "residualBlocks"),
        numbers(m, "channelMultipliers"),
        numbers(m, "attentionFactors"),
        number(m, "heads"),
        number(m, "headChannels"),
        0,
        new AdmUNet.Style(
            m.config("scaleShift", Boolean.class),
            m.config("residualResampling", Boolean.class),
            m.config("qkvFirst", Boolean.class)),
        number(m, "patch"));
  }

  private static int number(Manifest m, String key) {
    return m.config(key, Number.class).intValue();
  }

  private static List<Integer> numbers(Manifest m, String key) {
    List<Integer> values = new ArrayList<>();
    for (Object value : m.config(key, List.class)) {
      values.add(((Number) value).intValue());
    }
    return values;
  }
}
