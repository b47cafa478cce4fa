package io.otherwise.kernel;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.LogManager;

/**
 * Starts the kernel for a front end, or makes it known to Jupyter.
 *
 * <pre>
 * java -jar otherwise-kernel.jar CONNECTION_FILE
 * java -jar otherwise-kernel.jar --install [--name java] [--force]
 * java -jar otherwise-kernel.jar --ijava          what a stock IJava kernel needs, for a shell
 * </pre>
 */
public final class KernelMain {
  private static final String USAGE =
      "usage: java -jar otherwise-kernel.jar CONNECTION_FILE | --install [--name java] [--force]"
          + " | --ijava";

  private KernelMain() {}

  /** Runs one of the commands; exit code 2 means wrong arguments, 1 a failure. */
  @SuppressWarnings("SystemOut")
  public static void main(String[] args) {
    try {
      List<String> words = List.of(args);
      if (words.contains("--install")) {
        System.out.println("installed " + KernelInstaller.of(words).install(System.getenv()));
      } else if (words.equals(List.of("--ijava"))) {
        System.out.println(new StockKernel(KernelInstaller.ownJar()).exports());
      } else if (words.size() == 1 && !words.get(0).startsWith("-")) {
        serve(Path.of(words.get(0)));
      } else {
        System.err.println(USAGE);
        System.exit(2);
      }
    } catch (IllegalArgumentException | IllegalStateException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    } catch (IOException | GeneralSecurityException e) {
      System.err.println(ErrorText.headline(e));
      System.exit(1);
    }
  }

  private static void serve(Path connectionFile) throws IOException, GeneralSecurityException {
    if (!Files.isRegularFile(connectionFile)) {
      throw new IllegalArgumentException(
          "the kernel starts from a connection file, but there is no file "
              + connectionFile
              + "; let Jupyter start it, or use --install");
    }
    quiet();
    String properties = Files.readString(connectionFile);
    PrintStream log = System.err;
    CompletableFuture<NotebookKernel> made = new CompletableFuture<>();
    CompletableFuture<CellRunner> runner = startRunner(made, log);
    NotebookKernel kernel = new NotebookKernel(runner, KernelMain::leave);
    Notebook.attach((Screen) kernel);
    made.complete(kernel);
    JupyterConnection connection =
        new JupyterConnection(KernelConnectionProperties.parse(properties));
    // Without this the socket drops messages after a thousand, the end of the cell among them.
    connection.getIOPub().setSndHWM(0);
    kernel.becomeHandlerForConnection(connection);
    kernel.takeStandardStreams();
    ProcessHandle.current().parent().ifPresent(p -> p.onExit().thenRun(KernelMain::leave));
    connection.connect();
    connection.waitUntilClose();
  }

  /** JShell starts while the front end still shakes hands. */
  private static CompletableFuture<CellRunner> startRunner(
      CompletableFuture<NotebookKernel> kernel, PrintStream log) {
    CompletableFuture<CellRunner> runner = new CompletableFuture<>();
    Thread starter =
        new Thread(
            () -> {
              try {
                NotebookKernel screen = kernel.join();
                runner.complete(
                    new CellRunner(
                        DefaultImports.all(), value -> Renderers.render(screen.renderer(), value)));
              } catch (RuntimeException | Error e) {
                log.println(ErrorText.headline(e));
                runner.completeExceptionally(e);
              }
            },
            "kernel-start");
    starter.setDaemon(true);
    starter.start();
    return runner;
  }

  /** Drawing needs no display, nothing is fetched, and libraries log only what went wrong. */
  private static void quiet() {
    Map.of("java.awt.headless", "true", "ai.djl.offline", "true")
        .forEach((key, value) -> System.setProperty(key, System.getProperty(key, value)));
    LogManager.getLogManager().getLogger("").setLevel(Level.WARNING);
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, e) -> {
          if (!(e instanceof CellStopped)) {
            System.err.println("in thread " + thread.getName() + ": " + ErrorText.headline(e));
          }
        });
  }

  /** Leaves time for the last messages; ends the process even if a shutdown hook hangs. */
  private static void leave() {
    Thread exit =
        new Thread(
            () -> {
              pause(150);
              Thread hard =
                  new Thread(
                      () -> {
                        pause(2000);
                        Runtime.getRuntime().halt(0);
                      });
              hard.setDaemon(true);
              hard.start();
              System.exit(0);
            },
            "kernel-exit");
    exit.setDaemon(true);
    exit.start();
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
