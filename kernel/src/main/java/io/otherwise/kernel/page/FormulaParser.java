package io.otherwise.kernel.page;

import java.util.Set;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Position;
import org.commonmark.parser.beta.Scanner;

/**
 * Finds {@code $...$} and {@code $$...$$} in running text. As in Pandoc, a single dollar opens only
 * before a non-space and closes only after one and not before a digit, so that prices stay prices.
 */
final class FormulaParser implements InlineContentParser {
  /** Makes the parser known to the Markdown library. */
  static final class Factory implements InlineContentParserFactory {
    @Override
    public Set<Character> getTriggerCharacters() {
      return Set.of('$');
    }

    @Override
    public InlineContentParser create() {
      return new FormulaParser();
    }
  }

  @Override
  public ParsedInline tryParse(InlineParserState state) {
    Scanner scanner = state.scanner();
    boolean display = scanner.matchMultiple('$') > 1;
    Position start = scanner.position();
    while (scanner.hasNext()) {
      Position end = scanner.position();
      char c = scanner.peek();
      scanner.next();
      if (c == '\\' && scanner.hasNext()) {
        scanner.next();
      } else if (c == '$' && (!display || scanner.next('$'))) {
        String tex = scanner.getSource(start, end).getContent();
        return isFormula(tex, display, scanner.peek())
            ? ParsedInline.of(new Formula(tex, display), scanner.position())
            : ParsedInline.none();
      }
    }
    return ParsedInline.none();
  }

  private static boolean isFormula(String tex, boolean display, char following) {
    // Code binds tighter than dollars, and TeX formulas hardly ever hold a back-tick.
    if (tex.isBlank() || tex.indexOf('`') >= 0) {
      return false;
    }
    boolean tight =
        !Character.isWhitespace(tex.charAt(0))
            && !Character.isWhitespace(tex.charAt(tex.length() - 1));
    return display || (tight && !Character.isDigit(following));
  }
}
