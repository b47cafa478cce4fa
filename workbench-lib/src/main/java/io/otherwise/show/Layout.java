package io.otherwise.show;

import java.util.Map;

/** Pieces of a page that several views share. */
final class Layout {
  static final String BARE = "border:none;background:none;";

  private Layout() {}

  static String heading(String text) {
    return "<p style=\"margin:0 0 4px;font-size:14px\"><b>%s</b></p>%n"
        .formatted(Html.escaped(text));
  }

  /** A line in small print. */
  static String note(String text) {
    return "<p style=\"margin:4px 0;font-size:12px;color:#57606a\">%s</p>%n"
        .formatted(Html.escaped(text));
  }

  /** Side by side; by a table, since hosts that show notebooks strip other layouts. */
  static String beside(String left, String right) {
    String cell = "<td style=\"" + BARE + "padding:0 24px 0 0;vertical-align:top\">%s</td>";
    return ("<table style=\"border-collapse:collapse;border:none;margin:4px 0\">"
            + "<tr style=\"background:none\">"
            + cell
            + cell
            + "</tr></table>%n")
        .formatted(left, right);
  }

  /** One line that opens into name and value of all settings. */
  static String details(String line, Map<String, ?> settings) {
    if (settings.isEmpty()) {
      return note(line);
    }
    StringBuilder items = new StringBuilder();
    settings.forEach(
        (name, value) ->
            items.append(
                "<br>%s = %s".formatted(Html.escaped(name), Html.escaped(String.valueOf(value)))));
    return "<details style=\"%sfont-size:12px;margin:0;padding:0\"><summary style=\"font-weight:normal\">%s</summary>%s</details>%n"
        .formatted(BARE, Html.escaped(line), items.substring(4));
  }
}
