package io.otherwise.kernel.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * nbformat keeps long texts as lists of lines, each with its line end, so that diffs stay small.
 */
public final class Multiline {
  private Multiline() {}

  /** The text of a string or of a list of strings; empty where there is none. */
  public static String text(JsonElement value) {
    if (value == null || value.isJsonNull()) {
      return "";
    }
    if (!value.isJsonArray()) {
      return value.getAsString();
    }
    StringBuilder text = new StringBuilder();
    value.getAsJsonArray().forEach(line -> text.append(line.getAsString()));
    return text.toString();
  }

  /** The text as a list of lines; every line but the last ends with its line feed. */
  public static JsonArray lines(String text) {
    JsonArray lines = new JsonArray();
    for (int start = 0; start < text.length(); ) {
      int feed = text.indexOf('\n', start);
      int end = feed < 0 ? text.length() : feed + 1;
      lines.add(text.substring(start, end));
      start = end;
    }
    return lines;
  }

  /** A MIME bundle with its text types as lists of lines, as nbformat's own writer splits them. */
  static JsonObject splitBundle(JsonObject data) {
    JsonObject split = new JsonObject();
    for (Map.Entry<String, JsonElement> entry : data.entrySet()) {
      String type = entry.getKey();
      boolean text =
          type.startsWith("text/")
              || List.of("image/svg+xml", "application/javascript").contains(type);
      boolean whole = entry.getValue().isJsonPrimitive();
      split.add(type, text && whole ? lines(entry.getValue().getAsString()) : entry.getValue());
    }
    return split;
  }
}
