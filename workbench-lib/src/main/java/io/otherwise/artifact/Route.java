package io.otherwise.artifact;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a request leaves this machine.
 *
 * @param timeout of connecting, and of each wait for further bytes
 * @param pause before another attempt, times the number of attempts made
 * @param mirrors addresses that are asked in the place of others
 * @param variables the environment: {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code ALL_PROXY} and
 *     {@code NO_PROXY} count where the system properties name no proxy
 */
record Route(
    Duration timeout, Duration pause, List<Mirror> mirrors, Map<String, String> variables) {
  private static final String MIRROR = "OTHERWISE_MIRROR";

  /** What a source begins with, and what it begins with on the mirror. */
  record Mirror(String of, String at) {}

  Route {
    mirrors = List.copyOf(mirrors);
    variables = Map.copyOf(variables);
  }

  /** As the properties and variables of this program say. */
  static Route ofMachine() {
    Map<String, String> variables = System.getenv();
    String named = System.getProperty("otherwise.mirror", variables.getOrDefault(MIRROR, ""));
    return new Route(Duration.ofSeconds(30), Duration.ofSeconds(2), mirrors(named), variables);
  }

  /**
   * Reads {@code https://huggingface.co=https://mirror.example,...}.
   *
   * @throws IllegalArgumentException if a part is no pair of addresses
   */
  static List<Mirror> mirrors(String text) {
    List<Mirror> mirrors = new ArrayList<>();
    for (String pair : text.isBlank() ? new String[0] : text.split(",")) {
      String[] sides = pair.strip().split("=http", 2);
      if (sides.length != 2 || !sides[0].startsWith("http")) {
        throw new IllegalArgumentException(
            ("a mirror is a pair of addresses, but otherwise.mirror has \"%s\"; write "
                    + "https://huggingface.co=https://mirror.example")
                .formatted(pair.strip()));
      }
      mirrors.add(new Mirror(sides[0], "http" + sides[1]));
    }
    return mirrors;
  }

  /** The address to ask for a source. */
  URI to(String source) {
    for (Mirror mirror : mirrors) {
      if (source.startsWith(mirror.of)) {
        return URI.create(mirror.at + source.substring(mirror.of.length()));
      }
    }
    return URI.create(source);
  }

  HttpURLConnection open(URI address) throws IOException {
    Proxy proxy = proxy(address);
    HttpURLConnection connection =
        (HttpURLConnection)
            (proxy.equals(Proxy.NO_PROXY)
                ? address.toURL().openConnection()
                : address.toURL().openConnection(proxy));
    connection.setConnectTimeout((int) timeout.toMillis());
    connection.setReadTimeout((int) timeout.toMillis());
    connection.setInstanceFollowRedirects(false);
    connection.setRequestProperty("Accept-Encoding", "identity");
    return connection;
  }

  /** The variables' proxy; none where the system properties have a say. */
  Proxy proxy(URI address) {
    boolean property =
        ProxySelector.getDefault().select(address).stream()
            .anyMatch(p -> p.type() != Proxy.Type.DIRECT);
    String named = variable(address.getScheme() + "_proxy");
    named = named.isEmpty() ? variable("all_proxy") : named;
    if (property || named.isEmpty() || spared(address.getHost())) {
      return Proxy.NO_PROXY;
    }
    URI proxy = URI.create(named.contains("://") ? named : "http://" + named);
    if (proxy.getHost() == null) {
      throw new IllegalArgumentException(
          "a proxy is an address such as http://proxy.example:3128, but %s_PROXY is %s; correct it"
              .formatted(address.getScheme().toUpperCase(Locale.ROOT), named));
    }
    int port = proxy.getPort() < 0 ? 80 : proxy.getPort();
    return new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.getHost(), port));
  }

  /** Whether NO_PROXY names the host, a domain above it, or everything. */
  private boolean spared(String host) {
    for (String name : variable("no_proxy").split(",", -1)) {
      String domain = name.strip().replaceFirst("^\\.", "");
      if (domain.equals("*")
          || (!domain.isEmpty() && (host.equals(domain) || host.endsWith("." + domain)))) {
        return true;
      }
    }
    return false;
  }

  private String variable(String lower) {
    String upper = variables.getOrDefault(lower.toUpperCase(Locale.ROOT), "");
    return variables.getOrDefault(lower, upper);
  }
}
