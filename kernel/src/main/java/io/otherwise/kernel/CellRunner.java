package io.otherwise.kernel;

import io.otherwise.kernel.CellSource.Piece;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;

/**
 * Evaluates cells, one after the other, with JShell in this process. Knows nothing of Jupyter.
 *
 * <p>All cells run on one thread with a deep stack: libraries that keep a pool of workers for each
 * calling thread then keep one. A cell that does not obey {@link #stop()} within three seconds,
 * because it is inside a library, is given up and the next gets a new thread.
 */
final class CellRunner implements AutoCloseable {
  private final CodeGate gate = new CodeGate();
  private final CellControl control = new CellControl(new CellLoader(), gate);
  private final CellThread thread;
  private final UnaryOperator<Object> rendering;
  private final AtomicInteger serial = new AtomicInteger();
  private final JShell shell;
  private volatile CellId current = new CellId(0, 1);

  /**
   * Starts JShell and the default imports, which takes a second.
   *
   * @param imports import statements for all cells
   * @param rendering turns the value of a cell into what is shown; runs on the cell's thread, so
   *     that a slow drawing can be stopped as well
   */
  CellRunner(List<String> imports, UnaryOperator<Object> rendering) {
    this.rendering = rendering;
    this.thread = new CellThread(gate::stop);
    this.shell =
        JShell.builder()
            .executionEngine(new CellEngine(control), Map.of())
            .idGenerator((snippet, index) -> current.text(serial.incrementAndGet()))
            .compilerOptions("-proc:none", "-Xlint:none")
            .build();
    imports.forEach(shell::eval);
  }

  /**
   * Runs one cell to its end.
   *
   * @param number the cell's number, for messages
   */
  CellResult run(int number, String code) {
    return thread.call(() -> evaluate(number, code), CellRunner::givenUp);
  }

  /** Interrupts the running cell, wherever it is; does nothing if none runs. */
  void stop() {
    thread.stop();
  }

  /** Completion, documentation and completeness of code that is being typed. */
  CodeAssist assist() {
    return new CodeAssist(shell.sourceCodeAnalysis());
  }

  @Override
  public void close() {
    thread.close();
    shell.close();
  }

  private CellResult evaluate(int number, String code) {
    List<String> notes = new ArrayList<>();
    gate.begin();
    try {
      CellResult result = snippets(number, code, notes);
      if (result.failure().isEmpty()) {
        // The last statement may have ended because a thread that it waited for was stopped.
        StopSignal.poll();
      }
      return result;
    } catch (CellStopped e) {
      return CellResult.failed(ErrorText.of(e, Optional.empty()), notes);
    } catch (Throwable e) {
      // Neither the compiler's errors nor a failing toString may take the kernel with them.
      boolean deep = CompileText.ranOutOfStack(e);
      return CellResult.failed(
          deep ? CompileText.outOfStack() : ErrorText.of(e, Optional.empty()), notes);
    } finally {
      control.forget();
      gate.end();
    }
  }

  private CellResult snippets(int number, String code, List<String> notes) throws Exception {
    List<Piece> pieces = CellSource.split(shell.sourceCodeAnalysis(), code);
    Map<String, DeclarationSnippet> open = new LinkedHashMap<>();
    for (int i = 0; i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      if (!piece.complete()) {
        return CellResult.failed(CompileText.incomplete(number, piece), notes);
      }
      StopSignal.poll();
      control.forget();
      current = new CellId(number, piece.line());
      boolean last = i == pieces.size() - 1;
      for (SnippetEvent event : shell.eval(piece.text())) {
        track(event, open);
        Optional<CellFailure> failure = failure(event, number, code, piece);
        if (failure.isPresent()) {
          return CellResult.failed(failure.get(), notes);
        }
        if (event.causeSnippet() == null && isValue(event.snippet())) {
          Optional<Object> shown = finish(event.snippet(), last && !piece.quiet());
          if (last) {
            notes.addAll(unresolved(open));
            return new CellResult(shown, Optional.empty(), notes);
          }
        }
      }
    }
    return leftOver(number, open, notes);
  }

