package io.otherwise.artifact;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server on loopback that misbehaves as it is told; each misbehaviour is used up by a request.
 */
final class FaultyServer implements AutoCloseable {
  /** What to do with a request. */
  interface Fault {
    void answer(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Deque<Fault> faults = new ArrayDeque<>();

  /** Method, address, range and condition of each request. */
  final List<String> heard = Collections.synchronizedList(new ArrayList<>());

  volatile byte[] content;
  volatile String tag = "\"1\"";

  FaultyServer(byte[] content) throws IOException {
    this.content = content;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  String address() {
    return "http://127.0.0.1:" + port();
  }

  FaultyServer then(Fault fault) {
    faults.add(fault);
    return this;
  }

  private void answer(HttpExchange exchange) throws IOException {
    heard.add(
        exchange.getRequestURI()
            + " "
            + exchange.getRequestHeaders().getFirst("Range")
            + " "
            + exchange.getRequestHeaders().getFirst("If-Range"));
    try (exchange) {
      Fault fault;
      synchronized (faults) {
        fault = faults.poll();
      }
      if (fault == null) {
        well(exchange, content.length);
      } else {
        fault.answer(exchange);
      }
    }
  }

  /** As a good server does, but for hanging up after some bytes. */
  void well(HttpExchange exchange, int atMost) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    String condition = exchange.getRequestHeaders().getFirst("If-Range");
    boolean same = condition == null || condition.equals(tag);
    int from = range != null && same ? Integer.parseInt(range.replaceAll("\\D", "")) : 0;
    exchange.getResponseHeaders().add("ETag", tag);
    if (from >= content.length) {
      exchange.getResponseHeaders().add("Content-Range", "bytes */" + content.length);
      exchange.sendResponseHeaders(416, -1);
      return;
    }
    sendFrom(exchange, from, atMost);
  }

  private void sendFrom(HttpExchange exchange, int from, int atMost) throws IOException {
    if (from > 0) {
      String range = "bytes %s-%s/%s".formatted(from, content.length - 1, content.length);
      exchange.getResponseHeaders().add("Content-Range", range);
    }
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from);
    exchange.getResponseBody().write(content, from, Math.min(content.length - from, atMost));
    exchange.getResponseBody().flush();
  }

  Fault hangsUpAfter(int bytes) {
    return exchange -> well(exchange, bytes);
  }

  static Fault status(int status) {
    return exchange -> exchange.sendResponseHeaders(status, -1);
  }

  static Fault redirect(String where) {
    return exchange -> {
      exchange.getResponseHeaders().add("Location", where);
      exchange.sendResponseHeaders(302, -1);
    };
  }

  /** Says a length, sends what it has, and hangs up. */
  Fault saysLength(int length) {
    return exchange -> {
      exchange.sendResponseHeaders(200, length);
      exchange.getResponseBody().write(content, 0, Math.min(length, content.length));
    };
  }

  /** Sends some bytes and then nothing until the server stops. */
  Fault stallsAfter(int bytes) {
    return exchange -> {
      well(exchange, bytes);
      try {
        stop.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  /** No length at all: the body ends when it ends. */
  Fault chunked() {
    return exchange -> {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write(content);
    };
  }

  /** Takes ranges, but not conditions: goes on in whatever it has by now. */
  Fault ignoresConditions() {
    return exchange -> {
      String range = exchange.getRequestHeaders().getFirst("Range");
      int from = Integer.parseInt(range.replaceAll("\\D", ""));
      exchange.getResponseHeaders().add("ETag", tag);
      sendFrom(exchange, from, content.length);
    };
  }

  @Override
  public void close() {
    stop.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
