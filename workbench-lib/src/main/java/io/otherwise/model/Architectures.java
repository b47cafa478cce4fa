package io.otherwise.model;

import io.otherwise.artifact.Manifest;
import io.otherwise.network.DenseNet;
import io.otherwise.network.ImageNetwork;
import io.otherwise.network.ResNet;
import io.otherwise.network.SimSiam;
import io.otherwise.network.Stem;
import io.otherwise.network.Vgg;
import io.otherwise.network.VisionTransformer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Networks as manifests write them: the class, and its constructor's arguments by name. */
public final class Architectures {
  private Architectures() {}

  /** The configuration of an architecture, as it stands in a manifest. */
  public static Map<String, Object> config(ImageNetwork network) {
    Map<String, Object> config = new LinkedHashMap<>();
    if (network instanceof DenseNet d) {
      config.put("growth", d.growth());
      config.put("blocks", d.blocks());
      config.put("width", d.width());
      config.put("bottleneck", d.bottleneck());
      config.put("classes", d.classes());
      config.put("trunk", d.trunk());
      config.putAll(config(d.stem()));
    } else if (network instanceof ResNet r) {
      config.put("bottleneck", r.bottleneck());
      config.put("blocks", r.blocks());
      config.put("width", r.width());
      config.put("classes", r.classes());
      config.putAll(config(r.stem()));
    } else if (network instanceof Vgg v) {
      config.put("plan", v.plan());
      config.put("norm", v.norm());
      config.put("patch", v.patch());
      config.put("pooled", v.pooled());
      config.put("hidden", v.hidden());
      config.put("classes", v.classes());
    } else if (network instanceof VisionTransformer v) {
      config.put("side", v.side());
      config.put("patch", v.patch());
      config.put("width", v.width());
      config.put("layers", v.layers());
      config.put("heads", v.heads());
      config.put("hidden", v.hidden());
      config.put("classes", v.classes());
    } else if (network instanceof SimSiam s) {
      config.putAll(config(s.encoder()));
      config.put("dim", s.dim());
      config.put("narrow", s.narrow());
    } else {
      throw unknown(network.getClass().getSimpleName());
    }
    return config;
  }

  private static Map<String, Object> config(Stem stem) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("stemPatch", stem.patch());
    config.put("stemKernel", stem.kernel());
    config.put("stemStride", stem.stride());
    config.put("stemPool", stem.pool());
    return config;
  }

  /** The architecture a manifest describes. */
  public static ImageNetwork of(Manifest m) {
    return switch (m.architecture()) {
      case "DenseNet" ->
          new DenseNet(
              number(m, "growth"),
              numbers(m, "blocks"),
              number(m, "width"),
              number(m, "bottleneck"),
              number(m, "classes"),
              stem(m),
              m.config("trunk", String.class));
      case "ResNet" -> resNet(m);
      case "Vgg" ->
          new Vgg(
              numbers(m, "plan"),
              m.config("norm", Boolean.class),
              number(m, "patch"),
              number(m, "pooled"),
              number(m, "hidden"),
              number(m, "classes"));
      case "VisionTransformer" ->
          new VisionTransformer(
              number(m, "side"),
              number(m, "patch"),
              number(m, "width"),
              number(m, "layers"),
              number(m, "heads"),
              number(m, "hidden"),
              number(m, "classes"));
      case "SimSiam" -> new SimSiam(resNet(m), number(m, "dim"), number(m, "narrow"));
      default -> PublishedArchitectures.of(m);
    };
  }

  private static ResNet resNet(Manifest m) {
    return new ResNet(
        m.config("bottleneck", Boolean.class),
        numbers(m, "blocks"),
        number(m, "width"),
        number(m, "classes"),
        stem(m));
  }

  private static Stem stem(Manifest m) {
    return new Stem(
        number(m, "stemPatch"),
        number(m, "stemKernel"),
        number(m, "stemStride"),
        m.config("stemPool", Boolean.class));
  }

  private static IllegalArgumentException unknown(String architecture) {
    return new IllegalArgumentException(
        "a network that is trained here is a DenseNet, a ResNet, a Vgg, a VisionTransformer or a"
            + " SimSiam, but was "
            + architecture
            + "; choose one of them");
  }

  /** Names of a network's classes; their numbers from 0 where the manifest names none. */
  static List<String> labels(Manifest m, int classes) {
    return m.labels().isEmpty()
        ? IntStream.range(0, classes).mapToObj(String::valueOf).toList()
        : m.labels();
  }

  /** A whole number of a manifest's configuration. */
  static int number(Manifest m, String key) {
    return m.config(key, Number.class).intValue();
  }

  /** A list of whole numbers. */
  static List<Integer> numbers(Manifest m, String key) {
    List<Integer> values = new ArrayList<>();
    for (Object value : m.config(key, List.class)) {
      values.add(((Number) value).intValue());
    }
    return values;
  }
}
