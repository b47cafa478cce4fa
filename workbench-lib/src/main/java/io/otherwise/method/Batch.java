package io.otherwise.method;

import io.otherwise.explain.Query;
import io.otherwise.model.Classifier;
import io.otherwise.model.Images;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Tensor;
import java.util.List;

/**
 * Some queries as arrays: what a method's mathematics sees.
 *
 * @param factuals N x 3 x H x W in [0, 1]
 * @param targets N class indices of the classifier
 * @param noise draws that depend on each query alone
 */
public record Batch(List<Query> queries, Tensor factuals, Tensor targets, Noise noise) {
  /** Lays out queries; refuses targets the classifier does not know. */
  public static Batch of(List<Query> queries, Classifier classifier, Noise noise) {
    long[] indices = queries.stream().mapToLong(q -> classifier.indexOf(q.target())).toArray();
    Tensor factuals = Images.tensor(queries.stream().map(Query::factual).toList());
    return new Batch(queries, factuals, Tensor.of(indices, indices.length), noise);
  }

  /** Number of queries. */
  public int size() {
    return queries.size();
  }

  /** The names of the target classes. */
  public List<String> targetNames() {
    return queries.stream().map(Query::target).toList();
  }
}
