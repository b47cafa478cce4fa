package io.otherwise.kernel.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.otherwise.kernel.notebook.Multiline;
import java.util.Base64;
import java.util.List;

/** The outputs of a code cell. */
record OutputHtml(MarkdownHtml markdown, Formulas formulas) {
  /** The richest representation wins, in nbconvert's order. */
  private static final List<String> PREFERENCE =
      List.of(
          "text/html",
          "text/markdown",
          "image/svg+xml",
          "text/latex",
          "image/png",
          "image/jpeg",
          "image/gif",
          "text/plain");

  String render(JsonObject output) {
    return switch (Multiline.text(output.get("output_type"))) {
      case "stream" -> stream(output);
      case "error" -> error(output);
      default -> bundle(output);
    };
  }

  private static String stream(JsonObject output) {
    String name = Multiline.text(output.get("name")).equals("stderr") ? "stderr" : "stdout";
    return pre(name, AnsiHtml.of(Multiline.text(output.get("text"))));
  }

  private static String error(JsonObject output) {
    StringBuilder trace = new StringBuilder();
    if (output.has("traceback") && output.get("traceback").isJsonArray()) {
      output
          .getAsJsonArray("traceback")
          .forEach(line -> trace.append(line.getAsString()).append('\n'));
    }
    String text = trace.toString().strip();
    if (text.isEmpty()) {
      text = Multiline.text(output.get("ename")) + ": " + Multiline.text(output.get("evalue"));
    }
    // Tools look for the first class; the style sheet uses the second and so does not contain it.
    return pre("output_error failure", AnsiHtml.of(text));
  }

  private String bundle(JsonObject output) {
    JsonObject data = output.get("data") instanceof JsonObject object ? object : new JsonObject();
    for (String type : PREFERENCE) {
      if (data.has(type)) {
        return shown(type, Multiline.text(data.get(type)), output.get("metadata"));
      }
    }
    return "";
  }

  private String shown(String type, String value, JsonElement metadata) {
    return switch (type) {
      case "text/html" -> "<div class=\"html\">" + value + "</div>\n";
      case "text/markdown" -> "<div class=\"text\">" + markdown.render(value) + "</div>\n";
      case "text/latex" ->
          "<div class=\"formula\">" + formulas.render(bare(value), true) + "</div>\n";
      // As a picture its identifiers cannot clash with those of the next chart.
      case "image/svg+xml" ->
          image(type, Base64.getEncoder().encodeToString(value.getBytes(UTF_8)), "", "chart");
      case "text/plain" -> pre("plain", AnsiHtml.of(value));
      default -> image(type, value, size(type, metadata), "picture");
    };
  }

  private static String image(String type, String base64, String size, String name) {
    return "<div class=\"image\"><img alt=\"%s\"%s src=\"%s\"></div>%n"
        .formatted(name, size, InlineImages.data(type, base64));
  }

  /**
   * The size in CSS pixels that the kernel asked for; pictures for dense screens have twice that.
   */
  private static String size(String type, JsonElement metadata) {
    if (!(metadata instanceof JsonObject all)) {
      return "";
    }
    JsonObject own = all.get(type) instanceof JsonObject object ? object : all;
    StringBuilder attributes = new StringBuilder();
    for (String name : List.of("width", "height")) {
      String value =
          own.has(name) && own.get(name).isJsonPrimitive() ? own.get(name).getAsString() : "";
      if (value.matches("[0-9]{1,5}")) {
        attributes.append(" %s=\"%s\"".formatted(name, value));
      }
    }
    return attributes.toString();
  }

  private static String bare(String latex) {
    String tex = latex.strip();
    for (String dollars : List.of("$$", "$")) {
      if (tex.startsWith(dollars) && tex.endsWith(dollars) && tex.length() > 2 * dollars.length()) {
        return tex.substring(dollars.length(), tex.length() - dollars.length());
      }
    }
    return tex;
  }

  private static String pre(String style, String html) {
    return "<pre class=\"%s\">%s</pre>%n".formatted(style, html);
  }
}
