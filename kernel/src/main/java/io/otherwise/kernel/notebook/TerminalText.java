package io.otherwise.kernel.notebook;

/** Text as a terminal shows it: carriage returns and backspaces played out. */
public final class TerminalText {
  private TerminalText() {}

  /** Each line as it stands at last, after every carriage return and backspace in it. */
  public static String overwrite(String text) {
    if (text.indexOf('\r') < 0 && text.indexOf('\b') < 0) {
      return text;
    }
    StringBuilder page = new StringBuilder();
    for (String line : text.replace("\r\n", "\n").split("(?<=\n)", -1)) {
      boolean ends = line.endsWith("\n");
      page.append(line(ends ? line.substring(0, line.length() - 1) : line))
          .append(ends ? "\n" : "");
    }
    return page.toString();
  }

  private static String line(String raw) {
    StringBuilder line = new StringBuilder();
    int cursor = 0;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '\r') {
        cursor = 0;
      } else if (c == '\b') {
        cursor = Math.max(0, cursor - 1);
      } else {
        line.replace(cursor, Math.min(cursor + 1, line.length()), String.valueOf(c));
        cursor++;
      }
    }
    return line.toString();
  }
}
