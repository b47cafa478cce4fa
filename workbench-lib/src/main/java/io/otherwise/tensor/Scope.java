package io.otherwise.tensor;

import ai.djl.pytorch.engine.PtNDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Owner of native memory: every tensor made while a scope is the innermost one of its thread is
 * freed when that scope closes, unless it was {@linkplain #keep kept}. A method opens one scope per
 * step, so that nothing of a step outlives it.
 *
 * <pre>{@code
 * try (Scope step = Scope.open()) {
 *   z = step.keepInstead(z, Ddim.step(z, eps));   // now owned by the enclosing scope
 * }
 * }</pre>
 */
public final class Scope implements AutoCloseable {
  private static final ThreadLocal<Scope> INNERMOST = new ThreadLocal<>();
  private static final AtomicLong LIVE = new AtomicLong();
  private static final AtomicLong PEAK = new AtomicLong();

  private final Scope outer;
  private final PtNDManager manager;
  private final List<Tensor> owned = new ArrayList<>();
  private boolean open = true;

  private Scope(Scope outer) {
    this.outer = outer;
    this.manager = Torch.root().newSubManager(Torch.root().getDevice());
  }

  /** Opens a scope inside the innermost one of this thread; close it with try-with-resources. */
  public static Scope open() {
    Scope scope = new Scope(INNERMOST.get());
    INNERMOST.set(scope);
    return scope;
  }

  /** A scope that no thread sees as its innermost one: for weights, which outlive every step. */
  static Scope apart() {
    return new Scope(null);
  }

  static Scope innermost() {
    Scope scope = INNERMOST.get();
    if (scope == null) {
      throw new IllegalStateException(
          "tensors live in a Scope, but none is open on this thread; wrap the work in"
              + " try (Scope s = Scope.open()) { ... }");
    }
    return scope;
  }

  /** How many tensors are alive in this process: flat over the steps of a run, or memory leaks. */
  public static long live() {
    return LIVE.get();
  }

  /** The largest number of tensors ever alive at once. */
  public static long peak() {
    return PEAK.get();
  }

  PtNDManager manager() {
    if (!open) {
      throw new IllegalStateException(
          "this scope is closed and owns nothing more; keep what outlives it with Scope.keep");
    }
    return manager;
  }

  void own(Tensor tensor) {
    owned.add(tensor);
    PEAK.accumulateAndGet(LIVE.incrementAndGet(), Math::max);
  }

  /** Hands a tensor of this scope to the enclosing one; returns it. */
  public Tensor keep(Tensor tensor) {
    if (outer == null) {
      throw new IllegalStateException(
          "this scope has no enclosing scope to hand a tensor to; copy it to the heap instead");
    }
    return moveTo(outer, tensor);
  }

  /**
   * Hands a tensor of this scope to the enclosing one in place of another, which is freed there: a
   * loop over steps then holds one value, not one a step.
   *
   * @param previous what an earlier step kept; null in the first one
   */
  public Tensor keepInstead(Tensor previous, Tensor next) {
    Tensor kept = keep(next);
    if (previous != null && previous != next && outer.owned.remove(previous)) {
      LIVE.decrementAndGet();
      previous.array().close();
    }
    return kept;
  }

  Tensor moveTo(Scope other, Tensor tensor) {
    if (owned.remove(tensor)) {
      tensor.array().attach(other.manager());
      other.owned.add(tensor);
    }
    return tensor;
  }

  /** Frees everything this scope still owns; a second close does nothing. */
  @Override
  public void close() {
    if (!open) {
      return;
    }
    open = false;
    if (INNERMOST.get() == this) {
      INNERMOST.set(outer);
    }
    LIVE.addAndGet(-owned.size());
    owned.clear();
    manager.close();
  }
}
