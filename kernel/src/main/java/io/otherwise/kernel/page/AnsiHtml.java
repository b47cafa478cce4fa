package io.otherwise.kernel.page;

import io.otherwise.kernel.notebook.TerminalText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Terminal text as HTML: ANSI colours and bold become spans, every other control is dropped. */
final class AnsiHtml {
  private static final Pattern CONTROL = Pattern.compile("\u001b\\[([0-9;?]*)([A-Za-z])|\u001b");

  private AnsiHtml() {}

  /** The text as a terminal would show it at last. */
  static String of(String text) {
    StringBuilder html = new StringBuilder();
    // Returns are played out on the plain text only: colours in an overwritten line are lost
    // anyway.
    String shown =
        text.indexOf('\u001b') < 0 ? TerminalText.overwrite(text) : text.replace("\r\n", "\n");
    Matcher control = CONTROL.matcher(shown);
    Style style = Style.PLAIN;
    int from = 0;
    while (control.find()) {
      html.append(Html.span(style.names(), shown.substring(from, control.start())));
      if ("m".equals(control.group(2))) {
        style = style.after(control.group(1));
      }
      from = control.end();
    }
    return html.append(Html.span(style.names(), shown.substring(from))).toString();
  }

  /**
   * What the next characters look like.
   *
   * @param colour 0 to 7 in the order of ANSI, or -1 for the usual
   */
  private record Style(int colour, boolean bold) {
    static final Style PLAIN = new Style(-1, false);

    Style after(String codes) {
      Style style = this;
      for (String code : codes.split(";")) {
        int value = code.matches("[0-9]{1,3}") ? Integer.parseInt(code) : 0;
        if (value == 38 || value == 48) {
          // The extended palettes follow with numbers that are no codes of their own.
          return style;
        }
        style = style.with(value);
      }
      return style;
    }

    private Style with(int code) {
      if (code == 0) {
        return PLAIN;
      }
      if (code == 1 || code == 22) {
        return new Style(colour, code == 1);
      }
      boolean named = (code >= 30 && code <= 37) || (code >= 90 && code <= 97);
      return named ? new Style(code % 10, bold) : code == 39 ? new Style(-1, bold) : this;
    }

    String names() {
      String tint = colour < 0 ? "" : "ansi-" + colour;
      return bold ? (tint + " ansi-bold").strip() : tint;
    }
  }
}
