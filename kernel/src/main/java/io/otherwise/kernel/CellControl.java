package io.otherwise.kernel;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Optional;
import jdk.jshell.execution.DirectExecutionControl;

/**
 * Runs the compiled snippets in this process and keeps what JShell would throw away: the value as
 * an object, where JShell wants its text, and the exception itself, where JShell wants its name.
 */
final class CellControl extends DirectExecutionControl {
  /** What the last snippet of a thread left behind. */
  record Outcome(Class<?> owner, Object value, Optional<Throwable> thrown) {}

  private final CodeGate gate;

  /** By thread, because a cell that was given up may still end while the next one runs. */
  private final ThreadLocal<Outcome> outcomes = new ThreadLocal<>();

  CellControl(CellLoader loader, CodeGate gate) {
    super(loader);
    this.gate = gate;
  }

  @Override
  protected String invoke(Method snippet) throws Exception {
    outcomes.remove();
    Class<?> owner = snippet.getDeclaringClass();
    try {
      gate.enter();
      outcomes.set(new Outcome(owner, snippet.invoke(null), Optional.empty()));
    } catch (InvocationTargetException e) {
      outcomes.set(new Outcome(owner, null, Optional.of(e.getCause())));
      throw e;
    } catch (CellStopped e) {
      outcomes.set(new Outcome(owner, null, Optional.of(e)));
      throw new InvocationTargetException(e);
    } finally {
      gate.leave();
    }
    return "";
  }

  /** What the last snippet of this thread left behind; empty if it ran nothing. */
  Optional<Outcome> outcome() {
    return Optional.ofNullable(outcomes.get());
  }

  /** Forgets the last value of this thread, so that nothing holds on to it. */
  void forget() {
    outcomes.remove();
  }

  /**
   * Sets a variable of a snippet that is being dropped to null. JShell keeps the class, and with it
   * the static field, for ever: without this every shown value would stay in memory.
   */
  static void clear(Class<?> owner, String variable) {
    try {
      Field field = owner.getDeclaredField(variable);
      if (!field.getType().isPrimitive() && !Modifier.isFinal(field.getModifiers())) {
        field.setAccessible(true);
        field.set(null, null);
      }
    } catch (ReflectiveOperationException e) {
      // Not a variable of that class: there is nothing to release.
      return;
    }
  }
}
