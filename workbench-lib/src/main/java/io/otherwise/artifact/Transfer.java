package io.otherwise.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;

/**
 * One answer of a server: the bytes of a file from some byte on.
 *
 * @param from where they begin
 * @param total bytes of the whole file; -1 where the server does not say
 * @param version the file's strong ETag or else its date; empty where there is neither
 */
record Transfer(HttpURLConnection connection, long from, long total, String version)
    implements AutoCloseable {
  private static final int REDIRECTS = 8;
  private static final int RANGE_NOT_SATISFIABLE = 416;
  private static final int TOO_MANY_REQUESTS = 429;

  /** Asking again would give the same answer. */
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message);
    }
  }

  /** What has arrived is no beginning of what the server has now. */
  static final class Stale extends IOException {
    private static final long serialVersionUID = 1;

    Stale(String message) {
      super(message);
    }
  }

  /**
   * Asks for a file.
   *
   * @param from how many bytes are there already
   * @param version of the file that they are of; empty where it is not known
   */
  static Transfer open(Route route, URI source, long from, String version) throws IOException {
    URI address = source;
    for (int i = 0; i <= REDIRECTS; i++) {
      HttpURLConnection connection = route.open(address);
      if (from > 0) {
        connection.setRequestProperty("Range", "bytes=" + from + "-");
        if (!version.isEmpty()) {
          connection.setRequestProperty("If-Range", version);
        }
      }
      int status = connection.getResponseCode();
      String elsewhere = connection.getHeaderField("Location");
      if (status / 100 != 3 || elsewhere == null) {
        return answered(connection, status, from, version);
      }
      connection.disconnect();
      address = followed(address, elsewhere);
    }
    throw new Refused("the server redirects more than " + REDIRECTS + " times");
  }

  private static URI followed(URI from, String location) throws Refused {
    URI to = from.resolve(location);
    boolean plain = from.getScheme().equals("https") && !"https".equals(to.getScheme());
    if (plain || to.getScheme() == null || !to.getScheme().startsWith("http")) {
      throw new Refused("the server redirects to " + to + ", which is not encrypted");
    }
    return to;
  }

  private static Transfer answered(
      HttpURLConnection connection, int status, long from, String version) throws IOException {
    return switch (status) {
      case HttpURLConnection.HTTP_OK ->
          new Transfer(connection, 0, connection.getContentLengthLong(), now(connection));
      case HttpURLConnection.HTTP_PARTIAL -> continued(connection, from, version);
      case RANGE_NOT_SATISFIABLE -> whole(connection, from, version);
      default -> throw failed(status);
    };
  }

  /** There is nothing behind our last byte: either it is the file's too, or the file is another. */
  private static Transfer whole(HttpURLConnection connection, long from, String version)
      throws Stale {
    long total = after(range(connection), '/');
    if (total != from) {
      throw new Stale("the server has %s bytes and not %s".formatted(total, from));
    }
    return new Transfer(connection, from, total, version);
  }

  private static Transfer continued(HttpURLConnection connection, long from, String version)
      throws IOException {
    String range = range(connection);
    if (!range.startsWith("bytes " + from + "-")) {
      throw new IOException("the server answers with the range " + range);
    }
    String now = now(connection);
    if (!version.isEmpty() && !now.isEmpty() && !now.equals(version)) {
      throw new Stale("the server has another version of the file by now");
    }
    return new Transfer(connection, from, after(range, '/'), now);
  }

  private static IOException failed(int status) {
    String says = "the server answers with status " + status;
    return switch (status) {
      case HttpURLConnection.HTTP_UNAUTHORIZED, HttpURLConnection.HTTP_FORBIDDEN ->
          new Refused(says + ": it asks for an account, or forbids the file");
      case HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_GONE ->
          new Refused(says + ": the file is no longer there");
      case HttpURLConnection.HTTP_CLIENT_TIMEOUT, TOO_MANY_REQUESTS -> new IOException(says);
      default -> status < 500 ? new Refused(says) : new IOException(says);
    };
  }

  /** A weak ETag does not promise equal bytes. */
  private static String now(HttpURLConnection connection) {
    String tag = connection.getHeaderField("ETag");
    String date = connection.getHeaderField("Last-Modified");
    if (tag != null && tag.startsWith("\"")) {
      return tag;
    }
    return date == null ? "" : date;
  }

  private static String range(HttpURLConnection connection) {
    return String.valueOf(connection.getHeaderField("Content-Range"));
  }

  /** The number after a mark; -1 where there is none. */
  private static long after(String text, char mark) {
    String number = text.substring(text.indexOf(mark) + 1);
    return number.matches("\\d{1,18}") ? Long.parseLong(number) : -1;
  }

  /** Whether there is nothing left to read. */
  boolean empty() {
    return total >= 0 && from >= total;
  }

  InputStream body() throws IOException {
    return connection.getInputStream();
  }

  @Override
  public void close() {
    connection.disconnect();
  }
}
