package io.otherwise.tensor;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.cuda.CudaUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The engine: loaded once, offline, with the settings that research on it showed to be needed. */
public final class Torch {
  private static final ThreadLocal<Boolean> PREPARED = ThreadLocal.withInitial(() -> false);

  private Torch() {}

  /** Holds what exists once per process; loading it loads the native library. */
  private static final class Loaded {
    static final Engine ENGINE = load();
    static final Device DEVICE = Settings.ofMachine().device(ENGINE.getGpuCount());
    static final PtNDManager ROOT = (PtNDManager) ENGINE.newBaseManager(DEVICE);

    private static Engine load() {
      // Without this DJL tries to download whatever it believes is missing, and calls home.
      if (System.getProperty("ai.djl.offline") == null) {
        System.setProperty("ai.djl.offline", "true");
      }
      NativeSettings.apply();
      try {
        return Engine.getEngine("PyTorch");
      } catch (RuntimeException | LinkageError e) {
        throw new IllegalStateException(
            "networks run on the PyTorch engine, but it could not be loaded here ("
                + firstLine(e)
                + "); run environment/doctor to see what is missing",
            e);
      }
    }

    private static String firstLine(Throwable e) {
      String text = String.valueOf(e.getMessage());
      return text.lines().findFirst().orElse(text);
    }
  }

  static PtNDManager root() {
    PtNDManager root = Loaded.ROOT;
    prepareThread();
    return root;
  }

  /**
   * The native library keeps these switches per thread: a new thread records graphs by default, and
   * rewrites scripts after two calls, which changes last bits and memory.
   */
  private static void prepareThread() {
    if (!PREPARED.get()) {
      PREPARED.set(true);
      JniUtils.setGradMode(false);
      JniUtils.setGraphExecutorOptimize(false);
    }
  }

  /** Engine name and version, device and threads, for provenance. */
  public static String describe() {
    root();
    return "PyTorch " + Loaded.ENGINE.getVersion() + " through DJL " + Engine.getDjlVersion();
  }

  /** {@code cpu} or {@code cuda:0}. */
  public static String device() {
    root();
    return Loaded.DEVICE.isGpu() ? "cuda:" + Loaded.DEVICE.getDeviceId() : "cpu";
  }

  /** Arithmetic of the products of networks that are opened without a word about it. */
  public static Script.Precision precision() {
    return Settings.ofMachine().precision();
  }

  /** Bytes that a run may still take on the device: what the system calls available; 0: unknown. */
  public static long memoryAtHand() {
    root();
    if (Loaded.DEVICE.isGpu()) {
      MemoryUsage memory = CudaUtils.getGpuMemory(Loaded.DEVICE);
      return memory.getMax() - memory.getCommitted();
    }
    try (Stream<String> lines = Files.lines(Path.of("/proc/meminfo"))) {
      return lines
          .filter(line -> line.startsWith("MemAvailable:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }

  /** Whether this processor has instructions for bfloat16; unknown counts as no. */
  public static boolean multipliesBfloat16() {
    Path processors = Path.of("/proc/cpuinfo");
    try (Stream<String> lines = Files.lines(processors)) {
      return lines.anyMatch(l -> l.startsWith("flags") && l.contains("_bf16"));
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  /** How many threads one operation may use. */
  public static int threads() {
    root();
    return JniUtils.getNumThreads();
  }

  /** Sets how many threads one operation may use; part of the run key of bit-exact experiments. */
  public static void threads(int count) {
    if (count < 1) {
      throw new IllegalArgumentException(
          "the engine needs at least 1 thread, but was given " + count + "; use 1 to share a core");
    }
    root();
    JniUtils.setNumThreads(count);
  }
}
