package io.otherwise.model;

import io.otherwise.artifact.Manifest;
import io.otherwise.network.ImageNetwork;
import io.otherwise.tensor.Script.Value;
import io.otherwise.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which numbers of a network are its features.
 *
 * @param kind how they are read
 * @param layers where, by the keys of the network's layers; none for its output
 */
public record Readout(Kind kind, List<String> layers) {
  /** LPIPS adds it to each norm, so that a pixel without activation divides by no zero. */
  private static final double EPS = 1e-10;

  /** How features are read from a network. */
  public enum Kind {
    /** The spatial means of one rectified layer, as Inception's and VGGFace2's. */
    POOLED,
    /** Several whole layers with unit channel vectors: pixels are compared place by place. */
    LAYERS,
    /** What the network gives, such as SimSiam's projection. */
    OUTPUT
  }

  public Readout {
    layers = List.copyOf(layers);
    boolean fits =
        switch (kind) {
          case POOLED -> layers.size() == 1;
          case LAYERS -> !layers.isEmpty();
          case OUTPUT -> layers.isEmpty();
        };
    if (!fits) {
      throw new IllegalArgumentException(
          "pooled features have one layer, layers at least one and an output none, but "
              + kind
              + " had "
              + layers
              + "; name the layers that it reads");
    }
  }

  /** The spatial means of one layer N x C x H x W after rectifying: N x C. */
  public static Readout pooled(String layer) {
    return new Readout(Kind.POOLED, List.of(layer));
  }

  /**
   * Several layers in one row, so scaled that the mean squared difference of two rows is the sum
   * over layers of the mean over places of the squared difference of unit channel vectors: Zhang et
   * al. (2018), <a href="https://arxiv.org/abs/1801.03924">The Unreasonable Effectiveness of Deep
   * Features as a Perceptual Metric</a>, Eq. 1 with all weights 1.
   */
  public static Readout unitLayers(String... layers) {
    return new Readout(Kind.LAYERS, List.of(layers));
  }

  /** The network's output as it is. */
  public static Readout output() {
    return new Readout(Kind.OUTPUT, List.of());
  }

  /** What the manifest of a feature network says of it; its output where it says nothing. */
  public static Readout of(Manifest m) {
    if (!m.config().containsKey("readout")) {
      return output();
    }
    String kind = m.config("readout", String.class).toUpperCase(Locale.ROOT);
    List<String> layers = new ArrayList<>();
    if (Kind.valueOf(kind) != Kind.OUTPUT) {
      m.config("layers", List.class).forEach(layer -> layers.add(String.valueOf(layer)));
    }
    return new Readout(Kind.valueOf(kind), layers);
  }

  /** For a manifest's config. */
  public Map<String, Object> config() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("readout", kind.name().toLowerCase(Locale.ROOT));
    config.put("layers", layers);
    return config;
  }

  /** What a script must return for it. */
  List<Value> wanted(ImageNetwork.Activations made) {
    if (kind == Kind.OUTPUT) {
      return List.of(made.logits());
    }
    List<Value> values = new ArrayList<>();
    for (String layer : layers) {
      Value value = made.layers().get(layer);
      if (value == null) {
        throw new IllegalArgumentException(
            "features are read from a layer of the network, but it has no "
                + layer
                + "; it has "
                + made.layers().keySet());
      }
      values.add(value);
    }
    return values;
  }

  /** Features N x width of what the script returned. */
  Tensor rows(List<Tensor> found) {
    return switch (kind) {
      case OUTPUT -> found.get(0);
      case POOLED -> {
        Tensor x = found.get(0);
        yield x.relu().mean(2, 3).reshape(x.size(0), x.size(1));
      }
      case LAYERS -> unit(found);
    };
  }

  private static Tensor unit(List<Tensor> found) {
    long width = found.stream().mapToLong(x -> x.size(1) * x.size(2) * x.size(3)).sum();
    List<Tensor> rows = new ArrayList<>();
    for (Tensor x : found) {
      long places = x.size(2) * x.size(3);
      Tensor direction = x.over(x.square().sum(1).sqrt().plus(EPS));
      rows.add(
          direction
              .times(Math.sqrt((double) width / places))
              .reshape(x.size(0), x.size(1) * places));
    }
    return Tensor.cat(rows, 1);
  }
}
