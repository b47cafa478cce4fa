package io.otherwise.attribution;

import io.otherwise.explain.Image;
import io.otherwise.explain.Interrupt;
import io.otherwise.model.Images;
import io.otherwise.model.LayeredClassifier;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a channel stands for, told by examples: the pictures of a reference set that activate it
 * most, and where in them it is active. A channel has no name of its own.
 *
 * <p>Motzkus, Hellert and Schmid (2024), <a href="https://arxiv.org/abs/2406.01649">CoLa-DCE</a>,
 * Figures 1 and 4; a picture's activation is the sum over space, as the code has it.
 */
public final class ReferenceSamples {
  /** Pictures a forward pass. */
  private static final int CHUNK = 64;

  private final LayeredClassifier classifier;
  private final String layer;
  private final List<Image> images;
  private final float[][] activations;

  /**
   * One example.
   *
   * @param activation of the channel, summed over space
   * @param where a grey picture of the example's size: 1 where the channel is most active, 0 where
   *     it is not
   */
  public record Example(Image image, double activation, Image where) {}

  private ReferenceSamples(
      LayeredClassifier classifier, String layer, List<Image> images, float[][] activations) {
    this.classifier = classifier;
    this.layer = layer;
    this.images = images;
    this.activations = activations;
  }

  /**
   * Looks at a reference set once; only one number a picture and channel is kept.
   *
   * @param images of one size, at least 1
   */
  public static ReferenceSamples of(
      LayeredClassifier classifier, String layer, List<Image> images) {
    if (images.isEmpty()) {
      throw new IllegalArgumentException(
          "a channel is explained by examples, but the reference set is empty; give some hundred"
              + " pictures of the world");
    }
    List<float[]> rows = new ArrayList<>();
    for (int from = 0; from < images.size(); from += CHUNK) {
      Interrupt.check("after %d of %d references".formatted(from, images.size()));
      List<Image> chunk = images.subList(from, Math.min(images.size(), from + CHUNK));
      try (Scope scope = Scope.open()) {
        Tensor seen = classifier.layered(Images.tensor(chunk), layer).activations();
        rows.addAll(List.of(ConceptGradients.perChannel(seen)));
      }
    }
    return new ReferenceSamples(
        classifier, layer, List.copyOf(images), rows.toArray(float[][]::new));
  }

  /** Where the channels are. */
  public String layer() {
    return layer;
  }

  /** How many pictures were looked at. */
  public int size() {
    return images.size();
  }

  /**
   * The pictures that activate a channel most, the first one most of all; of equal ones the
   * earlier.
   *
   * @param channel from 0
   * @param n at most so many
   */
  public List<Example> top(int channel, int n) {
    check(channel);
    return IntStream.range(0, images.size())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -activations[i][channel]))
        .limit(n)
        .map(i -> new Example(images.get(i), activations[i][channel], where(channel, i)))
        .toList();
  }

  /**
   * The activation of a channel in every picture, summed over space, in the order of the pictures.
   *
   * @param channel from 0
   */
  public double[] activations(int channel) {
    check(channel);
    return Arrays.stream(activations).mapToDouble(row -> row[channel]).toArray();
  }

  private Image where(int channel, int index) {
    Image image = images.get(index);
    try (Scope scope = Scope.open()) {
      Tensor seen = classifier.layered(Images.tensor(List.of(image)), layer).activations();
      Tensor planes = new Places(layer).of(seen, image.height(), image.width());
      Tensor active = planes.narrow(1, channel, 1).relu();
      Tensor share = active.shareOf(active.max(2, 3));
      String id = image.id() + "/channel " + channel;
      return ConceptGradients.localisation(share, 0, 0, id, image.height(), image.width());
    }
  }

  private void check(int channel) {
    int channels = activations[0].length;
    if (channel < 0 || channel >= channels) {
      throw new IllegalArgumentException(
          "the channels of "
              + layer
              + " are 0 to "
              + (channels - 1)
              + ", but "
              + channel
              + " was asked for; choose concepts at the layer of the references");
    }
  }
}
