package io.otherwise.tensor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a main class of the tests in a Java process of its own. */
public final class ChildJvm {
  private static final long MINUTES = 5;

  private ChildJvm() {}

  /** What a child printed, and how it ended. */
  public record Ending(int status, String output) {}

  /** Runs to the end; errors are printed among the output. */
  public static Ending run(Class<?> main, String... options)
      throws IOException, InterruptedException {
    return ended(main, start(main, options));
  }

  /** The same under some more variables of the environment. */
  public static Ending run(Map<String, String> environment, Class<?> main, String... options)
      throws IOException, InterruptedException {
    return ended(main, start(environment, main, options));
  }

  private static Ending ended(Class<?> main, Process child)
      throws IOException, InterruptedException {
    String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!child.waitFor(MINUTES, TimeUnit.MINUTES)) {
      child.destroyForcibly();
      throw new IllegalStateException(main.getSimpleName() + " did not end: " + output);
    }
    return new Ending(child.exitValue(), output);
  }

  /** Starts it and leaves it to the caller; errors are printed among the output. */
  public static Process start(Class<?> main, String... options) throws IOException {
    return start(Map.of(), main, options);
  }

  private static Process start(Map<String, String> environment, Class<?> main, String... options)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    // The test runner may start this process with a class path of one jar that lists the others.
    String whole = System.getProperty("java.class.path");
    command.addAll(List.of("-cp", System.getProperty("surefire.test.class.path", whole)));
    command.add(main.getName());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return builder.start();
  }
}
