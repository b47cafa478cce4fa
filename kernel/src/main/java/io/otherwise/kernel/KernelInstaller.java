package io.otherwise.kernel;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.otherwise.kernel.notebook.AtomicFile;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes the {@code kernel.json} by which Jupyter finds this kernel, with absolute paths. It copies
 * nothing: the specification points at the jar that was run.
 *
 * @param name what Jupyter calls the kernel; {@code java} is the name that IJava uses too
 * @param force true to replace another kernel of that name
 * @param jar the kernel's jar
 */
record KernelInstaller(String name, boolean force, Path jar) {
  private static final String JAR_NAME = "otherwise-kernel.jar";

  KernelInstaller {
    if (!name.matches("[a-zA-Z0-9._-]+")) {
      throw new IllegalArgumentException(
          "a kernel's name has letters, digits, dots, dashes and underscores, but was "
              + name
              + "; choose java");
    }
  }

  /**
   * Reads {@code --install [--name NAME] [--force]}.
   *
   * @throws IllegalArgumentException for other words, or if this is not run from the jar
   */
  static KernelInstaller of(List<String> words) {
    String name = "java";
    boolean force = false;
    List<String> left = new ArrayList<>(words);
    while (!left.isEmpty()) {
      String word = left.remove(0);
      switch (word) {
        case "--install" -> {}
        case "--force" -> force = true;
        case "--name" -> name = left.isEmpty() ? "" : left.remove(0);
        default ->
            throw new IllegalArgumentException(
                "--install takes --name NAME and --force, but was given "
                    + word
                    + "; leave it out");
      }
    }
    return new KernelInstaller(name, force, ownJar());
  }

  /** The jar this runs from. */
  static Path ownJar() {
    try {
      Path code =
          Path.of(KernelMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isRegularFile(code)) {
        return code.toAbsolutePath();
      }
      throw new IllegalArgumentException(
          "the kernel is installed from its jar, but runs from "
              + code
              + "; run java -jar kernel/target/kernelspec/"
              + JAR_NAME
              + " --install");
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * Writes the specification and returns its path.
   *
   * @param environment variables, for the folder of the user
   * @throws IOException if it cannot be written
   * @throws IllegalStateException if another kernel has the name and {@code force} is false
   */
  Path install(Map<String, String> environment) throws IOException {
    Path file = kernels(environment).resolve(name).resolve("kernel.json");
    if (Files.exists(file) && !force && !isOurs(file)) {
      throw new IllegalStateException(
          "a kernel named "
              + name
              + " is there already and is not this one ("
              + file
              + "); replace it with --force or choose another --name");
    }
    Files.createDirectories(file.getParent());
    AtomicFile.write(
        file, new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json()));
    return file;
  }

  private static boolean isOurs(Path file) throws IOException {
    try {
      return JsonParser.parseString(Files.readString(file))
          .getAsJsonObject()
          .getAsJsonArray("argv")
          .asList()
          .stream()
          .anyMatch(word -> word.getAsString().endsWith(JAR_NAME));
    } catch (JsonParseException | IllegalStateException | NullPointerException e) {
      return false;
    }
  }

  private JsonObject json() {
    JsonArray argv = new JsonArray();
    argv.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    argv.add("-jar");
    argv.add(jar.toString());
    argv.add("{connection_file}");
    JsonObject json = new JsonObject();
    json.add("argv", argv);
    json.addProperty("display_name", "Java (Otherwise)");
    json.addProperty("language", "java");
    // A signal would end the JVM; a message lets it stop the cell.
    json.addProperty("interrupt_mode", "message");
    return json;
  }

  /**
   * Jupyter's folder of a user's kernels. The JVM's user.home ignores HOME, so HOME comes first.
   */
  static Path kernels(Map<String, String> environment) {
    Path home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    if (environment.containsKey("JUPYTER_DATA_DIR")) {
      return Path.of(environment.get("JUPYTER_DATA_DIR"), "kernels");
    }
    if (system.contains("mac")) {
      return home.resolve("Library/Jupyter/kernels");
    }
    if (system.contains("windows") && environment.containsKey("APPDATA")) {
      return Path.of(environment.get("APPDATA"), "jupyter", "kernels");
    }
    String data = environment.get("XDG_DATA_HOME");
    Path share = data == null || data.isEmpty() ? home.resolve(".local/share") : Path.of(data);
    return share.resolve("jupyter/kernels");
  }
}
