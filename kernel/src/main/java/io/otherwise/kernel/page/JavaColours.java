package io.otherwise.kernel.page;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Light colouring of Java: what a reader's eye looks for, found by one regular expression. */
final class JavaColours {
  private static final String KEYWORDS =
      "abstract|assert|boolean|break|byte|case|catch|char|class|const|continue|default|do|double|else"
          + "|enum|extends|false|final|finally|float|for|goto|if|implements|import|instanceof|int"
          + "|interface|long|native|new|null|package|private|protected|public|record|return|sealed"
          + "|short|static|strictfp|super|switch|synchronized|this|throw|throws|transient|true|try"
          + "|var|void|volatile|while|yield";

  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<comment>//[^\n]*|/\\*(?s:.*?)(?:\\*/|\\z))"
              + "|(?<string>\"\"\"(?s:.*?)(?:\"\"\"|\\z)|\"(?:\\\\.|[^\"\\\\\n])*\"?|'(?:\\\\.|[^'\\\\\n])+')"
              + "|(?<number>\\b[0-9][0-9_.]*(?:[eE][+-]?[0-9]+)?[xXa-fA-F0-9_]*[LlFfDd]?\\b)"
              + "|(?<annotation>@[A-Za-z]\\w*)"
              + "|(?<keyword>\\b(?:"
              + KEYWORDS
              + ")\\b)"
              + "|(?<type>\\b[A-Z]\\w*\\b)"
              + "|(?<word>\\b[a-z_$]\\w*\\b)");

  private static final String[] STYLES = {
    "comment", "string", "number", "annotation", "keyword", "type"
  };

  private JavaColours() {}

  /** The code as HTML with spans. */
  static String of(String code) {
    StringBuilder html = new StringBuilder();
    Matcher token = TOKEN.matcher(code);
    int from = 0;
    while (token.find()) {
      html.append(Html.escape(code.substring(from, token.start())));
      html.append(Html.span(style(token), token.group()));
      from = token.end();
    }
    return html.append(Html.escape(code.substring(from))).toString();
  }

  private static String style(Matcher token) {
    for (String style : STYLES) {
      if (token.group(style) != null) {
        return "j-" + style;
      }
    }
    return "";
  }
}
