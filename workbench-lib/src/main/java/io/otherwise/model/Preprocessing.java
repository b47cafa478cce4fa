package io.otherwise.model;

import io.otherwise.artifact.Manifest;
import io.otherwise.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a classifier does to an image in [0, 1] before its first layer. Values are never clamped:
 * guidance leaves the range, and a clamp would end its gradient. Published repositories differ in
 * this for the same network, so their flip ratios are not on the same inputs.
 *
 * @param fit how an image gets the side that the network takes
 * @param side pixels of the network's square input; 0 where any size will do
 * @param mean of each channel, subtracted
 * @param deviation of each channel, divided by
 */
public record Preprocessing(Fit fit, int side, List<Double> mean, List<Double> deviation) {
  private static final Pattern WORDS =
      Pattern.compile(
          "(?:any size|(AS_IS|CENTRE_CROP|BILINEAR|BICUBIC) to (\\d+)), minus \\[([-0-9.E, ]+)\\],"
              + " over \\[([-0-9.E, ]+)\\], not clamped");

  /** How an image gets the side that the network takes. */
  public enum Fit {
    /** It must have it already; with side 0 any size will do. */
    AS_IS,
    /** The middle is cut out; nothing is resized (LDCE, CoLa-DCE). */
    CENTRE_CROP,
    /** Bilinear resampling without antialiasing; the aspect is not kept. */
    BILINEAR,
    /** Bicubic resampling without antialiasing; the aspect is not kept (DVCE). */
    BICUBIC
  }

  public Preprocessing {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    if (mean.size() != 3 || deviation.size() != 3 || deviation.stream().anyMatch(d -> !(d > 0))) {
      throw new IllegalArgumentException(
          "mean and deviation have 3 channels and a deviation is above 0, but they were "
              + mean
              + " and "
              + deviation
              + "; ImageNet's are [0.485, 0.456, 0.406] and [0.229, 0.224, 0.225]");
    }
    if (side < 0 || (side == 0 && fit != Fit.AS_IS)) {
      throw new IllegalArgumentException(
          "the side a network takes is at least 1 pixel, but was "
              + side
              + "; most take 224, and 0 with AS_IS stands for any size");
    }
  }

  /** The image as it is, of any size. */
  public static Preprocessing none() {
    return new Preprocessing(Fit.AS_IS, 0, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));
  }

  /** Values in [-1, 1], any size: STEEX's and DiVE's classifiers, and the embedded ones. */
  public static Preprocessing signed() {
    return none().normalised(new double[] {0.5, 0.5, 0.5}, new double[] {0.5, 0.5, 0.5});
  }

  /** LDCE's for ImageNet: the middle 224 x 224 of the picture, ImageNet's mean and deviation. */
  public static Preprocessing imageNet() {
    return none()
        .normalised(new double[] {0.485, 0.456, 0.406}, new double[] {0.229, 0.224, 0.225})
        .fit(Fit.CENTRE_CROP, 224);
  }

  /**
   * What a manifest says in the words of {@link #describe}.
   *
   * @throws IllegalArgumentException if it says it in others
   */
  public static Preprocessing of(Manifest m) {
    Matcher found = WORDS.matcher(m.preprocessing());
    if (!found.matches()) {
      throw new IllegalArgumentException(
          "a manifest says what happens to an image like \"%s\", but %s has \"%s\"; rewrite it"
              .formatted(imageNet().describe(), m.name(), m.preprocessing()));
    }
    Preprocessing any = none().normalised(numbers(found.group(3)), numbers(found.group(4)));
    return found.group(1) == null
        ? any
        : any.fit(Fit.valueOf(found.group(1)), Integer.parseInt(found.group(2)));
  }

  private static double[] numbers(String list) {
    return Arrays.stream(list.split(", ")).mapToDouble(Double::parseDouble).toArray();
  }

  /** Subtracts a mean from each channel and divides by a deviation, both for values in [0, 1]. */
  public Preprocessing normalised(double[] means, double[] deviations) {
    return new Preprocessing(
        fit,
        side,
        Arrays.stream(means).boxed().toList(),
        Arrays.stream(deviations).boxed().toList());
  }

  /** Another way to the network's side. */
  public Preprocessing fit(Fit way, int pixels) {
    return new Preprocessing(way, pixels, mean, deviation);
  }

  /**
   * Prepares a batch.
   *
   * @param images N x 3 x H x W, nominally in [0, 1]
   * @return N x 3 x side x side
   * @throws IllegalArgumentException if the size cannot be had from these images
   */
  public Tensor apply(Tensor images) {
    check(images.shape());
    Tensor fitted =
        switch (fit) {
          case AS_IS -> images;
          case CENTRE_CROP -> cropped(cropped(images, 2), 3);
          case BILINEAR -> images.bilinear(side, side);
          case BICUBIC -> images.bicubic(side, side);
        };
    return fitted.minus(channels(mean)).over(channels(deviation));
  }

  private Tensor cropped(Tensor images, int dimension) {
    return images.narrow(dimension, (images.size(dimension) - side) / 2, side);
  }

  private static Tensor channels(List<Double> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i).floatValue();
    }
    return Tensor.of(floats, 1, floats.length, 1, 1);
  }

  private void check(long... shape) {
    if (shape.length != 4 || shape[1] != 3) {
      throw new IllegalArgumentException(
          "a classifier takes images N x 3 x H x W, but was given "
              + Arrays.toString(shape)
              + "; stack images with Images.tensor");
    }
    boolean fits =
        switch (fit) {
          case AS_IS -> side == 0 || (shape[2] == side && shape[3] == side);
          case CENTRE_CROP -> shape[2] >= side && shape[3] >= side;
          case BILINEAR, BICUBIC -> true;
        };
    if (!fits) {
      throw new IllegalArgumentException(
          "this classifier takes images of "
              + (fit == Fit.AS_IS ? "" : "at least ")
              + side
              + " x "
              + side
              + " pixels, but was given "
              + shape[3]
              + " x "
              + shape[2]
              + "; resize the image first, or let the classifier do it with .resizedTo("
              + side
              + ")");
    }
  }

  /** One line for manifests and tables. */
  public String describe() {
    String size = side == 0 ? "any size" : fit + " to " + side;
    return size + ", minus " + mean + ", over " + deviation + ", not clamped";
  }
}
