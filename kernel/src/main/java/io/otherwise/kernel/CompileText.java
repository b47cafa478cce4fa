package io.otherwise.kernel;

import io.otherwise.kernel.CellSource.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.UnresolvedReferenceException;

/** What the compiler has to say about a cell, with the line and a mark under the place. */
final class CompileText {
  private static final String NAME = "CompileError";

  /** What is declared in a cell is public, so a record's constructor has to be. */
  private static final String HIDDEN_CONSTRUCTOR = "stronger access privileges; was public)";

  private CompileText() {}

  /** The errors of a rejected snippet. */
  static CellFailure of(int cell, String code, Piece piece, List<Diag> found) {
    List<Diag> errors = found.stream().filter(Diag::isError).toList();
    if (errors.isEmpty()) {
      return failure(cell, piece.line(), "this is not Java", List.of());
    }
    List<String> trace = new ArrayList<>();
    for (Diag error : errors) {
      int at = Math.min(piece.start() + (int) Math.max(0, error.getPosition()), code.length());
      trace.add((trace.isEmpty() ? NAME + ": " : "") + text(error));
      trace.add("    at In[" + cell + "] line " + CellSource.lineOf(code, at));
      trace.addAll(marked(code, at));
    }
    return new CellFailure(NAME, text(errors.get(0)), trace);
  }

  private static String text(Diag diagnostic) {
    String said = said(diagnostic);
    return said.startsWith("invalid") && said.endsWith(HIDDEN_CONSTRUCTOR)
        ? said + "; declarations of a cell are public: write public before the constructor"
        : said;
  }

  private static String said(Diag diagnostic) {
    return diagnostic
        .getMessage(Locale.ENGLISH)
        .lines()
        .map(String::strip)
        .filter(line -> !line.startsWith("location:"))
        .map(line -> line.replaceAll("^symbol: +", ""))
        .collect(Collectors.joining(", "))
        .replace("cannot find symbol, ", "cannot find symbol: ");
  }

  /** The line of source and a caret under the character. */
  private static List<String> marked(String code, int at) {
    int start = code.lastIndexOf('\n', at - 1) + 1;
    int end = code.indexOf('\n', at);
    String line = code.substring(start, end < 0 ? code.length() : Math.max(start, end));
    String indent = line.substring(0, Math.min(at - start, line.length())).replaceAll("[^\t]", " ");
    return List.of("      " + line, "      " + indent + "^");
  }

  /** A cell that ends in the middle of a statement. */
  static CellFailure incomplete(int cell, Piece piece) {
    return failure(
        cell,
        piece.line(),
        "the cell ends inside the statement that starts here; close its brackets or quotes",
        List.of());
  }

  /** A call of a method whose body refers to names that are not defined yet. */
  static CellFailure undefined(int cell, int line, JShellException exception, JShell shell) {
    if (exception instanceof UnresolvedReferenceException e) {
      DeclarationSnippet called = e.getSnippet();
      String names = shell.unresolvedDependencies(called).collect(Collectors.joining(", "));
      return failure(cell, line, note(called.name(), names), List.of());
    }
    return failure(cell, line, String.valueOf(exception.getMessage()), List.of());
  }

  /** A declaration that could not be made because a name in it is not defined. */
  static CellFailure notDefined(int cell, DeclarationSnippet snippet, String names) {
    int line = CellId.of("#" + snippet.id()).map(CellId::line).orElse(1);
    return failure(cell, line, note(snippet.name(), names), List.of());
  }

  /** The sentence about a declaration that waits for others. */
  static String note(String name, String missing) {
    return name + " refers to what is not defined yet (" + missing + "); define it before use";
  }

  /** True if the compiler ran out of stack; the parser of some versions wraps that up. */
  static boolean ranOutOfStack(Throwable thrown) {
    Throwable e = thrown;
    while (e != null && !(e instanceof StackOverflowError)) {
      e = e.getCause();
    }
    return e != null;
  }

  /** An expression so deep that the compiler ran out of stack on it. */
  static CellFailure outOfStack() {
    String name = StackOverflowError.class.getSimpleName();
    String text = "the compiler ran out of stack on this cell; split its longest expression";
    return new CellFailure(name, text, List.of(name + ": " + text));
  }

  private static CellFailure failure(int cell, int line, String text, List<String> more) {
    List<String> trace = new ArrayList<>();
    trace.add(NAME + ": " + text);
    trace.add("    at In[" + cell + "] line " + line);
    trace.addAll(more);
    return new CellFailure(NAME, text, trace);
  }
}
