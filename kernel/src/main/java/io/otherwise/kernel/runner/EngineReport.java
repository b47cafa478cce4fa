package io.otherwise.kernel.runner;

import io.otherwise.tensor.Torch;

/** {@code environment/doctor} asks here whether the engine loads, and why not. */
public final class EngineReport {
  private EngineReport() {}

  /** Prints one line; exit code 1: the engine does not load. */
  @SuppressWarnings("SystemOut")
  public static void main(String[] args) {
    try {
      System.out.println(
          Torch.describe() + ", " + Torch.device() + ", " + Torch.threads() + " threads");
    } catch (LinkageError | RuntimeException e) {
      System.out.println(reason(e));
      System.exit(1);
    }
  }

  /** The sentence nearest to the cause that was written for people. */
  static String reason(Throwable error) {
    Throwable told = error;
    while (told.getMessage() == null && told.getCause() != null) {
      told = told.getCause();
    }
    return "does not load: " + told.getMessage();
  }
}
