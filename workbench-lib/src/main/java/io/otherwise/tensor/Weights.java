package io.otherwise.tensor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.otherwise.artifact.Sha256;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The weights of one network, in its order, alive until closed. */
public final class Weights implements AutoCloseable {
  private final List<Script.Parameter> parameters;
  private final List<Tensor> tensors;
  private final Scope scope;

  private Weights(List<Script.Parameter> parameters, List<Tensor> tensors, Scope scope) {
    this.parameters = parameters;
    this.tensors = tensors;
    this.scope = scope;
  }

  /**
   * Makes the weights from a source of values.
   *
   * @param values gives the row-major values of a parameter; must have its size
   * @throws IllegalArgumentException if a length does not fit
   */
  public static Weights from(
      List<Script.Parameter> parameters, Function<Script.Parameter, float[]> values) {
    Scope scope = Scope.apart();
    try {
      List<Tensor> tensors = new ArrayList<>();
      for (Script.Parameter p : parameters) {
        tensors.add(Tensor.of(scope, sized(p, values.apply(p)), p.dimensions()));
      }
      return new Weights(List.copyOf(parameters), List.copyOf(tensors), scope);
    } catch (RuntimeException e) {
      scope.close();
      throw e;
    }
  }

  private static float[] sized(Script.Parameter p, float[] values) {
    if (values.length != p.size()) {
      throw new IllegalArgumentException(
          "the network's weight "
              + p.key()
              + " has shape "
              + p.shape()
              + ", but "
              + values.length
              + " values were given; these weights belong to another configuration");
    }
    return values;
  }

  /**
   * Makes the weights from a checkpoint; every key of one must be in the other.
   *
   * @throws IllegalArgumentException naming the keys that are missing or left over
   */
  public static Weights exactly(
      List<Script.Parameter> parameters, Map<String, float[]> checkpoint) {
    List<String> missing =
        parameters.stream()
            .map(Script.Parameter::key)
            .filter(k -> !checkpoint.containsKey(k))
            .toList();
    List<String> known = parameters.stream().map(Script.Parameter::key).toList();
    List<String> surplus = checkpoint.keySet().stream().filter(k -> !known.contains(k)).toList();
    if (!missing.isEmpty() || !surplus.isEmpty()) {
      throw new IllegalArgumentException(
          "checkpoint and network must name the same weights, but missing are "
              + some(missing)
              + " and left over are "
              + some(surplus)
              + "; choose the configuration this file was trained with");
    }
    return from(parameters, p -> checkpoint.get(p.key()));
  }

  private static String some(List<String> keys) {
    int shown = Math.min(keys.size(), 4);
    String more = keys.size() > shown ? " and " + (keys.size() - shown) + " more" : "";
    return keys.isEmpty() ? "none" : keys.subList(0, shown) + more;
  }

  /** The parameters in order. */
  public List<Script.Parameter> parameters() {
    return parameters;
  }

  /** The tensors in order. */
  public List<Tensor> tensors() {
    return tensors;
  }

  /** SHA-256 of keys, shapes and values, whatever file they came from. */
  public String sha256() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < tensors.size(); i++) {
      Script.Parameter p = parameters.get(i);
      lines.append(p.key()).append(' ').append(p.shape()).append(' ');
      lines.append(Sha256.of(bytes(tensors.get(i).floats()))).append('\n');
    }
    return Sha256.of(lines.toString().getBytes(UTF_8));
  }

  private static byte[] bytes(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  @Override
  public void close() {
    scope.close();
  }
}
