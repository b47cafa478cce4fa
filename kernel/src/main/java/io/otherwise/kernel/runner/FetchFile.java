package io.otherwise.kernel.runner;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.Manifest;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** The command line behind {@code environment/fetch}: brings published files, verified. */
public final class FetchFile {
  private static final String ACCEPT = "--accept-licence";
  private static final String USAGE = "usage: environment/fetch NAME... [" + ACCEPT + "]";
  private static final long STEP = 100_000_000;

  private FetchFile() {}

  /** Fetches and ends the process: 0 all are here, 1 one is not, 2 wrong arguments. */
  public static void main(String[] args) {
    System.exit(run(Artifacts.find(), List.of(args), System.err));
  }

  /** As {@link #main}, with the exit code returned. */
  static int run(Artifacts artifacts, List<String> args, PrintStream err) {
    List<String> names = new ArrayList<>(args);
    boolean accept = names.removeIf(ACCEPT::equals);
    if (names.isEmpty() || names.stream().anyMatch(n -> n.startsWith("-"))) {
      err.println(USAGE);
      return 2;
    }
    int code = 0;
    for (String name : names) {
      try {
        code = Math.max(code, fetch(artifacts, name, accept, err));
      } catch (IllegalArgumentException e) {
        err.println(e.getMessage());
        code = 2;
      } catch (UncheckedIOException e) {
        err.println(e.getMessage());
        code = Math.max(code, 1);
      }
    }
    return code;
  }

  private static int fetch(Artifacts artifacts, String name, boolean accept, PrintStream err) {
    Manifest manifest = artifacts.manifest(name);
    if (manifest.fetched() && artifacts.licenceAsks(name)) {
      if (!accept) {
        err.printf(
            "%s is under the licence %s; read it, then run environment/fetch %s %s%n",
            name, manifest.licence(), name, ACCEPT);
        return 1;
      }
      artifacts.acceptLicence(name);
    }
    err.println(artifacts.fetch(name, told(name, err)));
    err.println(artifacts.standing(name).says());
    return 0;
  }

  /** A line each hundred megabytes. */
  private static LongConsumer told(String name, PrintStream err) {
    long[] next = {STEP};
    return bytes -> {
      if (bytes >= next[0]) {
        err.printf("%s: %s MB%n", name, bytes / 1_000_000);
        next[0] = bytes + STEP;
      }
    };
  }
}
