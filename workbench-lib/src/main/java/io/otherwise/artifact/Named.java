package io.otherwise.artifact;

import java.nio.file.Path;
import java.util.Map;

/** What is said of a tensor that is asked for in vain. */
final class Named {
  private Named() {}

  /**
   * One of a file's tensors.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  static <T> T of(Path file, Map<String, T> tensors, String name) {
    T tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "a tensor is read by a known name, but %s has none named %s among its %s; nearest are %s"
              .formatted(file, name, tensors.size(), Nearest.of(name, tensors.keySet())));
    }
    return tensor;
  }

  /** Refuses to read integers as floats, and floats as integers. */
  static void requireType(Path file, String name, DType dtype, boolean floats) {
    if (dtype.isFloat() != floats) {
      throw new IllegalArgumentException(
          "a tensor is read as what it holds, but %s in %s is %s; use %s"
              .formatted(name, file, dtype, floats ? "longs" : "floats"));
    }
  }
}
