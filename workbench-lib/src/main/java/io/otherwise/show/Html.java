package io.otherwise.show;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What a value looks like: in a browser, and where only text can be shown.
 *
 * @param html a self-contained fragment, not a page
 * @param text the same in a few plain lines
 */
public record Html(String html, String text) implements Shown {
  public Html {
    Objects.requireNonNull(html, "html");
    Objects.requireNonNull(text, "text");
  }

  /** Plain text as a paragraph. */
  public static Html of(String plain) {
    return new Html("<p>" + escaped(plain) + "</p>", plain);
  }

  /** Plain text as a paragraph in small print. */
  public static Html note(String plain) {
    return new Html(Layout.note(plain), plain);
  }

  /** One below the other. */
  public static Html stacked(List<? extends Shown> parts) {
    List<Html> all = parts.stream().map(Shown::toHtml).toList();
    return new Html(
        all.stream().map(Html::html).collect(Collectors.joining("\n")),
        all.stream().map(Html::text).collect(Collectors.joining("\n")));
  }

  /** One below the other. */
  public static Html stacked(Shown... parts) {
    return stacked(List.of(parts));
  }

  /** Text made safe as the content of an element or of a quoted attribute. */
  public static String escaped(String raw) {
    return raw.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  @Override
  public Html toHtml() {
    return this;
  }

  @Override
  public String toString() {
    return text;
  }
}
