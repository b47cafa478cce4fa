package io.otherwise.model;

import io.otherwise.explain.Image;
import io.otherwise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Images on the heap to tensors of the engine and back. */
public final class Images {
  private Images() {}

  /**
   * Stacks images of one size.
   *
   * @return N x 3 x H x W in [0, 1]
   * @throws IllegalArgumentException if there are none or the sizes differ
   */
  public static Tensor tensor(List<Image> images) {
    if (images.isEmpty()) {
      throw new IllegalArgumentException(
          "a batch holds at least 1 image, but none was given; pass the images to score");
    }
    Image first = images.get(0);
    int each = Image.CHANNELS * first.height() * first.width();
    float[] values = new float[each * images.size()];
    for (int i = 0; i < images.size(); i++) {
      Image image = images.get(i);
      if (image.height() != first.height() || image.width() != first.width()) {
        throw new IllegalArgumentException(
            "images of one batch have one size, but "
                + first
                + " and "
                + image
                + " differ; resize them or pass them one by one");
      }
      System.arraycopy(image.values(), 0, values, i * each, each);
    }
    return Tensor.of(values, images.size(), Image.CHANNELS, first.height(), first.width());
  }

  /** Clamped images from N x 3 x H x W, under the given ids. */
  public static List<Image> list(Tensor images, List<String> ids) {
    float[] values = images.floats();
    int height = (int) images.size(2);
    int width = (int) images.size(3);
    int each = Image.CHANNELS * height * width;
    List<Image> list = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      float[] one = java.util.Arrays.copyOfRange(values, i * each, (i + 1) * each);
      list.add(Image.clamped(ids.get(i), height, width, one));
    }
    return list;
  }
}
