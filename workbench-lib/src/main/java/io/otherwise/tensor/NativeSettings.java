package io.otherwise.tensor;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.util.Map;

/**
 * What the engine's C libraries read once, before they are loaded: how long a thread waits awake,
 * and how memory goes back to the system. No result depends on it, only speed; a variable that the
 * user has set stays.
 */
final class NativeSettings {
  /**
   * Rounds that a waiting thread of libgomp stays awake, some microseconds. A denoiser's operations
   * are so short that threads which sleep at once (0) wake too late to be of use: two threads then
   * are as slow as one. With many (the library's default is millions) a step slows 20-fold where
   * another program has a core. Measured on two cores, one denoiser call, idle and beside a busy
   * program: 45 and 51 ms with 0, 35 and 62 with 400, 27 and 70 with 1,000.
   */
  static final String ROUNDS_AWAKE = "1000";

  /** Up to here memory is kept for the next operation instead of being mapped and zeroed anew. */
  static final int KEPT_BLOCK = 32 << 20;

  /** Free memory at the end of the heap beyond this goes back to the system. */
  static final int KEPT_IN_ALL = 256 << 20;

  private static final String SPIN = "GOMP_SPINCOUNT";

  /** Numbers of the options in malloc.h. */
  private static final int TRIM_THRESHOLD = -1;

  private static final int MMAP_THRESHOLD = -3;

  private NativeSettings() {}

  /** The two functions of the C library. */
  interface C extends Library {
    int setenv(String name, String value, int overwrite);

    int mallopt(int option, int value);
  }

  /** Applies them where the system has such a library. */
  static void apply() {
    try {
      C c = Native.load("c", C.class);
      apply(System.getenv(), c);
    } catch (LinkageError ignored) {
      // Another C library: the engine runs as it does by itself.
    }
  }

  static void apply(Map<String, String> variables, C c) {
    if (!variables.containsKey(SPIN)) {
      c.setenv(SPIN, ROUNDS_AWAKE, 0);
    }
    if (variables.keySet().stream().noneMatch(name -> name.startsWith("MALLOC_"))) {
      c.mallopt(MMAP_THRESHOLD, KEPT_BLOCK);
      c.mallopt(TRIM_THRESHOLD, KEPT_IN_ALL);
    }
  }
}
