package io.otherwise.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.otherwise.artifact.Sha256;
import io.otherwise.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One output of a network that tells several things, as a two-sided decision. The network belongs
 * to whoever opened it.
 *
 * @param column the output
 * @param hash of the network
 * @param outputs images N x 3 x H x W in [0, 1] to N x outputs
 */
record LabelClassifier(
    String name, List<String> classes, int column, String hash, UnaryOperator<Tensor> outputs)
    implements Classifier {
  LabelClassifier {
    classes = List.copyOf(classes);
  }

  @Override
  public String identity() {
    return "%s %s sha256 %s".formatted(name, classes, hash);
  }

  @Override
  public Optional<String> sha256() {
    return Optional.of(Sha256.of("%s %d %s".formatted(classes, column, hash).getBytes(UTF_8)));
  }

  @Override
  public boolean binary() {
    return true;
  }

  @Override
  public Tensor logits(Tensor images) {
    return outputs.apply(images).narrow(1, column, 1).reshape(-1);
  }

  /** Frees nothing. */
  @Override
  public void close() {}
}
