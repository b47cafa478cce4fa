package io.otherwise.kernel;

import java.util.Optional;

/**
 * The identity given to each snippet. JShell prints it as the file name of a stack frame, so the
 * cell and the line travel in it and no table is needed.
 *
 * @param cell the number of the cell, as in {@code In[7]}
 * @param line the line of the cell on which the snippet starts, from 1
 */
record CellId(int cell, int line) {
  /** The text JShell keeps; {@code serial} makes it unique. */
  String text(int serial) {
    return "cell-" + cell + "-" + line + "-" + serial;
  }

  /** Reads the file name of a stack frame; empty if the frame is not of a notebook. */
  static Optional<CellId> of(String file) {
    if (file == null || !file.startsWith("#cell-")) {
      return Optional.empty();
    }
    String[] parts = file.split("-", -1);
    return Optional.of(new CellId(Integer.parseInt(parts[1]), Integer.parseInt(parts[2])));
  }

  /** The line of the cell for a line of the snippet, both from 1. */
  int lineOfCell(int lineOfSnippet) {
    return line + lineOfSnippet - 1;
  }

  /** {@code In[7] line 3}. */
  String place(int lineOfSnippet) {
    return "In[" + cell + "] line " + lineOfCell(lineOfSnippet);
  }
}
