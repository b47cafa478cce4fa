package io.otherwise.kernel.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireTest {
  private final Wire wire = new Wire("secret", "session");

  @Test
  void a_message_survives_the_wire_behind_any_routing_frame() {
    JsonObject content = new JsonObject();
    content.addProperty("code", "naïve – 漢字");
    List<byte[]> frames = new ArrayList<>(wire.encode("execute_request", "7", content));
    frames.add(0, "somebody".getBytes(StandardCharsets.UTF_8));
    Message message = wire.decode(frames);
    assertEquals("execute_request", message.type());
    assertEquals("naïve – 漢字", message.text("code"));
  }

  @Test
  void a_message_signed_with_another_key_is_refused() {
    List<byte[]> frames = new Wire("other", "session").encode("a", "1", new JsonObject());
    assertThrows(IllegalStateException.class, () -> wire.decode(frames));
  }

  @Test
  void a_changed_message_is_refused() {
    List<byte[]> frames = new ArrayList<>(wire.encode("a", "1", new JsonObject()));
    frames.set(5, "{\"code\":1}".getBytes(StandardCharsets.UTF_8));
    assertThrows(IllegalStateException.class, () -> wire.decode(frames));
  }

  @Test
  void half_a_message_is_refused() {
    List<byte[]> frames = wire.encode("a", "1", new JsonObject()).subList(0, 4);
    assertThrows(IllegalStateException.class, () -> wire.decode(frames));
  }
}
