package io.otherwise.method;

import io.otherwise.explain.Query;
import io.otherwise.model.Classifier;
import io.otherwise.model.Images;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Tensor;
import java.util.Arrays;
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

  /**
   * Some of the queries, with the draws they have in the whole batch.
   *
   * @param rows places in this batch
   */
  public Batch only(int... rows) {
    List<Query> some = Arrays.stream(rows).mapToObj(queries::get).toList();
    Tensor at = rows(rows);
    return new Batch(some, factuals.select(0, at), targets.select(0, at), noise.of(rows));
  }

  /** Places in a batch as a tensor. */
  static Tensor rows(int... rows) {
    return Tensor.of(Arrays.stream(rows).asLongStream().toArray(), rows.length);
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
