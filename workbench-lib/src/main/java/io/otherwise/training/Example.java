package io.otherwise.training;

import io.otherwise.explain.Image;
import java.util.Objects;

/**
 * A picture to learn from.
 *
 * @param label the class that it shows
 */
public record Example(Image image, String label) {
  public Example {
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(label, "label");
  }
}
