package io.otherwise.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.otherwise.artifact.Json;
import io.otherwise.artifact.Sha256;
import java.util.List;
import java.util.Map;

/**
 * All that decides the bytes of a run's answers, apart from the queries; the content of {@code
 * run.json}.
 *
 * @param format version of the store's files
 * @param networks hash by name of the files behind the networks
 * @param about what else the caller says decides the answers
 * @param microBatch queries computed together: the order of float sums depends on it
 * @param threads of one engine operation, for the same reason
 */
record RunKey(
    int format,
    String method,
    Map<String, Object> hyperparameters,
    long seed,
    Map<String, String> networks,
    List<String> about,
    int microBatch,
    int threads) {
  static final int DIGITS = 16;

  /** 16 hexadecimal digits of SHA-256 over the canonical JSON. */
  String id() {
    return Sha256.of(Json.canonical(this).getBytes(UTF_8)).substring(0, DIGITS);
  }
}
