package io.otherwise.kernel;

import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import java.util.List;
import java.util.Map;

/** How the kernel introduces itself. */
final class KernelInfo {
  private static final String PROTOCOL = "5.3";

  private KernelInfo() {}

  static LanguageInfo language() {
    return new LanguageInfo(
        "Java", javaVersion(), "text/x-java-source", ".jshell", "java", "text/x-java", null);
  }

  private static String javaVersion() {
    return Runtime.version().toString();
  }

  static String version() {
    String packaged = KernelInfo.class.getPackage().getImplementationVersion();
    return packaged == null ? "development" : packaged;
  }

  /** The content of a kernel_info_reply. */
  static Map<String, Object> content() {
    Map<String, Object> language =
        Map.of(
            "name", "java",
            "version", javaVersion(),
            "mimetype", "text/x-java-source",
            "file_extension", ".jshell",
            "pygments_lexer", "java",
            "codemirror_mode", "text/x-java");
    return Map.of(
        "status",
        "ok",
        "protocol_version",
        PROTOCOL,
        "implementation",
        "otherwise",
        "implementation_version",
        version(),
        "language_info",
        language,
        "banner",
        "Otherwise " + version() + " on Java " + javaVersion(),
        "help_links",
        List.of());
  }
}
