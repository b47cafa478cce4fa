package io.otherwise.kernel.runner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A running kernel: its process, its connection and what it printed outside of any cell. */
final class KernelProcess implements AutoCloseable {
  private static final int LOG_LINES = 12;

  private final Process process;
  private final Connection connection;
  private final Path connectionFile;
  private final Path log;
  private final Thread reaper;

  private KernelProcess(Process process, Connection connection, Path connectionFile, Path log) {
    this.process = process;
    this.connection = connection;
    this.connectionFile = connectionFile;
    this.log = log;
    // Control-C on the runner must not leave a kernel behind.
    this.reaper = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(reaper);
  }

  /** Starts the kernel in the folder, as Jupyter starts it in the notebook's. */
  static KernelProcess start(KernelSpec spec, Path folder) throws IOException {
    Connection connection = Connection.free();
    Path file = connection.write();
    Path log = Files.createTempFile("kernel-", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(spec.command(file))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(spec.environment());
    Process process = builder.start();
    process.getOutputStream().close();
    return new KernelProcess(process, connection, file, log);
  }

  Connection connection() {
    return connection;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** The last lines that the kernel wrote to its own standard output and error. */
  String lastWords() {
    try {
      List<String> lines =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    } catch (IOException e) {
      return "";
    }
  }

  /** Waits for the kernel to end by itself, then ends it. */
  @Override
  public void close() throws IOException {
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().removeShutdownHook(reaper);
    Files.deleteIfExists(connectionFile);
    Files.deleteIfExists(log);
  }
}
