package io.otherwise.artifact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the project's files are.
 *
 * @param root holds {@code data-manifests}; inside a jar when the project was packaged
 * @param store where files are fetched to; the root itself unless that is a jar
 */
record Home(Path root, Path store) {
  static final String MANIFESTS = "data-manifests";

  /** The folder in it for files that others made. */
  static final String PUBLISHED = "published";

  /** The folder in it for what names stand for elsewhere. */
  static final String PROFILES = "profiles";

  /** -Dotherwise.home, OTHERWISE_HOME, a folder around the working directory, the class path. */
  static Home find() {
    String named = System.getProperty("otherwise.home", System.getenv("OTHERWISE_HOME"));
    if (named != null && !named.isBlank()) {
      return at(Path.of(named));
    }
    return around(Path.of("").toAbsolutePath())
        .or(() -> onClassPath(Home.class.getClassLoader(), cache()))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    ("the workbench needs the folder data-manifests, but none is in or "
                            + "above %s; start inside the project or set -Dotherwise.home")
                        .formatted(Path.of("").toAbsolutePath())));
  }

  static Home at(Path root) {
    if (!Files.isDirectory(root.resolve(MANIFESTS))) {
      throw new IllegalArgumentException(
          ("the project's folder holds data-manifests, but %s does not; point "
                  + "otherwise.home at the clone")
              .formatted(root));
    }
    return new Home(root, root);
  }

  static Optional<Home> around(Path start) {
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve(MANIFESTS))) {
        return Optional.of(at(folder));
      }
    }
    return Optional.empty();
  }

  static Optional<Home> onClassPath(ClassLoader loader, Path store) {
    URL found = loader.getResource(MANIFESTS);
    return found == null ? Optional.empty() : Optional.of(new Home(folder(found), store));
  }

  private static Path folder(URL found) {
    try {
      URI uri = found.toURI();
      if (!uri.getScheme().equals("jar")) {
        return Path.of(uri).getParent();
      }
      Path inside = fileSystem(uri).provider().getPath(uri);
      return inside.toAbsolutePath().getParent();
    } catch (URISyntaxException | IOException e) {
      throw new IllegalStateException(
          "packaged manifests must be readable, but %s is not; set -Dotherwise.home to a clone"
              .formatted(found),
          e);
    }
  }

  /** Stays open as long as the program: manifests may be asked for at any time. */
  private static FileSystem fileSystem(URI uri) throws IOException {
    try {
      return FileSystems.newFileSystem(uri, Map.of());
    } catch (FileSystemAlreadyExistsException e) {
      return FileSystems.getFileSystem(uri);
    }
  }

  private static Path cache() {
    return Path.of(System.getProperty("user.home"), ".cache", "otherwise");
  }

  /** Where a file lies or belongs; a packaged one is copied out, since a jar cannot be mapped. */
  Path resolve(Path relative) {
    Path stored = store.resolve(relative.toString());
    Path packaged = root.resolve(relative.toString());
    if (!Files.exists(stored) && Files.isRegularFile(packaged)) {
      AtomicFile.write(stored, out -> Files.copy(packaged, out));
    }
    return stored;
  }

  /** What this project made, or else what others published. */
  Path manifest(String name) {
    Path own = root.resolve(MANIFESTS).resolve(name + ".json");
    Path published = root.resolve(MANIFESTS).resolve(PUBLISHED).resolve(name + ".json");
    return !Files.exists(own) && Files.exists(published) ? published : own;
  }

  /** Names of all manifests, sorted. */
  List<String> names() {
    Path own = root.resolve(MANIFESTS);
    Path published = own.resolve(PUBLISHED);
    return Stream.of(own, published)
        .filter(Files::isDirectory)
        .flatMap(folder -> names(folder).stream())
        .distinct()
        .sorted()
        .toList();
  }

  Path profile(String name) {
    return root.resolve(MANIFESTS).resolve(PROFILES).resolve(name + ".json");
  }

  /** Names of all profiles, sorted. */
  List<String> profiles() {
    Path folder = root.resolve(MANIFESTS).resolve(PROFILES);
    return Files.isDirectory(folder) ? names(folder).stream().sorted().toList() : List.of();
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".json"))
          .map(file -> file.substring(0, file.length() - ".json".length()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "data-manifests must be readable, but %s is not: %s; check its rights"
              .formatted(folder, e),
          e);
    }
  }
}
