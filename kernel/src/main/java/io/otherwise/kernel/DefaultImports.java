package io.otherwise.kernel;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What every cell can name without an import: common packages of the JDK, charts, tables, the
 * helpers of {@link Notebook} and all public packages of the workbench.
 *
 * <p>Where two packages have a class of one name, the name means the workbench's: such classes get
 * an import of their own, which wins over imports of packages. Among the workbench's packages the
 * order of {@link #WORKBENCH} decides. A cell that wants the other class imports it by name.
 */
final class DefaultImports {
  /** Packages that are not ours. */
  static final List<String> COMMON =
      List.of(
          "java.util",
          "java.util.function",
          "java.util.stream",
          "java.io",
          "java.nio.file",
          "org.knowm.xchart",
          "tech.tablesaw.api");

  /** Our packages, the first having precedence; those that do not exist are passed over. */
  static final List<String> WORKBENCH =
      List.of(
          "io.otherwise",
          "io.otherwise.explain",
          "io.otherwise.method",
          "io.otherwise.metric",
          "io.otherwise.model",
          "io.otherwise.world",
          "io.otherwise.diffusion",
          "io.otherwise.guidance",
          "io.otherwise.attribution",
          "io.otherwise.target",
          "io.otherwise.experiment",
          "io.otherwise.show",
          "io.otherwise.image",
          "io.otherwise.tensor");

  private DefaultImports() {}

  /** The import statements, for the class path of this process. */
  static List<String> all() {
    List<String> imports = new ArrayList<>();
    for (String each : COMMON) {
      if (each.startsWith("java.") || !classes(each).isEmpty()) {
        imports.add("import " + each + ".*;");
      }
    }
    imports.add("import static " + Notebook.class.getName() + ".*;");
    imports.add("import static io.otherwise.explain.Seed.seed;");
    imports.addAll(workbench());
    return imports;
  }

  private static List<String> workbench() {
    List<String> imports = new ArrayList<>();
    Map<String, String> first = new LinkedHashMap<>();
    List<String> contested = new ArrayList<>();
    for (String each : WORKBENCH) {
      List<String> names = classes(each);
      if (!names.isEmpty()) {
        imports.add("import " + each + ".*;");
      }
      for (String name : names) {
        boolean taken = first.putIfAbsent(name, each) != null;
        if (taken || isCommon(name)) {
          contested.add(name);
        }
      }
    }
    contested.stream()
        .distinct()
        .map(name -> "import " + first.get(name) + "." + name + ";")
        .forEach(imports::add);
    return imports;
  }

  private static boolean isCommon(String name) {
    return COMMON.stream().anyMatch(p -> load(p + "." + name) != null);
  }

  /** The simple names of the public classes of a package, sorted. */
  static List<String> classes(String packageName) {
    String folder = packageName.replace('.', '/');
    List<String> names = new ArrayList<>();
    try {
      for (URL url : Collections.list(DefaultImports.class.getClassLoader().getResources(folder))) {
        names.addAll(classesAt(url, folder));
      }
    } catch (IOException | URISyntaxException e) {
      // An unreadable entry of the class path offers nothing to import.
      return List.of();
    }
    return names.stream()
        .filter(name -> !name.contains("$") && !name.contains("-"))
        .filter(name -> isPublic(packageName + "." + name))
        .sorted()
        .distinct()
        .toList();
  }

  private static List<String> classesAt(URL url, String folder)
      throws IOException, URISyntaxException {
    if (url.getProtocol().equals("file")) {
      try (Stream<Path> files = Files.list(Path.of(url.toURI()))) {
        return files.map(f -> f.getFileName().toString()).flatMap(f -> simple(f)).toList();
      }
    }
    URLConnection connection = url.openConnection();
    if (!(connection instanceof JarURLConnection jar)) {
      return List.of();
    }
    String start = folder + "/";
    return jar.getJarFile().stream()
        .map(entry -> entry.getName())
        .filter(name -> name.startsWith(start) && name.indexOf('/', start.length()) < 0)
        .flatMap(name -> simple(name.substring(start.length())))
        .toList();
  }

  private static Stream<String> simple(String file) {
    return file.endsWith(".class") ? Stream.of(file.substring(0, file.length() - 6)) : Stream.of();
  }

  private static boolean isPublic(String name) {
    Class<?> found = load(name);
    return found != null && java.lang.reflect.Modifier.isPublic(found.getModifiers());
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, DefaultImports.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }
}
