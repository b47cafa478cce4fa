package io.otherwise.kernel.runner;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.otherwise.kernel.notebook.NotebookFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Executes all code cells of a notebook in a fresh kernel.
 *
 * @param kernel how the kernel is started
 * @param timeout the longest that one cell may take
 * @param goesOn whether cells run after one that failed
 */
public record NotebookRunner(KernelSpec kernel, Duration timeout, boolean goesOn) {
  /** A cell with this tag may fail: the run goes on, as in nbconvert. */
  static final String RAISES_EXCEPTION = "raises-exception";

  private static final Duration START = Duration.ofSeconds(120);

  /** Checks the timeout. */
  public NotebookRunner {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException(
          "a cell's timeout must be more than 0 s, but was %d s; 600 suits most notebooks"
              .formatted(timeout.toSeconds()));
    }
  }

  /** One that ends at the first cell that fails. */
  public NotebookRunner(KernelSpec kernel, Duration timeout) {
    this(kernel, timeout, false);
  }

  /**
   * An executed notebook.
   *
   * @param notebook the notebook with its outputs
   * @param failure one sentence about the first cell that failed; empty when all cells ran
   */
  public record Result(NotebookFile notebook, String failure) {
    /** Whether every cell ran, or failed as its tag allows. */
    public boolean passed() {
      return failure.isEmpty();
    }
  }

  /**
   * Runs the notebook up to its end, or up to its first unexpected error unless it goes on.
   *
   * @param source the notebook, which stays as it is
   * @param folder the kernel's working directory, usually the notebook's own
   * @param progress gets a line for each cell
   * @throws IOException if the kernel cannot be started
   */
  public Result run(NotebookFile source, Path folder, PrintStream progress) throws IOException {
    NotebookFile notebook = source.copy();
    List<JsonObject> cells =
        notebook.cells().stream()
            .filter(NotebookFile::isCode)
            .peek(NotebookRunner::reset)
            .filter(cell -> !NotebookFile.source(cell).isBlank())
            .toList();
    RunProgress watch = new RunProgress(progress, System.console() != null, cells.size());
    try (KernelProcess process = KernelProcess.start(kernel, folder);
        KernelClient client = new KernelClient(process)) {
      describe(notebook, client.awaitReady(START));
      return new Result(notebook, runCells(client, cells, watch));
    }
  }

  private String runCells(KernelClient client, List<JsonObject> cells, RunProgress progress) {
    CellOutputs outputs = new CellOutputs();
    String first = "";
    for (int i = 0; i < cells.size(); i++) {
      JsonObject cell = cells.get(i);
      outputs.begin(cell);
      progress.begin(cell);
      Ending ending =
          client.execute(NotebookFile.source(cell), timeout, outputs::accept, progress::tick);
      report(ending, outputs);
      outputs.end();
      progress.end(ending);
      boolean allowed = ending == Ending.ERROR && NotebookFile.hasTag(cell, RAISES_EXCEPTION);
      if (ending != Ending.OK && !allowed) {
        String failure = "cell %d of %d failed: %s".formatted(i + 1, cells.size(), lastError(cell));
        first = first.isEmpty() ? failure : first;
        if (!goesOn || ending != Ending.ERROR) {
          return first;
        }
      }
    }
    return first;
  }

  private void report(Ending ending, CellOutputs outputs) {
    if (ending == Ending.TIMED_OUT) {
      outputs.fail(
          "Timeout",
          "a cell may take %d s, but this one was still running; raise --timeout"
              .formatted(timeout.toSeconds()));
    } else if (ending == Ending.DIED) {
      outputs.fail("KernelDied", "the kernel must outlive the cell, but its process ended");
    }
  }

  private static String lastError(JsonObject cell) {
    JsonArray outputs = NotebookFile.outputs(cell);
    for (int i = outputs.size() - 1; i >= 0; i--) {
      JsonObject output = outputs.get(i).getAsJsonObject();
      if (output.has("ename")) {
        return output.get("ename").getAsString() + ": " + output.get("evalue").getAsString();
      }
    }
    return "the kernel gave no reason";
  }

  private static void reset(JsonObject cell) {
    cell.add("outputs", new JsonArray());
    cell.add("execution_count", JsonNull.INSTANCE);
  }

  private static void describe(NotebookFile notebook, JsonObject info) {
    if (info.get("language_info") instanceof JsonObject language) {
      notebook.metadata().add("language_info", language);
    }
  }
}
