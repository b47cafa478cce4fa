package io.otherwise.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.otherwise.artifact.Sha256;
import io.otherwise.explain.Image;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Query;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Neighbouring queries that are computed together, always the same ones: float sums depend on the
 * company a query is in.
 *
 * @param key 16 hexadecimal digits of SHA-256 over ids, targets, labels and pixels, in order
 */
record QueryBatch(Queries queries, String key) {
  /** Cuts a list into batches; the last one may be smaller. */
  static List<QueryBatch> cut(Queries queries, int size) {
    List<QueryBatch> batches = new ArrayList<>();
    for (int from = 0; from < queries.size(); from += size) {
      Queries some = queries.skip(from).take(size);
      batches.add(new QueryBatch(some, key(some)));
    }
    return batches;
  }

  int size() {
    return queries.size();
  }

  private static String key(Queries queries) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Query query : queries) {
      Image factual = query.factual();
      put(all, query.id());
      put(all, query.target());
      put(all, query.trueLabel().map(label -> "is " + label).orElse("unknown"));
      put(all, factual.id());
      all.writeBytes(
          ByteBuffer.allocate(8).putInt(factual.height()).putInt(factual.width()).array());
      all.writeBytes(ImageFormat.floats(factual));
    }
    return Sha256.of(all.toByteArray()).substring(0, RunKey.DIGITS);
  }

  /** Lengths go in too: "ab", "c" and "a", "bc" are different. */
  private static void put(ByteArrayOutputStream all, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    all.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
    all.writeBytes(bytes);
  }
}
