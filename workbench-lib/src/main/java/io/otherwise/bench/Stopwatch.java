package io.otherwise.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * Time on the wall and time that processors worked for this program; the latter where others run.
 */
record Stopwatch(long wall, long processor) {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  record Seconds(double wall, double processor) {}

  static Stopwatch start() {
    return new Stopwatch(System.nanoTime(), SYSTEM.getProcessCpuTime());
  }

  Seconds seconds() {
    Stopwatch now = start();
    return new Seconds((now.wall - wall) / 1e9, Math.max(1, now.processor - processor) / 1e9);
  }
}
