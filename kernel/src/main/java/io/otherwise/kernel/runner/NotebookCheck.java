package io.otherwise.kernel.runner;

import com.google.gson.JsonParseException;
import io.otherwise.kernel.notebook.NormalForm;
import io.otherwise.kernel.notebook.NotebookFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The command line for the normal form of source notebooks: {@code --check} tells what deviates and
 * fails, {@code --fix} rewrites. Folders stand for the notebooks in them.
 */
public final class NotebookCheck {
  private static final String USAGE = "usage: NotebookCheck --check|--fix NOTEBOOK|FOLDER...";

  private NotebookCheck() {}

  /** Checks or rewrites and ends the process: 0 all normal, 1 some deviate, 2 wrong arguments. */
  public static void main(String[] args) {
    System.exit(run(List.of(args), System.err));
  }

  /** As {@link #main}, with the exit code returned. */
  static int run(List<String> args, PrintStream err) {
    if (args.size() < 2 || !List.of("--check", "--fix").contains(args.get(0))) {
      err.println(USAGE);
      return 2;
    }
    int code = 0;
    for (String name : args.subList(1, args.size())) {
      try {
        for (Path file : notebooks(Path.of(name))) {
          code = Math.max(code, args.get(0).equals("--fix") ? fix(file, err) : check(file, err));
        }
      } catch (IOException | JsonParseException e) {
        err.println(name + ": " + e.getMessage());
        code = 2;
      }
    }
    return code;
  }

  private static int check(Path file, PrintStream err) throws IOException {
    List<String> deviations = NormalForm.deviations(Files.readString(file));
    for (String deviation : deviations) {
      err.printf("%s: %s; run NotebookCheck --fix on it%n", file, deviation);
    }
    return deviations.isEmpty() ? 0 : 1;
  }

  private static int fix(Path file, PrintStream err) throws IOException {
    String normal = NormalForm.of(NotebookFile.read(file)).text();
    if (!normal.equals(Files.readString(file))) {
      NotebookFile.parse(normal).write(file);
      err.println(file + ": rewritten");
    }
    return 0;
  }

  private static List<Path> notebooks(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> files = Files.list(path)) {
      return new ArrayList<>(
          files.filter(file -> file.toString().endsWith(".ipynb")).sorted().toList());
    }
  }
}
