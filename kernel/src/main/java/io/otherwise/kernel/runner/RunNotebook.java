package io.otherwise.kernel.runner;

import io.otherwise.kernel.notebook.AtomicFile;
import io.otherwise.kernel.notebook.NotebookFile;
import io.otherwise.kernel.page.HtmlPage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The command line: executes a notebook and writes it as HTML, as .ipynb, or both. Exit code 0: all
 * cells ran; 1: a cell failed, the files show where; 2: wrong arguments or files.
 */
public final class RunNotebook {
  private static final String KERNEL = "io.otherwise.kernel.KernelMain";

  /** Java before 18 takes its character set from the locale, which a bare machine does not set. */
  private static final List<String> OPTIONS = List.of("-Dfile.encoding=UTF-8");

  private static final String USAGE =
      "usage: RunNotebook [--html FILE] [--ipynb FILE] [--timeout SECONDS] [--keep-going] [--kernel KERNEL.JSON] NOTEBOOK";

  private RunNotebook() {}

  /** Runs and ends the process with the exit code. */
  public static void main(String[] args) {
    System.exit(run(List.of(args), System.err));
  }

  /** Runs and returns the exit code; everything a person reads goes to {@code err}. */
  static int run(List<String> args, PrintStream err) {
    try {
      return execute(Options.parse(args), err);
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      err.println(USAGE);
      return 2;
    } catch (IOException e) {
      err.println(e.getMessage());
      return 2;
    }
  }

  private static int execute(Options options, PrintStream err) throws IOException {
    Path file = options.notebook().toAbsolutePath();
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          "a notebook must exist to be run, but %s does not; check its path".formatted(file));
    }
    NotebookFile source = NotebookFile.read(file);
    NotebookRunner runner = new NotebookRunner(options.spec(), options.timeout(), options.goesOn());
    NotebookRunner.Result result = runner.run(source, file.getParent(), err);
    if (options.ipynb() != null) {
      result.notebook().write(options.ipynb());
    }
    if (options.html() != null) {
      AtomicFile.write(options.html(), new HtmlPage(file).render(result.notebook()));
    }
    if (!result.passed()) {
      err.println(options.notebook() + ": " + result.failure());
    }
    return result.passed() ? 0 : 1;
  }

  /** What was asked for; {@code html} and {@code ipynb} are null where they were not. */
  private record Options(
      Path notebook, Path html, Path ipynb, Path kernel, Duration timeout, boolean goesOn) {
    static Options parse(List<String> args) {
      Path notebook = null;
      Path html = null;
      Path ipynb = null;
      Path kernel = null;
      Duration timeout = Duration.ofMinutes(10);
      boolean goesOn = false;
      Deque<String> rest = new ArrayDeque<>(args);
      while (!rest.isEmpty()) {
        String word = rest.pop();
        switch (word) {
          case "--html" -> html = Path.of(value(word, rest));
          case "--ipynb" -> ipynb = Path.of(value(word, rest));
          case "--kernel" -> kernel = Path.of(value(word, rest));
          case "--keep-going" -> goesOn = true;
          case "--timeout" -> timeout = seconds(value(word, rest));
          default -> notebook = notebook(word, notebook);
        }
      }
      if (notebook == null) {
        throw new IllegalArgumentException(
            "one notebook must be named, but none was; add its path");
      }
      return new Options(notebook, html, ipynb, kernel, timeout, goesOn);
    }

    KernelSpec spec() throws IOException {
      return kernel == null ? KernelSpec.ofThisClassPath(KERNEL, OPTIONS) : KernelSpec.read(kernel);
    }

    private static Path notebook(String word, Path before) {
      if (word.startsWith("-") || before != null) {
        throw new IllegalArgumentException(
            "options and one notebook are understood, but there was also '%s'; remove it"
                .formatted(word));
      }
      return Path.of(word);
    }

    private static String value(String option, Deque<String> rest) {
      if (rest.isEmpty()) {
        throw new IllegalArgumentException(
            option + " needs a value, but was the last word; add one");
      }
      return rest.pop();
    }

    private static Duration seconds(String word) {
      if (!word.matches("[1-9][0-9]{0,6}")) {
        throw new IllegalArgumentException(
            "--timeout is a whole number of seconds from 1 on, but was '%s'; 600 suits most notebooks"
                .formatted(word));
      }
      return Duration.ofSeconds(Long.parseLong(word));
    }
  }
}
