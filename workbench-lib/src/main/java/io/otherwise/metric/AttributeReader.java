package io.otherwise.metric;

import io.otherwise.explain.Image;
import io.otherwise.model.AttributeOracle;
import io.otherwise.world.Attribute;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the attributes of the world off pictures; it judges explanations and is never explained.
 */
@FunctionalInterface
public interface AttributeReader {
  /**
   * Reads pictures of one size.
   *
   * @return [image][attribute], probabilities in the order of {@link Attribute#values()}
   */
  double[][] read(List<Image> images);

  /**
   * An oracle as a reader.
   *
   * @throws IllegalArgumentException if the oracle does not tell every attribute
   */
  static AttributeReader of(AttributeOracle oracle) {
    int[] columns =
        Arrays.stream(Attribute.values()).mapToInt(a -> oracle.indexOf(a.key())).toArray();
    return images -> {
      float[][] told = oracle.probabilities(images);
      double[][] read = new double[told.length][];
      for (int i = 0; i < read.length; i++) {
        float[] row = told[i];
        read[i] = Arrays.stream(columns).mapToDouble(column -> row[column]).toArray();
      }
      return read;
    };
  }
}
