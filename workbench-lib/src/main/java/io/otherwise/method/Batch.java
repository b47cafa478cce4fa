package io.otherwise.method;

import io.otherwise.explain.Image;
import io.otherwise.explain.Query;
import io.otherwise.model.Classifier;
import io.otherwise.model.Images;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Some queries as arrays: what a method's mathematics sees.
 *
 * @param factuals N x 3 x H x W in [0, 1]
 * @param targets N class indices of the classifier
 * @param noise draws that depend on each query alone
 * @param pictured whether the traces keep pictures
 */
public record Batch(
    List<Query> queries, Tensor factuals, Tensor targets, Noise noise, boolean pictured) {
  /** Lays out queries; refuses targets the classifier does not know. */
  public static Batch of(List<Query> queries, Classifier classifier, Noise noise) {
    long[] indices = queries.stream().mapToLong(q -> classifier.indexOf(q.target())).toArray();
    Tensor factuals = Images.tensor(queries.stream().map(Query::factual).toList());
    return new Batch(queries, factuals, Tensor.of(indices, indices.length), noise, false);
  }

  /**
   * Some of the queries, with the draws they have in the whole batch.
   *
   * @param rows places in this batch
   */
  public Batch only(int... rows) {
    List<Query> some = Arrays.stream(rows).mapToObj(queries::get).toList();
    Tensor at = rows(rows);
    return new Batch(some, factuals.select(0, at), targets.select(0, at), noise.of(rows), pictured);
  }

  /** The same batch, whose traces keep pictures or do not. */
  Batch pictured(boolean value) {
    return new Batch(queries, factuals, targets, noise, value);
  }

  /**
   * What the traces keep of a step: one entry a query, empty where no pictures are kept.
   *
   * @param seen what the classifier sees, N x 3 x H x W in about [0, 1]
   */
  public List<Optional<Image>> pictures(int step, Tensor seen) {
    if (!pictured) {
      return Collections.nCopies(size(), Optional.empty());
    }
    List<String> ids = queries.stream().map(q -> q.id() + "/step " + step).toList();
    return Images.list(seen, ids).stream().map(Optional::of).toList();
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
