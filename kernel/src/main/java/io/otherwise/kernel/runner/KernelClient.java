package io.otherwise.kernel.runner;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * The client half of the Jupyter protocol: shell, control and stdin as DEALER, iopub as SUB. Not
 * thread-safe: one thread runs one cell at a time.
 */
final class KernelClient implements AutoCloseable {
  /** How long a cell may take to obey an interrupt, and a finished cell to report idle. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private static final int POLL_MILLIS = 100;

  private final KernelProcess kernel;
  private final Wire wire;
  private final ZContext context = new ZContext();
  private final ZMQ.Socket shell;
  private final ZMQ.Socket control;
  private final ZMQ.Socket stdin;
  private final ZMQ.Socket iopub;
  private final ZMQ.Poller poller;

  KernelClient(KernelProcess kernel) {
    this.kernel = kernel;
    String session = UUID.randomUUID().toString();
    this.wire = new Wire(kernel.connection().key(), session);
    // Shell and stdin share an identity: the kernel sends its questions to whom it runs a cell for.
    shell = dealer(kernel.connection().shell(), session);
    stdin = dealer(kernel.connection().stdin(), session);
    control = dealer(kernel.connection().control(), session);
    iopub = context.createSocket(SocketType.SUB);
    // No limit: a full queue would drop messages, and with them the end of the cell.
    iopub.setRcvHWM(0);
    iopub.subscribe(ZMQ.SUBSCRIPTION_ALL);
    iopub.connect(kernel.connection().iopub());
    poller = context.createPoller(4);
    for (ZMQ.Socket socket : List.of(shell, iopub, stdin, control)) {
      poller.register(socket, ZMQ.Poller.POLLIN);
    }
  }

  /**
   * Waits until the kernel answers and its broadcasts arrive here, which a late subscriber misses.
   *
   * @return the content of the kernel's description of itself
   * @throws IOException if the kernel ends or stays silent
   */
  JsonObject awaitReady(Duration limit) throws IOException {
    long end = System.nanoTime() + limit.toNanos();
    JsonObject[] info = new JsonObject[1];
    boolean[] heard = new boolean[1];
    while (System.nanoTime() < end && kernel.isAlive()) {
      send(shell, "kernel_info_request", new JsonObject());
      long retry = Math.min(end, System.nanoTime() + Duration.ofSeconds(1).toNanos());
      while (System.nanoTime() < retry && kernel.isAlive()) {
        poll(
            m -> heard[0] = true,
            m -> info[0] = m.type().equals("kernel_info_reply") ? m.content() : info[0]);
        if (heard[0] && info[0] != null) {
          return info[0];
        }
      }
    }
    throw new IOException(
        "a kernel must answer within %d s of its start, but this one %s; its last words were: %s"
            .formatted(
                limit.toSeconds(), kernel.isAlive() ? "is silent" : "ended", kernel.lastWords()));
  }

  /**
   * Runs a cell to its end.
   *
   * @param broadcasts gets what the cell shows, in order
   * @param tick is called several times a second while the cell runs
   */
  Ending execute(String code, Duration limit, Consumer<Message> broadcasts, Runnable tick) {
    JsonObject content = new JsonObject();
    content.addProperty("code", code);
    content.addProperty("silent", false);
    content.addProperty("store_history", true);
    content.add("user_expressions", new JsonObject());
    content.addProperty("allow_stdin", false);
    content.addProperty("stop_on_error", true);
    CellWatch watch = new CellWatch(send(shell, "execute_request", content), broadcasts);
    long end = System.nanoTime() + limit.toNanos();
    boolean answered = false;
    boolean timedOut = false;
    while (!watch.isOver()) {
      boolean any = poll(watch::broadcast, watch::reply);
      tick.run();
      if (!any && !kernel.isAlive()) {
        return Ending.DIED;
      }
      if (watch.isAnswered() && !answered) {
        // Only the idle status is missing; a kernel that lost it must not hold up the notebook.
        answered = true;
        end = System.nanoTime() + GRACE.toNanos();
      } else if (System.nanoTime() > end) {
        if (answered || timedOut) {
          break;
        }
        timedOut = true;
        end = System.nanoTime() + GRACE.toNanos();
        send(control, "interrupt_request", new JsonObject());
      }
    }
    return timedOut ? Ending.TIMED_OUT : watch.ending();
  }

  /** Asks the kernel to end. */
  @Override
  public void close() {
    JsonObject content = new JsonObject();
    content.addProperty("restart", false);
    send(control, "shutdown_request", content);
    poller.close();
    for (ZMQ.Socket socket : List.of(shell, control, stdin, iopub)) {
      socket.setLinger(1000);
    }
    context.close();
  }

  /** Hands on every message that has come; waits a moment for the first. */
  private boolean poll(Consumer<Message> broadcasts, Consumer<Message> replies) {
    boolean any = poller.poll(POLL_MILLIS) > 0;
    // Broadcasts first: what a cell showed counts before its reply.
    drain(iopub, broadcasts);
    drain(shell, replies);
    drain(control, m -> {});
    // Nobody sits at a headless run: a question gets an empty answer instead of waiting for ever.
    drain(stdin, m -> answer());
    return any;
  }

  private void answer() {
    JsonObject content = new JsonObject();
    content.addProperty("value", "");
    send(stdin, "input_reply", content);
  }

  private void drain(ZMQ.Socket socket, Consumer<Message> consumer) {
    for (byte[] first = socket.recv(ZMQ.DONTWAIT);
        first != null;
        first = socket.recv(ZMQ.DONTWAIT)) {
      List<byte[]> frames = new ArrayList<>(List.of(first));
      while (socket.hasReceiveMore()) {
        frames.add(socket.recv());
      }
      consumer.accept(wire.decode(frames));
    }
  }

  private String send(ZMQ.Socket socket, String type, JsonObject content) {
    String id = UUID.randomUUID().toString();
    List<byte[]> frames = wire.encode(type, id, content);
    for (int i = 0; i < frames.size(); i++) {
      socket.send(frames.get(i), i + 1 < frames.size() ? ZMQ.SNDMORE : 0);
    }
    return id;
  }

  private ZMQ.Socket dealer(String address, String identity) {
    ZMQ.Socket socket = context.createSocket(SocketType.DEALER);
    socket.setIdentity(identity.getBytes(ZMQ.CHARSET));
    socket.connect(address);
    return socket;
  }
}
