package io.otherwise.kernel;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the stock IJava kernel needs in order to run our notebooks: the workbench on its class path,
 * and a start-up script with the imports that cells rely on.
 *
 * @param jar the kernel's jar; its libraries lie in {@code lib} beside it
 */
record StockKernel(Path jar) {

  /** The two environment variables that IJava reads. */
  Map<String, String> environment() {
    String libraries = jar.resolveSibling("lib").resolve("*.jar").toString();
    return new TreeMap<>(
        Map.of(
            "IJAVA_CLASSPATH",
            jar + java.io.File.pathSeparator + libraries,
            "IJAVA_STARTUP_SCRIPT",
            startUp(DefaultImports.all())));
  }

  static String startUp(List<String> imports) {
    // The default imports leave our kernel's own package out.
    return String.join(" ", imports) + " " + Notebook.class.getName() + ".attach();";
  }

  /** Lines for a shell: {@code eval "$(java -jar otherwise-kernel.jar --ijava)"}. */
  String exports() {
    return environment().entrySet().stream()
        .map(e -> "export " + e.getKey() + "='" + e.getValue().replace("'", "'\\''") + "'")
        .collect(Collectors.joining("\n"));
  }
}
