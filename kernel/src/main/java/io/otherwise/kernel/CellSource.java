package io.otherwise.kernel;

import java.util.ArrayList;
import java.util.List;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/** Cuts the text of a cell into the snippets that JShell takes one at a time. */
final class CellSource {
  /**
   * One snippet.
   *
   * @param text its source, without leading blank space
   * @param start where it starts in the cell, in characters
   * @param line the line of the cell on which it starts, from 1
   * @param quiet true if a semicolon ends it, so that its value is not shown
   * @param complete false if the cell ends in the middle of it
   */
  record Piece(String text, int start, int line, boolean quiet, boolean complete) {}

  private CellSource() {}

  /** The snippets of a cell, in order; the last may be incomplete. */
  static List<Piece> split(SourceCodeAnalysis analysis, String cell) {
    List<Piece> pieces = new ArrayList<>();
    int at = firstCode(cell, 0);
    while (at < cell.length()) {
      CompletionInfo info = analysis.analyzeCompletion(cell.substring(at));
      if (info.completeness() == Completeness.EMPTY) {
        break;
      }
      Piece piece = piece(cell, at, info);
      pieces.add(piece);
      String rest = piece.complete() ? info.remaining() : "";
      at = firstCode(cell, cell.length() - rest.length());
    }
    return pieces;
  }

  private static Piece piece(String cell, int at, CompletionInfo info) {
    boolean complete = info.completeness() != Completeness.DEFINITELY_INCOMPLETE;
    boolean known = complete && info.source() != null;
    String text = known ? info.source() : cell.substring(at);
    boolean quiet =
        info.completeness() == Completeness.COMPLETE && withoutLastComment(text).endsWith(";");
    return new Piece(text, at, lineOf(cell, at), quiet, complete);
  }

  /** JShell counts a comment behind a statement as part of it. */
  private static String withoutLastComment(String text) {
    String code = text.stripTrailing();
    int line = code.lastIndexOf('\n') + 1;
    int comment = code.endsWith("*/") ? code.lastIndexOf("/*") : lineComment(code, line);
    return comment < 0 ? code : withoutLastComment(code.substring(0, comment));
  }

  /** Where a comment begins on the line that starts at {@code from}; -1 if there is none. */
  private static int lineComment(String code, int from) {
    boolean quoted = false;
    for (int i = from; i < code.length(); i++) {
      if (!quoted && code.startsWith("//", i)) {
        return i;
      }
      boolean escaped = i > from && code.charAt(i - 1) == '\\';
      quoted ^= code.charAt(i) == '"' && !escaped;
    }
    return -1;
  }

  /** The line of a character, from 1. */
  static int lineOf(String cell, int at) {
    return 1 + (int) cell.chars().limit(at).filter(c -> c == '\n').count();
  }

  /**
   * Skips blank space and comments: JShell counts lines from the first line it is given, and gives
   * the first statement line 1 whatever stands before it.
   */
  private static int firstCode(String cell, int from) {
    int at = from;
    while (at < cell.length()) {
      if (Character.isWhitespace(cell.charAt(at)) || cell.charAt(at) == ';') {
        at++;
      } else if (cell.startsWith("//", at)) {
        at = end(cell, "\n", at);
      } else if (cell.startsWith("/*", at) && !cell.startsWith("/**", at)) {
        at = end(cell, "*/", at + 2);
      } else {
        return at;
      }
    }
    return at;
  }

  private static int end(String cell, String mark, int from) {
    int found = cell.indexOf(mark, from);
    return found < 0 ? cell.length() : found + mark.length();
  }
}
