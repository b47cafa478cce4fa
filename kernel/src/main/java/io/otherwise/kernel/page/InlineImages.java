package io.otherwise.kernel.page;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts the pictures that Markdown points at into the page itself.
 *
 * @param folder where relative paths start: the notebook's folder
 */
record InlineImages(Path folder) {
  private static final Pattern SOURCE = Pattern.compile("(<img\\b[^>]*?\\bsrc=\")([^\"]*)(\")");
  private static final Map<String, String> TYPES =
      Map.of(
          "png",
          "image/png",
          "jpg",
          "image/jpeg",
          "jpeg",
          "image/jpeg",
          "gif",
          "image/gif",
          "svg",
          "image/svg+xml",
          "webp",
          "image/webp");

  /** The HTML with data in place of local paths and attachments; what cannot be found stays. */
  String in(String html, JsonObject attachments) {
    return SOURCE
        .matcher(html)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    match.group(1) + source(match.group(2), attachments) + match.group(3)));
  }

  private String source(String source, JsonObject attachments) {
    if (source.startsWith("attachment:")) {
      return attachment(source, attachments.get(source.substring("attachment:".length())));
    }
    String extension = source.substring(source.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (source.matches("[a-zA-Z][a-zA-Z0-9+.-]*:.*|//.*") || !TYPES.containsKey(extension)) {
      return source;
    }
    try {
      Path file = folder.resolve(source.replace("%20", " "));
      return data(
          TYPES.get(extension), Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
    } catch (IOException | InvalidPathException e) {
      return source;
    }
  }

  private static String attachment(String source, JsonElement bundle) {
    if (bundle instanceof JsonObject types && !types.isEmpty()) {
      String type = types.keySet().iterator().next();
      return data(type, types.get(type).getAsString());
    }
    return source;
  }

  static String data(String type, String base64) {
    return "data:" + type + ";base64," + base64.replaceAll("\\s", "");
  }
}
