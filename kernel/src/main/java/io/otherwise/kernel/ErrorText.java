package io.otherwise.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdk.jshell.EvalException;

/**
 * Turns an exception of a cell into what a reader needs: the sentence, the cell and line, and the
 * frames of notebook code. Errors of the caller are shown without the library's inside; for all
 * others the frames above the notebook and the chain of causes follow.
 */
final class ErrorText {
  /** Frames of library code shown above the notebook's, at most. */
  private static final int DEPTH = 24;

  private ErrorText() {}

  /**
   * Describes an exception.
   *
   * @param thrown the exception itself, for its class and message
   * @param located JShell's copy, whose frames name snippets; empty outside of a snippet
   */
  static CellFailure of(Throwable thrown, Optional<EvalException> located) {
    if (thrown instanceof CellStopped) {
      return stopped(located);
    }
    Optional<String> engine = EngineTrouble.sentence(thrown);
    if (engine.isPresent()) {
      String name = "EngineMissing";
      return new CellFailure(
          name, engine.get(), lines(name + ": " + engine.get(), frames(located, true)));
    }
    Throwable shown = unwrapped(thrown);
    boolean brief = isSentence(shown);
    List<String> trace = lines(headline(shown), frames(located, brief));
    if (!brief) {
      causes(thrown, located, trace);
    }
    return new CellFailure(name(shown), message(shown), trace);
  }

  /** Describes an interrupt, whichever exception the interrupted code has made of it. */
  static CellFailure stopped(Optional<EvalException> located) {
    String name = CellStopped.class.getSimpleName();
    String text = "the cell was interrupted";
    return new CellFailure(name, text, lines(name + ": " + text, frames(located, true)));
  }

  /** An unchecked wrapper says nothing that its cause does not say better. */
  private static Throwable unwrapped(Throwable thrown) {
    return thrown instanceof UncheckedIOException e && wraps(e) ? e.getCause() : thrown;
  }

  private static boolean wraps(UncheckedIOException e) {
    return e.getMessage() == null || e.getMessage().equals(String.valueOf(e.getCause()));
  }

  private static boolean isSentence(Throwable e) {
    boolean kind =
        e instanceof IllegalArgumentException
            || e instanceof IllegalStateException
            || e instanceof IOException
            || e instanceof UncheckedIOException;
    return kind && e.getMessage() != null;
  }

  static String name(Throwable e) {
    String simple = e.getClass().getSimpleName();
    return simple.isEmpty() ? e.getClass().getName() : simple;
  }

  /** The message, without the names of the classes that JShell wraps variables in. */
  static String message(Throwable e) {
    return e.getMessage() == null
        ? ""
        : e.getMessage().replaceAll("REPL\\.\\$JShell\\$\\w+\\.", "");
  }

  static String headline(Throwable e) {
    return message(e).isEmpty() ? name(e) : name(e) + ": " + message(e);
  }

  private static List<String> lines(String first, List<String> frames) {
    List<String> all = new ArrayList<>();
    all.add(first);
    all.addAll(frames);
    return all;
  }

  private static void causes(
      Throwable thrown, Optional<EvalException> located, List<String> trace) {
    Throwable cause = thrown.getCause();
    Throwable place = located.map(Throwable::getCause).orElse(null);
    for (int depth = 0; cause != null && depth < 8; depth++) {
      trace.add("Caused by " + headline(cause));
      StackTraceElement[] frames = (place == null ? cause : place).getStackTrace();
      trace.addAll(frames(frames, false));
      cause = cause.getCause();
      place = place == null ? null : place.getCause();
    }
  }

  private static List<String> frames(Optional<EvalException> located, boolean notebookOnly) {
    return located.map(e -> frames(e.getStackTrace(), notebookOnly)).orElse(List.of());
  }

  /** Everything below the last notebook frame is the kernel's own and left out. */
  private static List<String> frames(StackTraceElement[] frames, boolean notebookOnly) {
    int last = -1;
    for (int i = 0; i < frames.length; i++) {
      if (CellId.of(frames[i].getFileName()).isPresent()) {
        last = i;
      }
    }
    List<String> lines = new ArrayList<>();
    for (int i = 0; i <= last; i++) {
      Optional<CellId> cell = CellId.of(frames[i].getFileName());
      if (cell.isPresent()) {
        lines.add("    at " + notebookFrame(cell.get(), frames[i]));
      } else if (!notebookOnly && isUseful(frames[i])) {
        lines.add("    at " + frames[i]);
      }
    }
    return shortened(lines);
  }

  private static boolean isUseful(StackTraceElement frame) {
    return !frame.getClassName().startsWith("jdk.internal.reflect.")
        && !frame.getClassName().startsWith("java.lang.invoke.");
  }

  /** Keeps both ends of a long trace, as of endless recursion. */
  private static List<String> shortened(List<String> lines) {
    if (lines.size() <= DEPTH) {
      return lines;
    }
    List<String> ends = new ArrayList<>(lines.subList(0, DEPTH / 2));
    ends.add("    ... " + (lines.size() - DEPTH) + " more");
    ends.addAll(lines.subList(lines.size() - DEPTH / 2, lines.size()));
    return ends;
  }

  private static String notebookFrame(CellId id, StackTraceElement frame) {
    String place = id.place(frame.getLineNumber());
    String type = frame.getClassName();
    String method = frame.getMethodName();
    if (method.startsWith("lambda$")) {
      method = "a lambda";
    }
    if (method.isEmpty() || method.startsWith("do_it$")) {
      return place;
    }
    boolean topLevel = type.isEmpty() || method.equals("a lambda");
    return place
        + ", "
        + (topLevel ? method : type + "." + method)
        + (method.equals("a lambda") ? "" : "()");
  }
}
