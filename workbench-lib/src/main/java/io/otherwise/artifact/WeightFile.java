package io.otherwise.artifact;

import java.nio.file.Path;
import java.util.Set;

/** A file of named tensors, whichever program wrote it; values are read when they are asked for. */
public interface WeightFile {
  /** Where it lies. */
  Path file();

  /** The tensors' names, in the order of the file. */
  Set<String> keys();

  /**
   * How the elements of one tensor are stored.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  DType dtype(String key);

  /** The dimensions of one tensor, outermost first; empty for a scalar. */
  long[] shape(String key);

  /**
   * The elements of one tensor, row-major; F16 and BF16 are widened exactly, F64 is rounded.
   *
   * @throws IllegalArgumentException if the tensor holds integers
   */
  float[] floats(String key);

  /**
   * The elements of one tensor of integers or truth values, row-major.
   *
   * @throws IllegalArgumentException if the tensor holds floats
   */
  long[] longs(String key);

  /**
   * Opens a file as what its first bytes say it is: safetensors, or what torch.save or pickle
   * wrote.
   *
   * @param within names of nested dictionaries, outermost first, see {@link TorchCheckpoint#read}
   * @throws IllegalArgumentException if it is refused, or is safetensors, which has no nested
   *     dictionaries
   * @throws java.io.UncheckedIOException if it is missing or damaged
   */
  static WeightFile open(Path file, String... within) {
    if (!SafeTensorsHeader.begins(file)) {
      return TorchCheckpoint.read(file, within);
    }
    if (within.length > 0) {
      throw new IllegalArgumentException(
          "a safetensors file has no nested dictionaries, but %s was asked for %s; ask for none"
              .formatted(file, String.join(".", within)));
    }
    return SafeTensors.read(file);
  }
}
