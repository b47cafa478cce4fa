package io.otherwise.tensor;

import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

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
  private static final ThreadLocal<Gradients> INNERMOST = new ThreadLocal<>();
  private static final ThreadLocal<Boolean> FORGETTING = ThreadLocal.withInitial(() -> false);

  private final Gradients outer = INNERMOST.get();
  private final boolean on;
  private final boolean before;
  private final Segments segments = new Segments();

  private Gradients(boolean on) {
    Torch.root();
    this.on = on;
    this.before = JniUtils.isGradMode();
    JniUtils.setGradMode(on);
    INNERMOST.set(this);
  }

  /** Starts recording on this thread. */
  public static Gradients record() {
    return new Gradients(true);
  }

  /** Stops recording on this thread until closed: for a forward that needs no graph. */
  public static Gradients pause() {
    return new Gradients(false);
  }

  /**
   * Until it is closed, the networks that this thread records forget what is inside of their parts
   * and run these again when a gradient asks: the graph holds one part at a time, and what the
   * others gave, for one forward more a gradient. Gradients are the same but for rounding. Chen et
   * al. (2016), <a href="https://arxiv.org/abs/1604.06174">Training Deep Nets with Sublinear Memory
   * Cost</a>.
   */
  public static Forgetting forgetting() {
    boolean earlier = FORGETTING.get();
    FORGETTING.set(true);
    return () -> FORGETTING.set(earlier);
  }

  /** Ends what {@link #forgetting} began. */
  @FunctionalInterface
  public interface Forgetting extends AutoCloseable {
    @Override
    void close();
  }

  /** Whether this thread records a graph that forgets. */
  static boolean forgets() {
    Gradients graph = INNERMOST.get();
    return graph != null && graph.on && FORGETTING.get();
  }

  /** Runs a part of a network, as a segment where the graph forgets. */
  static List<Tensor> through(Function<List<Tensor>, List<Tensor>> part, List<Tensor> inputs) {
    return forgets() ? INNERMOST.get().segments.run(part, inputs) : part.apply(inputs);
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
    List<Tensor> all = new ArrayList<>(inputs);
    all.addAll(segments.ends());
    List<Tensor> sums = new ArrayList<>(Ops.calls("vjp", outputs, all, cotangents));
    segments.carryOn(all, sums);
    return List.copyOf(sums.subList(0, inputs.size()));
  }

  @Override
  public void close() {
    INNERMOST.set(outer);
    segments.close();
    JniUtils.setGradMode(before);
  }
}
