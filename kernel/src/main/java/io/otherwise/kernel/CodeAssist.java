package io.otherwise.kernel;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Documentation;

/** Completion, documentation and completeness of code that is being typed. */
record CodeAssist(SourceCodeAnalysis analysis) {
  /**
   * Ways to go on.
   *
   * @param start where the word to replace begins, in characters of the cell
   * @param words the replacements
   */
  record Choices(int start, List<String> words) {}

  /** What could stand at a place of a cell. */
  Choices complete(String cell, int cursor) {
    int from = statementStart(cell, cursor);
    int[] anchor = new int[1];
    List<String> words =
        analysis.completionSuggestions(cell.substring(from, cursor), cursor - from, anchor).stream()
            .map(SourceCodeAnalysis.Suggestion::continuation)
            .distinct()
            .toList();
    return new Choices(from + anchor[0], words);
  }

  /** Signatures and comments of what stands at a place of a cell; empty if nothing is known. */
  Optional<String> inspect(String cell, int cursor, boolean comments) {
    int end = cursor;
    while (end < cell.length() && Character.isJavaIdentifierPart(cell.charAt(end))) {
      end++;
    }
    int from = statementStart(cell, cursor);
    String code = cell.substring(from, end);
    return document(code, comments).or(() -> document(code + "(", comments)).or(() -> type(code));
  }

  private Optional<String> document(String code, boolean comments) {
    List<Documentation> found = analysis.documentation(code, code.length(), comments);
    String text =
        found.stream()
            .map(d -> d.signature() + (d.javadoc() == null ? "" : "\n" + d.javadoc() + "\n"))
            .distinct()
            .collect(Collectors.joining("\n"));
    return text.isBlank() ? Optional.empty() : Optional.of(text);
  }

  private Optional<String> type(String code) {
    int word = code.length();
    while (word > 0 && Character.isJavaIdentifierPart(code.charAt(word - 1))) {
      word--;
    }
    String name = code.substring(word);
    String type = name.isEmpty() ? null : analysis.analyzeType(name, name.length());
    return type == null || type.isEmpty() ? Optional.empty() : Optional.of(type + " " + name);
  }

  /** {@code complete}, {@code invalid}, or the indent of the line that should follow. */
  String completeness(String cell) {
    String rest = cell;
    while (!rest.isBlank()) {
      CompletionInfo info = analysis.analyzeCompletion(rest);
      switch (info.completeness()) {
        case UNKNOWN -> {
          return "invalid";
        }
        case DEFINITELY_INCOMPLETE -> {
          return indent(cell);
        }
        default -> rest = info.remaining() == null ? "" : info.remaining();
      }
    }
    return "complete";
  }

  private static String indent(String cell) {
    String line = cell.substring(cell.stripTrailing().lastIndexOf('\n') + 1);
    String same = line.substring(0, line.length() - line.stripLeading().length());
    return same + (cell.stripTrailing().endsWith("{") ? "    " : "");
  }

  /** Where the statement around the cursor begins: JShell looks at one at a time. */
  private int statementStart(String cell, int cursor) {
    String before = cell.substring(0, cursor);
    int start = 0;
    for (CellSource.Piece piece : CellSource.split(analysis, before)) {
      start = piece.start();
    }
    return start;
  }
}
