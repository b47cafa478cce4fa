package io.otherwise.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** {@code System.in} of a cell: each time it runs dry, the front end is asked for a line. */
final class CellInput extends InputStream {
  /** Asks for one line, with its end. */
  @FunctionalInterface
  interface Question {
    /**
     * @throws IOException if the front end cannot be asked
     */
    String line() throws IOException;
  }

  private final Question question;
  private byte[] line = {};
  private int at;

  CellInput(Question question) {
    this.question = question;
  }

  @Override
  public synchronized int read() throws IOException {
    if (at == line.length) {
      line = question.line().getBytes(StandardCharsets.UTF_8);
      at = 0;
    }
    return at == line.length ? -1 : line[at++] & 0xFF;
  }

  /** Never waits for a second line: a reader with a buffer gets what was typed. */
  @Override
  public synchronized int read(byte[] bytes, int from, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    int first = read();
    if (first < 0) {
      return -1;
    }
    bytes[from] = (byte) first;
    int more = Math.min(count - 1, line.length - at);
    System.arraycopy(line, at, bytes, from + 1, more);
    at += more;
    return more + 1;
  }

  @Override
  public synchronized int available() {
    return line.length - at;
  }
}
