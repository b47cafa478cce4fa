package io.otherwise.artifact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The commit a folder is at, read from its repository's files: no git program is needed. */
final class GitCommit {
  private GitCommit() {}

  /**
   * The commit of the nearest repository at or above a folder; else the build's property {@code
   * otherwise.commit}; else {@code unknown}. Uncommitted changes are not noticed.
   */
  static String of(Path folder) {
    for (Path at = folder.toAbsolutePath(); at != null; at = at.getParent()) {
      Path git = at.resolve(".git");
      if (Files.exists(git)) {
        return read(git).orElseGet(GitCommit::built);
      }
    }
    return built();
  }

  private static String built() {
    return System.getProperty("otherwise.commit", "unknown");
  }

  private static Optional<String> read(Path git) {
    try {
      Path own = Files.isDirectory(git) ? git : pointed(git, "gitdir: ");
      Path common = Files.exists(own.resolve("commondir")) ? shared(own) : own;
      String head = Files.readString(own.resolve("HEAD")).strip();
      if (!head.startsWith("ref: ")) {
        return Optional.of(head);
      }
      return resolve(own, common, head.substring("ref: ".length()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** A linked work tree's .git is a file that names its folder. */
  private static Path pointed(Path file, String prefix) throws IOException {
    String text = Files.readString(file).strip();
    return file.resolveSibling(text.substring(prefix.length())).normalize();
  }

  private static Path shared(Path own) throws IOException {
    return own.resolve(Files.readString(own.resolve("commondir")).strip()).normalize();
  }

  private static Optional<String> resolve(Path own, Path common, String ref) throws IOException {
    for (Path folder : new Path[] {own, common}) {
      if (Files.isRegularFile(folder.resolve(ref))) {
        return Optional.of(Files.readString(folder.resolve(ref)).strip());
      }
    }
    Path packed = common.resolve("packed-refs");
    if (!Files.isRegularFile(packed)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(packed)) {
      return lines
          .filter(line -> line.endsWith(" " + ref))
          .map(line -> line.substring(0, line.indexOf(' ')))
          .findFirst();
    }
  }
}