  /** Renders the value if it is to be shown, and lets go of it. */
  private Optional<Object> finish(Snippet snippet, boolean show) {
    Optional<CellControl.Outcome> outcome = control.outcome();
    try {
      return show ? outcome.map(o -> rendered(o.value())) : Optional.empty();
    } finally {
      if (snippet.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND) {
        outcome.ifPresent(o -> CellControl.clear(o.owner(), ((VarSnippet) snippet).name()));
        control.forget();
        shell.drop(snippet);
      }
    }
  }

  /** An endless toString is the value's fault and must not look like the compiler's. */
  private Object rendered(Object value) {
    try {
      return rendering.apply(value);
    } catch (StackOverflowError e) {
      throw new IllegalStateException(
          "showing a value calls its toString(), but that of "
              + value.getClass().getName()
              + " ran out of stack; does it call itself?");
    }
  }

  private static boolean isValue(Snippet snippet) {
    return switch (snippet.subKind()) {
      case TEMP_VAR_EXPRESSION_SUBKIND, VAR_VALUE_SUBKIND, OTHER_EXPRESSION_SUBKIND -> true;
      default -> false;
    };
  }

  private Optional<CellFailure> failure(SnippetEvent event, int number, String code, Piece piece) {
    if (event.causeSnippet() == null && event.status() == Status.REJECTED) {
      return Optional.of(
          CompileText.of(number, code, piece, shell.diagnostics(event.snippet()).toList()));
    }
    if (event.exception() == null) {
      return Optional.empty();
    }
    Optional<Throwable> thrown = control.outcome().flatMap(CellControl.Outcome::thrown);
    if (event.exception() instanceof EvalException located) {
      if (gate.isStopping()) {
        return Optional.of(ErrorText.stopped(Optional.of(located)));
      }
      return Optional.of(ErrorText.of(thrown.orElse(located), Optional.of(located)));
    }
    return Optional.of(CompileText.undefined(number, piece.line(), event.exception(), shell));
  }

  /** Remembers declarations that still refer to undefined names, and forgets those that do not. */
  private static void track(SnippetEvent event, Map<String, DeclarationSnippet> open) {
    boolean recoverable =
        event.status() == Status.RECOVERABLE_DEFINED
            || event.status() == Status.RECOVERABLE_NOT_DEFINED;
    if (recoverable && event.snippet() instanceof DeclarationSnippet declaration) {
      open.put(declaration.id(), declaration);
    } else {
      open.remove(event.snippet().id());
    }
  }

  private CellResult leftOver(
      int number, Map<String, DeclarationSnippet> open, List<String> notes) {
    notes.addAll(unresolved(open));
    for (DeclarationSnippet each : open.values()) {
      if (shell.status(each) == Status.RECOVERABLE_NOT_DEFINED) {
        return CellResult.failed(CompileText.notDefined(number, each, missing(each)), List.of());
      }
    }
    return new CellResult(Optional.empty(), Optional.empty(), notes);
  }

  private List<String> unresolved(Map<String, DeclarationSnippet> open) {
    return open.values().stream()
        .map(each -> CompileText.note(each.name(), missing(each)))
        .toList();
  }

  private String missing(DeclarationSnippet snippet) {
    return shell.unresolvedDependencies(snippet).collect(Collectors.joining(", "));
  }

  private static CellResult givenUp(Thread busy) {
    StackTraceElement[] frames = busy.getStackTrace();
    String where = frames.length == 0 ? "a library" : frames[0].toString();
    String text =
        "the cell was interrupted but did not stop within 3 s, it is in "
            + where
            + "; it goes on in the background, restart the kernel to end it";
    return CellResult.failed(
        new CellFailure("CellStopped", text, List.of("CellStopped: " + text)), List.of());
  }
}
