package io.otherwise.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouteTest {
  private static final URI SOURCE = URI.create("https://weights.example.org/w.pt");

  private static Proxy proxy(String... pairs) {
    Map<String, String> variables = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      variables.put(pairs[i], pairs[i + 1]);
    }
    return new Route(Duration.ZERO, Duration.ZERO, List.of(), variables).proxy(SOURCE);
  }

  private static Proxy at(String host, int port) {
    return new Proxy(Proxy.Type.HTTP, new InetSocketAddress(host, port));
  }

  @Test
  void without_variables_there_is_no_proxy() {
    assertEquals(Proxy.NO_PROXY, proxy());
    assertEquals(Proxy.NO_PROXY, proxy("HTTPS_PROXY", ""));
    assertEquals(Proxy.NO_PROXY, proxy("HTTP_PROXY", "http://127.0.0.1:3128"));
  }

  @Test
  void small_letters_win_and_all_proxy_comes_last() {
    assertEquals(at("127.0.0.2", 1), proxy("HTTPS_PROXY", "127.0.0.2:1"));
    assertEquals(
        at("127.0.0.3", 80),
        proxy("https_proxy", "http://127.0.0.3", "HTTPS_PROXY", "127.0.0.2:1"));
    assertEquals(at("127.0.0.4", 8), proxy("ALL_PROXY", "http://127.0.0.4:8"));
    assertEquals(
        at("127.0.0.2", 1), proxy("ALL_PROXY", "127.0.0.4:8", "HTTPS_PROXY", "127.0.0.2:1"));
  }

  @Test
  void no_proxy_spares_hosts_and_the_domains_above_them() {
    for (String spared :
        List.of("*", "weights.example.org", "example.org", ".example.org", "x.y, example.org")) {
      assertEquals(Proxy.NO_PROXY, proxy("HTTPS_PROXY", "127.0.0.2:1", "NO_PROXY", spared), spared);
    }
    for (String other : List.of("", "ample.org", "org.example", "other.example.org")) {
      assertEquals(
          at("127.0.0.2", 1), proxy("HTTPS_PROXY", "127.0.0.2:1", "NO_PROXY", other), other);
    }
  }

  @Test
  void a_proxy_without_a_host_is_refused_in_one_sentence() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> proxy("HTTPS_PROXY", "http://:3128"))
            .getMessage();
    assertTrue(message.contains("HTTPS_PROXY is http://:3128; correct it"), message);
  }

  @Test
  void a_mirror_replaces_what_an_address_begins_with() {
    List<Route.Mirror> mirrors =
        Route.mirrors("https://a.org/x=http://m.org/a?k=1/, https://b.org=https://m.org");
    Route route = new Route(Duration.ZERO, Duration.ZERO, mirrors, Map.of());

    assertEquals(URI.create("http://m.org/a?k=1//w.pt"), route.to("https://a.org/x/w.pt"));
    assertEquals(URI.create("https://m.org/w.pt"), route.to("https://b.org/w.pt"));
    assertEquals(URI.create("https://a.org/w.pt"), route.to("https://a.org/w.pt"));
    assertEquals(List.of(), Route.mirrors(" "));
  }

  @Test
  void a_mirror_that_is_no_pair_is_refused() {
    for (String wrong :
        List.of("https://m.org", "huggingface.co=https://m.org", "https://a.org=m")) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> Route.mirrors(wrong)).getMessage();
      assertTrue(message.contains("otherwise.mirror has \"" + wrong + "\""), message);
    }
  }
}
