package io.otherwise.artifact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.stream.Stream;

/**
 * Files that a folder put together by hand must hold.
 *
 * @param files where they lie in it, such as {@code images/*.jpg}; {@code *} stands for any letters
 *     of one name
 * @param count how many there are
 */
public record Content(String files, long count) {
  public Content {
    if (files == null || files.isBlank() || files.startsWith("/") || files.contains("..")) {
      throw new IllegalArgumentException(
          "the content of a folder lies inside it, but was \"%s\"; write it as images/*.jpg"
              .formatted(files));
    }
    if (count < 1) {
      throw new IllegalArgumentException(
          "a folder's content is at least 1 file, but %s had %s; count them"
              .formatted(files, count));
    }
  }

  /** How many of them are there, at any number of links. */
  long foundIn(Path folder) {
    Path within = folder.getFileSystem().getPath(files);
    Path start = folder;
    for (Path name : within) {
      if (name.toString().contains("*")) {
        break;
      }
      start = start.resolve(name);
    }
    if (!Files.exists(start)) {
      return 0;
    }
    PathMatcher matcher = folder.getFileSystem().getPathMatcher("glob:" + within);
    try (Stream<Path> all =
        Files.find(
            start,
            within.getNameCount(),
            (path, is) -> is.isRegularFile() && matcher.matches(folder.relativize(path)),
            FileVisitOption.FOLLOW_LINKS)) {
      return all.count();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "a data set's folder must be readable to be counted, but %s is not: %s; check its rights"
              .formatted(folder, e),
          e);
    }
  }

  /** As a sentence has it: {@code 8189 files jpg/*.jpg}, or the name of a single one. */
  @Override
  public String toString() {
    return count == 1 ? files : count + " files " + files;
  }
}
