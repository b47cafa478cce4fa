package io.otherwise.tensor;

import ai.djl.pytorch.jni.JniUtils;
import java.util.List;

/**
 * The only way to a gradient. Between {@link #record} and {@link #close} operations on leaves build
 * a graph; one forward serves as many cotangents as are asked for.
 *
 * <pre>{@code
 * try (Gradients graph = Gradients.record()) {
 *   Tensor z = graph.leaf(z0);
 *   Tensor image = decode(z);
 *   Tensor ofClass = graph.of(score(image), z);       // two gradients,
 *   Tensor ofDistance = graph.of(distance(image), z); // one forward
 * }
 * }</pre>
 *
 * Gradients are returned, never accumulated, and weights get none unless they are leaves.
 */
public final class Gradients implements AutoCloseable {
  private final boolean before;

  private Gradients(boolean before) {
    this.before = before;
  }

  /** Starts recording on this thread. */
  public static Gradients record() {
    return switchTo(true);
  }

  /** Stops recording on this thread until closed: for a forward that needs no graph. */
  public static Gradients pause() {
    return switchTo(false);
  }

  private static Gradients switchTo(boolean on) {
    Torch.root();
    Gradients state = new Gradients(JniUtils.isGradMode());
    JniUtils.setGradMode(on);
    return state;
  }

  /** A copy of a tensor that gradients can be taken for. */
  public Tensor leaf(Tensor x) {
    return Ops.call("leaf", x);
  }

  /** Gradient of a single-valued tensor for a leaf; zero where it does not depend on it. */
  public Tensor of(Tensor scalar, Tensor leaf) {
    return vjp(List.of(scalar), List.of(leaf), List.of(Tensor.full(1, scalar.shape()))).get(0);
  }

  /**
   * Vector-Jacobian products: for each input the sum over the outputs of cotangent times Jacobian.
   * The graph stays, so it can be asked again.
   */
  public List<Tensor> vjp(List<Tensor> outputs, List<Tensor> inputs, List<Tensor> cotangents) {
    return Ops.calls("vjp", outputs, inputs, cotangents);
  }

  @Override
  public void close() {
    JniUtils.setGradMode(before);
  }
}
