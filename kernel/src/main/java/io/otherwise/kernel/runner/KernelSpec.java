package io.otherwise.kernel.runner;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a kernel is started.
 *
 * @param argv the command; {@code {connection_file}} stands for the connection file
 * @param environment variables to set beside the inherited ones
 */
public record KernelSpec(List<String> argv, Map<String, String> environment) {
  private static final String CONNECTION_FILE = "{connection_file}";

  /** Copies both and checks that the kernel gets to know its connection file. */
  public KernelSpec {
    argv = List.copyOf(argv);
    environment = Map.copyOf(environment);
    if (argv.stream().noneMatch(word -> word.contains(CONNECTION_FILE))) {
      throw new IllegalArgumentException(
          "a kernel's command must contain {connection_file}, but was %s; add it as the last word"
              .formatted(argv));
    }
  }

  /**
   * Reads a {@code kernel.json} or a folder with one in it.
   *
   * @throws IOException if it cannot be read or is no kernel specification
   */
  public static KernelSpec read(Path path) throws IOException {
    Path file = Files.isDirectory(path) ? path.resolve("kernel.json") : path;
    try {
      JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
      String folder = file.toAbsolutePath().getParent().toString();
      List<String> argv = new ArrayList<>();
      json.getAsJsonArray("argv")
          .forEach(word -> argv.add(word.getAsString().replace("{resource_dir}", folder)));
      Map<String, String> environment = new LinkedHashMap<>();
      if (json.has("env")) {
        json.getAsJsonObject("env")
            .asMap()
            .forEach((name, value) -> environment.put(name, value.getAsString()));
      }
      return new KernelSpec(argv, environment);
    } catch (RuntimeException e) {
      // Gson tells a wrong shape by exceptions of many kinds.
      throw new IOException(
          "kernel.json is a JSON object with a list argv, but %s is not; install the kernel anew"
              .formatted(file),
          e);
    }
  }

  /** A kernel in a fresh JVM with the class path of this one. */
  public static KernelSpec ofThisClassPath(String mainClass, List<String> options) {
    List<String> argv = new ArrayList<>();
    argv.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    argv.addAll(options);
    argv.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass, CONNECTION_FILE));
    return new KernelSpec(argv, Map.of());
  }

  List<String> command(Path connectionFile) {
    return argv.stream()
        .map(word -> word.replace(CONNECTION_FILE, connectionFile.toString()))
        .toList();
  }
}
