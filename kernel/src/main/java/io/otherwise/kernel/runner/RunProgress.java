package io.otherwise.kernel.runner;

import com.google.gson.JsonObject;
import io.otherwise.kernel.notebook.NotebookFile;
import java.io.PrintStream;
import java.util.Locale;

/** Tells how far a run is: one line a cell, which counts the seconds where a person watches. */
final class RunProgress {
  private final PrintStream out;
  private final boolean live;
  private final int cells;
  private int cell;
  private long started;
  private long shown;
  private String title = "";

  /**
   * @param live whether the stream is a terminal, where a line can be rewritten
   * @param cells how many code cells there are
   */
  RunProgress(PrintStream out, boolean live, int cells) {
    this.out = out;
    this.live = live;
    this.cells = cells;
  }

  void begin(JsonObject codeCell) {
    cell++;
    started = System.nanoTime();
    shown = 0;
    title = NotebookFile.source(codeCell).lines().filter(l -> !l.isBlank()).findFirst().orElse("");
    title = title.length() > 60 ? title.substring(0, 59) + "…" : title;
  }

  /** Shows the running seconds, at most once a second. */
  void tick() {
    if (live && seconds() >= shown + 1) {
      shown = (long) seconds();
      out.print("\r" + line(""));
      out.flush();
    }
  }

  void end(Ending ending) {
    String word =
        ending == Ending.OK ? "" : "  " + ending.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    out.println((live ? "\r" : "") + line(word));
    out.flush();
  }

  private String line(String word) {
    return String.format(
        Locale.ROOT, "cell %d of %d %8.1f s  %s%s", cell, cells, seconds(), title, word);
  }

  private double seconds() {
    return (System.nanoTime() - started) / 1e9;
  }
}
