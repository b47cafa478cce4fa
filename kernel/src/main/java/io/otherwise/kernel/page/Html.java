package io.otherwise.kernel.page;

/** Text made safe for HTML. */
final class Html {
  private Html() {}

  /** The text for element content and for double-quoted attributes alike. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** A span with the style class, or the bare text where the class is empty. */
  static String span(String style, String text) {
    return style.isEmpty()
        ? escape(text)
        : "<span class=\"" + style + "\">" + escape(text) + "</span>";
  }
}
