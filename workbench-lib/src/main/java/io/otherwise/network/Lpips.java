package io.otherwise.network;

import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Script.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How different two images look: a weighted distance of what a classifier's layers make of them.
 *
 * <p>Zhang et al. (2018), <a href="https://arxiv.org/abs/1801.03924">The Unreasonable Effectiveness
 * of Deep Features as a Perceptual Metric</a>, version 0.1 on VGG-16. Keys are those of the
 * authors' module: {@code net.slice1.0} and on are torchvision's {@code features.0} and on, cut
 * after the last activation of each stage; {@code lin0.model.1} and on weigh a stage's channels.
 * Images are in [-1, 1]; the mean and deviation of ImageNet, in that range, are part of the
 * network.
 *
 * @param plan channels of each convolution, by stage; a maximum over 2 x 2 pixels goes before every
 *     stage but the first
 */
public record Lpips(List<List<Integer>> plan) {
  private static final double[] SHIFT = {-0.030, -0.088, -0.188};
  private static final double[] SCALE = {0.458, 0.448, 0.450};

  /** Added to each norm, so that a pixel without any activation divides by no zero. */
  private static final double EPS = 1e-10;

  /**
   * What a comparison computes.
   *
   * @param distance one number for each pair of images
   * @param parts what each stage adds to it
   * @param first the first image's layers, by key
   */
  public record Distance(Value distance, List<Value> parts, Map<String, Value> first) {
    public Distance {
      parts = List.copyOf(parts);
    }
  }

  public Lpips {
    plan = plan.stream().map(List::copyOf).toList();
    boolean empty = plan.isEmpty() || plan.stream().anyMatch(List::isEmpty);
    if (empty || plan.stream().flatMap(List::stream).anyMatch(width -> width < 1)) {
      throw new IllegalArgumentException(
          "LPIPS compares at least 1 stage of at least 1 convolution and channel, but had "
              + plan
              + "; VGG-16 has 2, 2, 3, 3 and 3 convolutions");
    }
  }

  /** The published one on VGG-16, 14.7 million weights. */
  public static Lpips vgg() {
    return new Lpips(
        List.of(
            List.of(64, 64),
            List.of(128, 128),
            List.of(256, 256, 256),
            List.of(512, 512, 512),
            List.of(512, 512, 512)));
  }

  /**
   * Writes the comparison.
   *
   * @param a N x 3 x H x W in [-1, 1], at least 2 to the power of the stages but one on each side
   * @param b as many of the same size
   */
  public Distance between(Layers net, Value a, Value b) {
    Map<String, Value> layers = new LinkedHashMap<>();
    List<Value> ofA = stages(net, a, layers);
    List<Value> ofB = stages(net, b, new LinkedHashMap<>());
    List<Value> parts = new ArrayList<>();
    Value sum = null;
    for (int i = 0; i < plan.size(); i++) {
      Value part = part(net.at("lin" + i), ofA.get(i), ofB.get(i), channels(i));
      parts.add(part);
      sum = sum == null ? part : sum.plus(part);
    }
    return new Distance(sum, parts, layers);
  }

  private long channels(int stage) {
    List<Integer> widths = plan.get(stage);
    return widths.get(widths.size() - 1);
  }

  private List<Value> stages(Layers net, Value image, Map<String, Value> layers) {
    Value x = image.minus(image.channels(SHIFT)).over(image.channels(SCALE));
    layers.put(net.at("scaling_layer").key(), x);
    List<Value> stages = new ArrayList<>();
    long now = 3;
    int number = 0;
    for (int stage = 0; stage < plan.size(); stage++) {
      Layers at = net.at("net").at("slice" + (stage + 1));
      if (stage > 0) {
        x = x.maxPool(2, 2, 0);
        number++;
      }
      for (int width : plan.get(stage)) {
        x = at.at(number).conv(x, now, width, 3, 1, 1).relu();
        now = width;
        number += 2;
      }
      layers.put(at.key(), x);
      stages.add(x);
    }
    return stages;
  }

  /** Equation 1 for one stage: the mean over pixels of sum_c w_c (a_c - b_c)^2 of unit vectors. */
  private static Value part(Layers net, Value a, Value b, long channels) {
    Value difference = unit(a).minus(unit(b)).square();
    Value weighted = net.at("model").at(1).conv(difference, channels, 1, 1, 1, 0, false);
    return weighted.mean(1, 2, 3);
  }

  private static Value unit(Value x) {
    return x.over(x.square().sumKeep(1).sqrt().plus(EPS));
  }
}
