package io.otherwise.kernel;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ForkJoinWorkerThread;

/**
 * Stands between a thread that evaluates a cell and the cell's own code. A stop request interrupts
 * the thread only inside that code: an interrupt inside the compiler would close the jar files that
 * it reads, for good.
 */
final class CodeGate {
  private Thread inside;
  private Set<Thread> before = Set.of();
  private Thread evaluating;
  private Set<Thread> told = Set.of();

  /** A cell begins on this thread; threads alive now are not the cell's. */
  synchronized void begin() {
    evaluating = Thread.currentThread();
    before = liveThreads();
    told = Set.of();
  }

  /** The cell has ended; its own thread and the shared pool may run notebook code again. */
  synchronized void end() {
    if (evaluating == Thread.currentThread()) {
      evaluating = null;
    }
    Set<Thread> shared = new HashSet<>();
    shared.add(Thread.currentThread());
    told.stream().filter(ForkJoinWorkerThread.class::isInstance).forEach(shared::add);
    StopSignal.spare(shared);
    Thread.interrupted();
  }

  /** This thread is about to run code of the cell. */
  synchronized void enter() {
    StopSignal.poll();
    inside = Thread.currentThread();
  }

  /** This thread has left the code of the cell. */
  synchronized void leave() {
    if (inside == Thread.currentThread()) {
      inside = null;
      Thread.interrupted();
    }
  }

  /** Stops the running cell, the threads it has started and its parallel streams. */
  synchronized void stop() {
    if (evaluating == null) {
      return;
    }
    Set<Thread> threads = liveThreads();
    threads.removeIf(t -> before.contains(t) && !(t instanceof ForkJoinWorkerThread));
    threads.add(evaluating);
    told = threads;
    StopSignal.stop(threads);
    if (inside == evaluating) {
      evaluating.interrupt();
    }
  }

  /** True on a thread whose cell was told to stop. */
  synchronized boolean isStopping() {
    return told.contains(Thread.currentThread());
  }

  private static Set<Thread> liveThreads() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    Thread[] found = new Thread[root.activeCount() * 2 + 16];
    int count = root.enumerate(found);
    return new HashSet<>(Arrays.asList(found).subList(0, count));
  }
}
