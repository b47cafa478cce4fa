package io.otherwise.kernel.page;

/**
 * An entry of the table of contents.
 *
 * @param level 1 to 6
 * @param id the anchor, unique on the page
 * @param text its text without mark-up
 */
record Heading(int level, String id, String text) {
  String link() {
    return "<li class=\"level-%d\"><a href=\"#%s\">%s</a></li>%n"
        .formatted(level, id, Html.escape(text));
  }
}
