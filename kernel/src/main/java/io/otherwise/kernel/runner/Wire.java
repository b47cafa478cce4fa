package io.otherwise.kernel.runner;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The Jupyter wire format 5.3: {@code <IDS|MSG>}, an HMAC-SHA256 signature, then header, parent,
 * metadata and content as JSON.
 */
final class Wire {
  private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(UTF_8);
  private static final byte[] NOTHING = "{}".getBytes(UTF_8);

  private final SecretKeySpec key;
  private final String session;

  Wire(String key, String session) {
    this.key = new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA256");
    this.session = session;
  }

  /** The frames of a request. */
  List<byte[]> encode(String type, String id, JsonObject content) {
    JsonObject header = new JsonObject();
    header.addProperty("msg_id", id);
    header.addProperty("msg_type", type);
    header.addProperty("session", session);
    header.addProperty("username", "runner");
    header.addProperty("date", Instant.now().toString());
    header.addProperty("version", "5.3");
    List<byte[]> parts =
        List.of(
            header.toString().getBytes(UTF_8),
            NOTHING,
            NOTHING,
            content.toString().getBytes(UTF_8));
    return List.of(DELIMITER, sign(parts), parts.get(0), NOTHING, NOTHING, parts.get(3));
  }

  /**
   * Reads a message, whatever routing frames precede it.
   *
   * @throws IllegalStateException if it is no Jupyter message or its signature is wrong
   */
  Message decode(List<byte[]> frames) {
    int start = 0;
    while (start < frames.size() && !MessageDigest.isEqual(frames.get(start), DELIMITER)) {
      start++;
    }
    if (frames.size() < start + 6) {
      throw new IllegalStateException(
          "a Jupyter message has 6 frames from its delimiter on, but %d came; is the port another's?"
              .formatted(frames.size() - start));
    }
    List<byte[]> parts = frames.subList(start + 2, start + 6);
    if (!MessageDigest.isEqual(sign(parts), frames.get(start + 1))) {
      throw new IllegalStateException(
          "a message must be signed with the key of the connection file, but one was not; start the kernel anew");
    }
    JsonObject header = json(parts.get(0));
    JsonObject parent = json(parts.get(1));
    return new Message(
        header.get("msg_type").getAsString(),
        parent.has("msg_id") ? parent.get("msg_id").getAsString() : "",
        json(parts.get(3)));
  }

  private byte[] sign(List<byte[]> parts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      parts.forEach(mac::update);
      return HexFormat.of().formatHex(mac.doFinal()).getBytes(UTF_8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256, but this one does not", e);
    }
  }

  private static JsonObject json(byte[] frame) {
    return JsonParser.parseString(new String(frame, UTF_8)).getAsJsonObject();
  }
}
