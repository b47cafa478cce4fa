package io.otherwise.kernel.page;

import org.commonmark.node.Block;
import org.commonmark.parser.SourceLine;
import org.commonmark.parser.block.AbstractBlockParser;
import org.commonmark.parser.block.AbstractBlockParserFactory;
import org.commonmark.parser.block.BlockContinue;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.parser.block.MatchedBlockParser;
import org.commonmark.parser.block.ParserState;

/**
 * Finds formulas that start a line with {@code $$} or {@code \begin{...}}. They are taken out
 * before Markdown sees them: a line of TeX may well start like a list or a heading.
 */
final class FormulaBlockParser extends AbstractBlockParser {
  private static final String DOLLARS = "$$";

  private final FormulaBlock block = new FormulaBlock();
  private final StringBuilder tex = new StringBuilder();
  private final String end;
  private boolean closed;

  private FormulaBlockParser(String end) {
    this.end = end;
  }

  /** Makes the parser known to the Markdown library. */
  static final class Factory extends AbstractBlockParserFactory {
    @Override
    public BlockStart tryStart(ParserState state, MatchedBlockParser matched) {
      String line = state.getLine().getContent().toString().substring(state.getNextNonSpaceIndex());
      if (state.getIndent() >= 4 || !starts(line)) {
        return BlockStart.none();
      }
      String end =
          line.startsWith(DOLLARS)
              ? DOLLARS
              : line.replaceFirst("\\\\begin(\\{[^}]*\\}).*", "\\\\end$1");
      return BlockStart.of(new FormulaBlockParser(end)).atIndex(state.getNextNonSpaceIndex());
    }

    /** A formula that ends within its line and has text after it belongs to a paragraph. */
    private static boolean starts(String line) {
      if (line.startsWith(DOLLARS)) {
        int close = line.indexOf(DOLLARS, 2);
        return close < 0 || line.substring(close + 2).isBlank();
      }
      return line.matches("\\\\begin\\{[a-zA-Z]+\\*?\\}.*");
    }
  }

  @Override
  public Block getBlock() {
    return block;
  }

  @Override
  public BlockContinue tryContinue(ParserState state) {
    return closed ? BlockContinue.none() : BlockContinue.atIndex(state.getIndex());
  }

  @Override
  public void addLine(SourceLine line) {
    String text = line.getContent().toString();
    tex.append(text).append('\n');
    // The opening dollars are no closing ones.
    int from = end.equals(DOLLARS) && tex.length() == text.length() + 1 ? 2 : 0;
    closed = text.indexOf(end, from) >= 0;
  }

  @Override
  public void closeBlock() {
    String text = tex.toString().strip();
    if (end.equals(DOLLARS)) {
      text = text.substring(2);
      int close = text.lastIndexOf(DOLLARS);
      text = close < 0 ? text : text.substring(0, close);
    }
    block.setTex(text);
  }
}
