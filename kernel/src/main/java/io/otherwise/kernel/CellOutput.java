package io.otherwise.kernel;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

/**
 * Gathers what is printed and hands it on in pieces: 50 ms or 16 KB, whichever is first. One
 * message a line would overrun every front end.
 */
final class CellOutput implements AutoCloseable {
  private static final int PIECE_BYTES = 16 << 10;
  private static final long PERIOD_MILLIS = 50;

  /** Time given to the reader for each full piece: endless printing must not fill the memory. */
  private static final long PAUSE_NANOS = 1_000_000;

  private final BiConsumer<String, String> reader;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
  private final Thread flusher = new Thread(this::flushNowAndThen, "cell-output");
  private String pendingStream = "stdout";

  /**
   * @param reader gets the stream's name ({@code stdout} or {@code stderr}) and text, in order
   */
  CellOutput(BiConsumer<String, String> reader) {
    this.reader = reader;
    flusher.setDaemon(true);
    flusher.start();
  }

  /** A stream to print to; {@code name} is {@code stdout} or {@code stderr}. */
  PrintStream stream(String name) {
    return new PrintStream(new Pieces(name), false, StandardCharsets.UTF_8);
  }

  /** Hands on what is there. */
  synchronized void flush() {
    send(pending.size());
  }

  private synchronized boolean take(String name, byte[] bytes, int from, int count) {
    if (!name.equals(pendingStream)) {
      send(pending.size());
      pendingStream = name;
    }
    pending.write(bytes, from, count);
    boolean full = pending.size() >= PIECE_BYTES;
    if (full) {
      send(wholeCharacters());
    }
    return full;
  }

  private void send(int count) {
    if (count == 0) {
      return;
    }
    byte[] bytes = pending.toByteArray();
    pending.reset();
    pending.write(bytes, count, bytes.length - count);
    reader.accept(pendingStream, new String(bytes, 0, count, StandardCharsets.UTF_8));
  }

  /** How many bytes do not end inside a character. */
  private int wholeCharacters() {
    byte[] bytes = pending.toByteArray();
    int start = bytes.length - 1;
    while (start > 0 && bytes.length - start < 4 && (bytes[start] & 0xC0) == 0x80) {
      start--;
    }
    int lead = bytes[start] & 0xFF;
    int length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    return start + length > bytes.length ? start : bytes.length;
  }

  private void flushNowAndThen() {
    try {
      while (true) {
        Thread.sleep(PERIOD_MILLIS);
        flush();
      }
    } catch (InterruptedException e) {
      flush();
    }
  }

  @Override
  public void close() {
    flusher.interrupt();
  }

  private final class Pieces extends OutputStream {
    private final String name;

    Pieces(String name) {
      this.name = name;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
      if (take(name, bytes, from, count)) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }
}
