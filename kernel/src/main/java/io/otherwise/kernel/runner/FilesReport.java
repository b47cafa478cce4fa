package io.otherwise.kernel.runner;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.Standing;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code environment/doctor} asks here which weights and data sets are present and verified, and
 * {@code environment/doctor files} for each of them by name.
 */
public final class FilesReport {
  private FilesReport() {}

  /** Prints; exit code 1: a file that belongs to the project is missing or broken. */
  @SuppressWarnings("SystemOut")
  public static void main(String[] args) {
    System.exit(run(Artifacts.find(), List.of(args).contains("files"), System.out));
  }

  /**
   * As {@link #main}.
   *
   * @param all whether published files are listed one by one; they may be many gigabytes to hash
   */
  static int run(Artifacts artifacts, boolean all, PrintStream out) {
    List<Manifest> shipped = new ArrayList<>();
    List<Manifest> published = new ArrayList<>();
    for (String name : artifacts.names()) {
      Manifest manifest = artifacts.manifest(name);
      (manifest.source().equals("shipped") ? shipped : published).add(manifest);
    }
    int broken = shipped(artifacts, shipped, out);
    if (all) {
      published.forEach(m -> line(out, m.name(), artifacts.says(artifacts.standing(m.name()))));
    } else {
      line(out, "published", summary(artifacts, published));
    }
    return broken > 0 ? 1 : 0;
  }

  private static int shipped(Artifacts artifacts, List<Manifest> manifests, PrintStream out) {
    int broken = 0;
    for (Manifest manifest : manifests) {
      Standing standing = artifacts.standing(manifest.name());
      if (!standing.usable()) {
        line(out, manifest.name(), artifacts.says(standing));
        broken++;
      }
    }
    int verified = manifests.size() - broken;
    line(out, "weights", verified + " of " + manifests.size() + " shipped files are verified");
    return broken;
  }

  /** Counts without reading what is there. */
  private static String summary(Artifacts artifacts, List<Manifest> published) {
    long here =
        published.stream()
            .filter(m -> artifacts.home().resolve(m.path()).toFile().exists())
            .count();
    return "%s of %s are here; environment/doctor files checks and lists them"
        .formatted(here, published.size());
  }

  private static void line(PrintStream out, String name, String text) {
    out.printf("%-13s %s%n", name + ":", text);
  }
}
